// On every page, and almost nothing: brings the search when somebody is about to use it.
// <script defer src="…cargador.js" data-raiz="{raiz}" data-cliente="…"></script>: the client has a name
// of its own bytes, so the page says it.
(function () {
  const { raiz, cliente } = document.currentScript.dataset, html = document.documentElement;
  // Where the answer to a question of the address goes; its first child says how the search is going.
  const place = location.search && document.getElementById('p_resultados');
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
      html.append(tag);
    });
  }

  function bring() {
    asked = asked || load(cliente).then(
      () => acervoInterfaz(acervoNucleo((path) => load(raiz + 'buscador/' + path)), raiz)).catch(() => {
        asked = 0;
        if (!place) return;
        // The client's words come with the client: the page says these, and its own list of titles is seen again.
        const told = place.firstChild;
        told.textContent = told.dataset.error;
        delete html.dataset.consulta;
      });
  }

  const near = (node) => node.closest('form[role=search]') && bring();
  document.addEventListener('focusin', (event) => near(event.target));
  if (place) bring();
  else near(document.activeElement);
})();
