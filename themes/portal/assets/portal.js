// Light or dark, as the reader chose. Runs before the page is painted; without it the system decides.
(function () {
  var html = document.documentElement, key = "tema", media = matchMedia("(prefers-color-scheme: dark)");
  function stored(value) {
    // Storage may be blocked, and pages opened from a disk may have none.
    try {
      if (value) localStorage.setItem(key, value);
      return localStorage.getItem(key);
    } catch (e) { return null; }
  }
  function dark() { return (html.dataset.tema || (media.matches ? "oscuro" : "claro")) === "oscuro"; }
  var chosen = stored();
  if (chosen === "oscuro" || chosen === "claro") html.dataset.tema = chosen;
  // Room for results before they come, so that nothing jumps.
  if (location.search) html.dataset.consulta = "";
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector(".tema");
    if (!button) return;
    function show() { button.setAttribute("aria-pressed", dark()); }
    button.hidden = false;
    show();
    button.addEventListener("click", function () {
      html.dataset.tema = dark() ? "claro" : "oscuro";
      stored(html.dataset.tema);
      show();
    });
    if (media.addEventListener) media.addEventListener("change", show);
  });
})();
