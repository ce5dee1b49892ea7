// On every page, and almost nothing: brings the search when somebody is about to use it.
// <script defer src="…cargador.js" data-raiz="{raiz}" data-cliente="…"></script>: the client has a name
// of its own bytes, so the page says it.
(function () {
  const { raiz, cliente } = document.currentScript.dataset;
  let asked, handed;

  // Every file of the index hands over what it holds. No other script comes between that and its event.
  globalThis.ñ = ([data]) => (handed = data);

  // What a script hands over, if it does.
  function load(source) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement('script');
      tag.src = source;
      tag.onload = () => {
        resolve(handed);
        handed = tag.remove();
      };
      tag.onerror = reject;
      document.head.append(tag);
    });
  }

  function bring() {
    asked ||= load(cliente).then(() => acervoInterfaz(acervoNucleo((path) => load(raiz + 'buscador/' + path), cliente), raiz)).catch((problem) => {
      // Asked for again by whoever comes to the box; the page itself says that it failed.
      asked = 0;
      throw problem;
    });
  }

  addEventListener('focusin', ({ target }) => target.closest('form[role=search]') && bring());
  if (document.querySelector('#p_resultados, form[role=search] :focus')) bring();
})();
