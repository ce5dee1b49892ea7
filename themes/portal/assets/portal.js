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
  // Scripts that few need wait until their part is seen, the device keeps theirs, or all is done.
  function lazy(part) {
    function load() {
      if (document.querySelector('script[src="' + part.dataset.guion + '"]')) return;
      var script = document.createElement("script");
      script.src = part.dataset.guion;
      document.head.appendChild(script);
    }
    if ("tras" in part.dataset) return addEventListener("load", function () { setTimeout(load, 2000); });
    function look() {
      try { if (localStorage.getItem(part.dataset.clave)) load(); } catch (e) { return; }
    }
    look();
    // Whoever goes back may have kept it since.
    addEventListener("pageshow", look);
    if (!window.IntersectionObserver) return load();
    var watcher = new IntersectionObserver(function (seen) {
      if (!seen.some(function (s) { return s.isIntersecting; })) return;
      watcher.disconnect();
      load();
    }), first = document.querySelector(part.dataset.mira);
    watcher.observe(part);
    if (first) watcher.observe(first);
  }
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-guion]").forEach(lazy);
    // Keys to the search.
    document.addEventListener("keydown", function (e) {
      var box = document.getElementById("q");
      if (!box || e.key !== (e.ctrlKey ? "k" : "/") || e.target.closest("input,textarea")) return;
      e.preventDefault();
      box.focus();
    });
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
