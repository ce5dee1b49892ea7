// What readers think of the site. It stays on their device until they send it themselves: by mail, as
// a file or to a form. All words are the page's own.
(function () {
  "use strict";
  // Sites may share a host, and each asks for its own alone.
  var site = document.querySelector("meta[property='og:site_name']");
  var KEY = "opiniones-1 " + (site ? site.content : ""), MOST = 300;
  // Searches with an address or a long number may be about a person: they are not kept.
  var PERSONAL = /@|\d[\d .-]{5,}/;
  var memory = [], blocked = false;

  function read() {
    try {
      var kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter(function (one) { return one && one.id; }) : [];
    } catch (e) { return memory; }
  }

  function write(list) {
    memory = list.slice(-MOST);
    try {
      if (memory.length) localStorage.setItem(KEY, JSON.stringify(memory));
      else localStorage.removeItem(KEY);
    } catch (e) { blocked = true; }
  }

  // Adds one; what the same reader said of the same thing before gives way.
  function keep(one, same) {
    var list = read(), old = list.filter(same)[0];
    var today = new Date(), two = function (n) { return ("0" + n).slice(-2); };
    one.id = old ? old.id : Math.random().toString(36).slice(2, 10) + Date.now().toString(36);
    one.fecha = today.getFullYear() + "-" + two(today.getMonth() + 1) + "-" + two(today.getDate());
    write(list.filter(function (other) { return other !== old; }).concat(one));
  }

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text) node.textContent = text;
    return node;
  }

  function say(form) {
    var told = form.querySelector("[role=status]"), words = form.dataset;
    told.textContent = blocked ? words.bloqueado : words.gracias;
    told.append(" ", make("a", { href: words.ver }, words.verTexto));
    told.focus();
  }

  // Under a document: did it help?
  document.querySelectorAll("form.opinion").forEach(function (form) {
    var save = form.querySelector("[value=guardar]"), keeps = false;
    // The key that sends a form clicks its first button.
    form.addEventListener("click", function (event) { keeps = event.target === save; });
    form.addEventListener("submit", function (event) {
      // With a form of the site, sending is the other button's and the browser's own.
      if (!keeps) return;
      event.preventDefault();
      var data = new FormData(form), url = data.get("pagina");
      keep({
        tipo: "pagina", pagina: url, titulo: document.querySelector("h1").textContent, sirvio: data.get("sirvio"), comentario: (data.get("comentario") || "").trim(),
        motivos: data.get("sirvio") === "no" ? data.getAll("motivos[]") : [],
      }, function (one) { return one.pagina === url; });
      form.reset();
      say(form);
    });
    save.hidden = false;
  });

  // On the search page: what is missing, and searches without results.
  document.querySelectorAll("form.falta").forEach(function (form) {
    var text = form.elements.consulta, place = document.getElementById("p_resultados"), tried, filled = "";
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var wish = text.value.trim();
      keep({ tipo: "falta", consulta: wish, comentario: form.elements.comentario.value.trim() },
        function (one) { return one.tipo === "falta" && one.consulta === wish; });
      form.reset();
      say(form);
    });
    function look() {
      // Until an answer comes, and where none does, the page has still what belongs to the one before it.
      var told = place.firstChild, states = told.dataset;
      if (!place.hidden && [states.buscando, states.error].indexOf(told.textContent) >= 0) return;
      var asked = new URLSearchParams(location.search), words = (asked.get("q") || "").trim().slice(0, 120);
      // Where nothing was found, the form stands at once below; else at the end.
      var nothing = place.querySelector(".buscar-nada"), found = place.hidden || nothing.hidden, where = found ? place.parentNode : nothing;
      if (form.parentNode !== where) where.append(form);
      if (found) return void (tried = "");
      if (!words || words === tried) return;
      tried = words;
      // What the reader wrote stays; the last search that found nothing gives way to this one.
      if (text.value === filled || !text.value) text.value = filled = words;
      var others = Array.from(asked.keys()).some(function (key) { return key !== "q" && key !== "orden"; });
      if (others || PERSONAL.test(words)) return;
      var entry = { tipo: "busqueda", consulta: words, veces: 1 };
      keep(entry, function (one) {
        var same = one.tipo === "busqueda" && one.consulta === words;
        if (same) entry.veces = one.veces + 1;
        return same;
      });
    }
    new MutationObserver(look).observe(place, { childList: true, subtree: true, attributeFilter: ["hidden"] });
    look();
  });

  // The page of one's own opinions.
  var page = document.getElementById("p_opiniones");
  if (!page) return;
  var words = page.dataset, list = page.querySelector("ul"), tools = page.querySelector(".enviar");
  var part = function (name) { return page.querySelector("[data-parte=" + name + "]"); };

  function file(some) {
    return JSON.stringify({ acervo: "opiniones", version: 1, sitio: words.sitio, opiniones: some }, null, 1);
  }

  function line(one) {
    if (one.tipo === "falta") return words.falta + " " + one.consulta;
    if (one.tipo === "busqueda") return words.busqueda + " " + one.consulta + " (" + one.veces + ")";
    return one.sirvio === "si" ? words.si : words.no;
  }

  // Mail programs cut long addresses: as many of the newest as fit.
  function mail(all) {
    var some = all.slice(), address;
    do {
      address = "mailto:" + words.correo + "?subject=" + encodeURIComponent(words.asunto) + "&body=" +
        encodeURIComponent(words.saludo + "\n\n" + file(some));
    } while (address.length > 1900 && some.length > 1 && some.shift());
    part("correo").href = address;
    part("caben").textContent = some.length < all.length
      ? words.caben.replace("{n}", some.length).replace("{todas}", all.length) : "";
  }

  function show() {
    var all = read();
    list.textContent = "";
    all.forEach(function (one) {
      var item = make("li", {}), button = make("button", { type: "button", class: "boton" }, words.borrar);
      var day = new Date(one.fecha + "T00:00").toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
      item.append(make("time", { datetime: one.fecha }, day), ": ", line(one));
      if (one.pagina) item.append(" ", make("a", { href: one.pagina }, one.titulo || one.pagina));
      if (one.comentario) item.append(make("p", {}, one.comentario));
      button.setAttribute("aria-label", words.borrar + ": " + line(one) + " " + (one.titulo || one.pagina || ""));
      button.addEventListener("click", function () {
        write(read().filter(function (other) { return other.id !== one.id; }));
        show();
        told(words.borrada);
      });
      item.append(button);
      list.append(item);
    });
    tools.hidden = !all.length;
    part("vacia").hidden = all.length > 0;
    if (words.correo && all.length) mail(all);
    if (part("formulario")) part("formulario").elements.opiniones.value = file(all);
  }

  function told(text) {
    var status = page.querySelector("[role=status]");
    status.textContent = text;
    status.focus();
  }

  part("descargar").addEventListener("click", function () {
    var address = URL.createObjectURL(new Blob([file(read())], { type: "application/json" }));
    var link = make("a", { href: address, download: words.archivo });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
    told(words.descargada);
  });
  part("borrar").addEventListener("click", function () {
    if (!confirm(words.confirmar)) return;
    write([]);
    show();
    told(words.borradas);
  });
  show();
})();
