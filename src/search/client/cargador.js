// On every page, and almost nothing: brings the search when somebody is about to use it.
// <script defer src="…cargador.js" data-raiz="{raiz}" data-cliente="…"></script>: the client has a name
// of its own bytes, so the page says it.
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
    asked = asked || load(script.dataset.cliente).then(
      () => window.acervoInterfaz(window.acervoNucleo((path) => load(root + 'buscador/' + path)), root),
      () => (asked = undefined));
  }

  document.addEventListener('focusin', ({ target }) => {
    if (target.closest('form[role=search]')) bring();
  });
  if (document.getElementById('p_resultados') && location.search || document.activeElement.closest('form[role=search]')) bring();
})();
