// Lists to check. What the reader ticks stays on this device: one entry of its storage, in it each
// page's lists, and of a list the items that are not as they came. Items go by their words: they stay
// ticked when others are written between them or a comma in them is corrected.
(function () {
  "use strict";
  var lists = Array.from(document.querySelectorAll(".chequeo[data-clave]"));
  if (!lists.length) return;
  var key = lists[0].dataset.clave, site = document.querySelector("meta[property='og:site_name']");
  var top = new URL(lists[0].dataset.raiz + ".", location.href).pathname;
  // Sites may share a host, and a site on a disk may move.
  var name = (site ? site.content : "") + "\n" + location.pathname.slice(top.length);

  function read() {
    try {
      var all = JSON.parse(localStorage.getItem(key));
      return all && typeof all === "object" && !Array.isArray(all) ? all : {};
    } catch (e) { return {}; }
  }
  function boxes(list) { return Array.from(list.querySelectorAll("input")); }
  // An accent, a capital or a comma that was corrected says nothing else.
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[\s.,;:¡!¿?«»“”"'()…–—-]+/g, " ").trim();
  }
  function words(box) { return plain(box.closest("label").textContent); }
  function filled(entry) { return Object.keys(entry).length > 0; }

  function show(first) {
    var page = read()[name] || {};
    lists.forEach(function (list) {
      var entry = page[list.id] || {}, kept = {};
      Object.keys(entry).forEach(function (item) { kept[plain(item)] = entry[item]; });
      boxes(list).forEach(function (box) {
        var ticked = kept[words(box)];
        if (typeof ticked === "boolean") box.checked = ticked;
        // The reader may have ticked it before this script came.
        else if (!first) box.checked = box.defaultChecked;
      });
    });
  }
  function save() {
    var all = read(), page = {};
    lists.forEach(function (list) {
      var kept = {};
      boxes(list).forEach(function (box) {
        if (box.checked !== box.defaultChecked) kept[words(box)] = box.checked;
      });
      if (filled(kept)) page[list.id] = kept;
    });
    if (filled(page)) all[name] = page;
    else delete all[name];
    try {
      if (filled(all)) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
    } catch (e) { /* The browser keeps nothing: the list works until the page is left. */ }
  }

  show(true);
  save();
  lists.forEach(function (list) { list.addEventListener("change", save); });
  // Another tab may have changed what is kept, or this page comes back from the browser's memory.
  window.addEventListener("storage", function (event) { if (event.key === key || event.key === null) show(); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) show(); });
})();
