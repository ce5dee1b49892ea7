// The search page while its answer is on the way. It comes before the search and asks little of a
// browser, so it can say when the search does not come, is late, or the browser is too old for it.
(function () {
  var html = document.documentElement, LATE = 8000, LOST = 15000;
  // What tells of the question and, below the list, of more of its results.
  var results, list, told, missing, words, again, late, lost, begun;
  // The words for what does not come, also for the client, by what a browser knows of itself.
  function explain() {
    words.conectado = words.conectado || words.error;
    words.error = !told.replaceChildren ? words.viejo
      : location.protocol === "file:" ? words.disco : navigator.onLine ? words.conectado : words.desconectado;
  }
  function isFailed(status) { return [words.conectado, words.desconectado, words.disco, words.viejo].indexOf(status.textContent) >= 0; }
  function isLate(status) { return !results.hidden && status.textContent === words.tarda; }
  // Before the client is here the style sheet says that it searches.
  function isAwaited(status) {
    var text = status.textContent;
    return !results.hidden && (text ? text === words.buscando : status === told && html.dataset.consulta !== undefined);
  }
  function first(is) { return [told, missing].filter(is)[0]; }

  function fail() {
    delete html.dataset.consulta;
    explain();
    told.textContent = words.error;
  }
  // A browser by itself waits for minutes. What is stopped has failed: the client asks for it once more, and
  // then shows what there is. Nobody else is told that the client itself was stopped.
  function giveUp() {
    if (!first(isAwaited) && !first(isLate)) return;
    window.stop();
    if (!window.acervoInterfaz) fail();
  }
  function rest() {
    clearTimeout(late);
    clearInterval(lost);
  }
  function wait(status) {
    rest();
    late = setTimeout(function () {
      if (isAwaited(status)) status.textContent = words.tarda;
    }, LATE);
    lost = setInterval(giveUp, LOST);
    // Nobody is stopped on the way to another page.
    addEventListener("beforeunload", rest, { once: true });
  }

  function look() {
    var awaited = first(isAwaited), failed = first(isFailed), status = failed || first(isLate);
    // Each question, and each time that more is asked for, has a text of its own.
    if (awaited && awaited.firstChild !== begun) wait(awaited);
    else if (!awaited && !first(isLate)) rest();
    begun = awaited && awaited.firstChild;
    if (failed === told) results.setAttribute("data-fallo", "");
    else results.removeAttribute("data-fallo");
    // The client may be here and what it asks for not: then there is no list to leave room for.
    if (failed && (failed === told || !list.firstChild)) delete html.dataset.consulta;
    else if (html.dataset.consulta && !awaited) html.dataset.consulta = "";
    again.hidden = !status || status.textContent === words.desconectado;
    // It stands by what it is about.
    var place = status === missing ? results : results.querySelector(".buscar-avisos");
    if (status && again.parentNode !== place) place.appendChild(again);
  }

  function failed(event) {
    // A picture that fails is no fault of the search, and what was asked for ahead is asked for again. The client
    // says itself what it misses.
    if (told && !/^(img|link)$/.test(event.target.localName) && !(told.textContent && window.acervoInterfaz)) fail();
  }
  function changed() {
    if (!told) return;
    explain();
    var status = first(isFailed);
    if (status) status.textContent = words.error;
  }

  // Room for results, so that nothing jumps; who comes back needs as much as they went down.
  var way = window.performance && performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
  if (location.search) html.dataset.consulta = way && /^(back|reload)/.test(way.type) ? "vuelta" : "";
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", failed);
  addEventListener("online", changed);
  addEventListener("offline", changed);
  // The page is read; scripts that it waits for may never come.
  document.addEventListener("readystatechange", function () {
    results = document.querySelector(".resultados");
    if (told || !results) return;
    list = results.querySelector(".buscar-lista");
    again = results.querySelector(".buscar-otra");
    told = results.firstChild;
    missing = list.nextElementSibling;
    words = told.dataset;
    explain();
    // Nobody hears from a disk that the client fails.
    if (location.search && words.error === words.viejo) fail();
    again.onclick = function () {
      var status = first(isLate);
      if (!status || !window.acervoInterfaz) return location.reload();
      status.textContent = words.buscando;
      window.stop();
    };
    results.querySelector(".buscar-mas").addEventListener("click", function () { missing.textContent = words.buscando; });
    new MutationObserver(look).observe(results, { childList: true, subtree: true });
    look();
  });
})();
