// On every page, and almost nothing: brings the search when somebody is about to use it.
// <script defer src="{raiz}buscador/cargador.js" data-raiz="{raiz}"></script>
(function () {
  const script = document.currentScript, root = script.dataset.raiz || '';
  let asked;

  function load(source) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement('script');
      tag.src = source;
      tag.onload = () => {
        tag.remove();
        resolve();
      };
      tag.onerror = reject;
      document.head.append(tag);
    });
  }

  function bring() {
    asked = asked || Promise.all(['nucleo', 'interfaz'].map((name) => load(script.src.replace('cargador', name)))).then(
      () => window.acervoInterfaz(window.acervoNucleo((path) => load(root + 'buscador/' + path)), root),
      () => (asked = undefined));
  }

  document.addEventListener('focusin', ({ target }) => {
    if (target.closest('form[role=search]')) bring();
  });
  if (document.getElementById('resultados') || document.activeElement.closest('form[role=search]')) bring();
})();
