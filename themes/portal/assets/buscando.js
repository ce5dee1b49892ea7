// The search page while its answer is on the way. It comes before the search and asks little of a
// browser, so it can say when the search does not come or the browser is too old for it.
(function () {
  var html = document.documentElement;
  // The words for what does not come, also for the client, by what a browser knows of itself.
  function explain() {
    var told = document.querySelector(".buscar-cuenta"), words = told && told.dataset;
    if (!words) return;
    words.conectado = words.conectado || words.error;
    words.error = !window.DecompressionStream || !told.replaceChildren ? words.viejo
      : location.protocol === "file:" ? words.disco : navigator.onLine ? words.conectado : words.desconectado;
  }
  // Room for results, so that nothing jumps; who comes back needs as much as they went down.
  var way = window.performance && performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
  if (location.search) html.dataset.consulta = way && /^(back|reload)/.test(way.type) ? "vuelta" : "";
  function failed(event) {
    var told = document.querySelector(".buscar-cuenta:empty");
    // A picture that fails is no fault of the search, and what was asked for ahead is asked for again.
    if (!told || /^(img|link)$/.test(event.target.localName)) return;
    // The page's own list of titles is seen again.
    delete html.dataset.consulta;
    explain();
    told.textContent = told.dataset.error;
  }
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", failed);
  document.addEventListener("DOMContentLoaded", function () {
    explain();
    var results = document.querySelector(".resultados"), list = document.querySelector(".buscar-lista");
    // The client may be here and what it asks for not: then too there is no list to leave room for.
    if (results && list) new MutationObserver(function () {
      var told = results.firstChild;
      if (!list.firstChild && results.textContent.indexOf(told.dataset.error) >= 0) delete html.dataset.consulta;
      else if (html.dataset.consulta && told.textContent !== told.dataset.buscando) html.dataset.consulta = "";
    }).observe(results, { childList: true, subtree: true });
  });
  addEventListener("online", explain);
  addEventListener("offline", explain);
})();
