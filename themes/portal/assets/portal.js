// Runs before the page is painted: light or dark.
(function () {
  var html = document.documentElement, media = matchMedia("(prefers-color-scheme: dark)");
  function stored(key, value) {
    // Storage may be blocked.
    try {
      if (value) localStorage.setItem(key, value);
      return localStorage.getItem(key);
    } catch (e) { return null; }
  }
  function dark() { return (html.dataset.tema || (media.matches ? "oscuro" : "claro")) === "oscuro"; }
  var chosen = stored("tema");
  if (chosen === "oscuro" || chosen === "claro") html.dataset.tema = chosen;
  // On paper nothing is folded.
  var folded = [];
  function unfold(open) { folded.forEach(function (part) { part.open = open; }); }
  addEventListener("beforeprint", function () {
    folded = document.querySelectorAll("details:not([open])");
    unfold(true);
  });
  addEventListener("afterprint", function () { unfold(false); });
  // What few need waits.
  function lazy(part) {
    function load() {
      if (document.querySelector('script[src="' + part.dataset.guion + '"]')) return;
      var script = document.createElement("script");
      script.src = part.dataset.guion;
      document.head.appendChild(script);
    }
    if ("tras" in part.dataset) return addEventListener("load", function () { setTimeout(load, 2000); });
    function look() { if (stored(part.dataset.clave)) load(); }
    look();
    // Also after going back.
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
    var box = document.getElementById("q"), asked = new URLSearchParams(location.search).get("q");
    if (box && asked && !box.value) box.value = asked;
    // Who dictates says letters.
    document.addEventListener("keydown", function (e) {
      if (!box || e.key !== "k" || !e.ctrlKey || e.target.closest("input,textarea")) return;
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
      stored("tema", html.dataset.tema);
      show();
    });
    if (media.addEventListener) media.addEventListener("change", show);
  });
})();
