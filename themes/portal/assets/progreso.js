// Progress of study. What the reader marks and answers stays on this device: one entry of its
// storage for each site, which can be saved as a file, brought back, printed and deleted.
(function () {
  "use strict";
  var VERSION = 1, FORMAT = "acervo-progreso", MOST = 1000000;
  var holder = document.querySelector("[data-clave^='acervo.progreso.']");
  if (!holder) return;
  var key = holder.dataset.clave, site = key.slice("acervo.progreso.".length + 2);
  var panel = document.getElementById("p_avance"), words = {};
  try { words = JSON.parse(document.getElementById("p_avance_textos").textContent); } catch (e) { words = {}; }
  var memory = null, blocked = false;

  function fill(text, values) {
    return String(text || "").replace(/\{(\w+)\}/g, function (all, name) {
      return name in values ? values[name] : all;
    });
  }
  function make(name, text, parent) {
    var node = document.createElement(name);
    if (text) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  }
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }

  // ---- What is kept ----

  function empty() { return { formato: FORMAT, version: VERSION, sitio: site, documentos: {} }; }
  function is(value, kind) { return typeof value === kind; }
  function plain(value) { return value !== null && is(value, "object") && !Array.isArray(value); }
  function day(value) { return is(value, "string") && /^\d{4}-\d\d-\d\d$/.test(value); }
  function moment(value) { return is(value, "string") && /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/.test(value); }
  function position(value) { return Number.isInteger(value) && value >= 0 && value < 100; }
  function answer(a) {
    if (!plain(a) || !Array.isArray(a.marcadas) || !a.marcadas.every(position)) return null;
    if (!is(a.bien, "boolean") || !is(a.huella, "string") || a.huella.length > 20 || !moment(a.cuando)) return null;
    return { marcadas: a.marcadas.slice(0, 100), bien: a.bien, huella: a.huella, cuando: a.cuando };
  }
  function entry(d) {
    if (!plain(d) || !plain(d.respuestas) || !is(d.titulo, "string")) return null;
    var out = { titulo: d.titulo.slice(0, 300), preguntas: position(d.preguntas) ? d.preguntas : 0, respuestas: {} };
    if (d.hecho !== undefined) {
      if (!day(d.hecho)) return null;
      out.hecho = d.hecho;
    }
    for (var n of Object.keys(d.respuestas)) {
      var a = /^\d{1,3}$/.test(n) ? answer(d.respuestas[n]) : null;
      if (!a) return null;
      out.respuestas[n] = a;
    }
    return out;
  }
  // Only what is known is taken over; `why` names the message for what cannot be.
  function read(text) {
    var data, out = empty();
    try { data = JSON.parse(text); } catch (e) { return { why: "ilegible" }; }
    if (!plain(data) || data.formato !== FORMAT || !plain(data.documentos)) return { why: "ajeno" };
    if (Number.isInteger(data.version) && data.version > VERSION) return { why: "nuevo" };
    if (data.version !== VERSION || data.sitio !== site) return { why: "ajeno" };
    for (var url of Object.keys(data.documentos)) {
      var d = /^[^\s:\\]{1,300}\.html$/.test(url) ? entry(data.documentos[url]) : null;
      if (!d) return { why: "ilegible" };
      out.documentos[url] = d;
    }
    return { data: out };
  }
  function load() {
    var text = null;
    try { text = localStorage.getItem(key); } catch (e) { blocked = true; }
    if (blocked) return memory || empty();
    return text === null ? empty() : read(text).data || empty();
  }
  function save(data) {
    memory = data;
    try {
      if (Object.keys(data.documentos).length) localStorage.setItem(key, JSON.stringify(data));
      else localStorage.removeItem(key);
      blocked = false;
    } catch (e) { blocked = true; }
    show();
    if (blocked) say("bloqueado");
  }
  // Changes the entry of this page's document.
  function change(act) {
    var data = load(), url = panel.dataset.doc;
    var d = data.documentos[url] || { respuestas: {} };
    d.titulo = panel.dataset.titulo;
    d.preguntas = questions.length;
    act(d);
    if (d.hecho || Object.keys(d.respuestas).length) data.documentos[url] = d;
    else delete data.documentos[url];
    save(data);
  }
  // Nothing of either is lost: what is done stays done, and of two answers the later one counts.
  function merge(own, other) {
    Object.keys(other.documentos).forEach(function (url) {
      var theirs = other.documentos[url], mine = own.documentos[url];
      if (!mine) { own.documentos[url] = theirs; return; }
      if (theirs.hecho && (!mine.hecho || theirs.hecho < mine.hecho)) mine.hecho = theirs.hecho;
      mine.preguntas = Math.max(mine.preguntas, theirs.preguntas);
      Object.keys(theirs.respuestas).forEach(function (n) {
        var a = mine.respuestas[n];
        if (!a || theirs.respuestas[n].cuando > a.cuando) mine.respuestas[n] = theirs.respuestas[n];
      });
    });
    return own;
  }

  // ---- Words ----

  function today() {
    var now = new Date(), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }
  function long(iso) {
    var p = iso.split("-").map(Number);
    return new Date(p[0], p[1] - 1, p[2]).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
  }
  function score(d) {
    if (!d || !d.preguntas) return "";
    var good = Object.keys(d.respuestas).filter(function (n) { return d.respuestas[n].bien; }).length;
    if (!Object.keys(d.respuestas).length) return "";
    return d.preguntas === 1 && good === 1 ? words.respuesta : fill(words.respuestas, { n: good, total: d.preguntas });
  }
  function state(d) { return d && d.hecho ? fill(words.hecho, { fecha: long(d.hecho) }) : ""; }
  function sentence(parts) { return parts.filter(Boolean).join(". "); }
  function say(name, values) {
    var place = panel && panel.querySelector(".dicho");
    if (place) place.textContent = name ? fill(words[name], values || {}) : "";
  }

  // ---- Pages ----

  function show() {
    var docs = load().documentos;
    function done(url) { return Boolean(docs[url] && docs[url].hecho); }
    all("[data-pasos]").forEach(function (part) {
      var steps = part.dataset.pasos.split(" "), n = steps.filter(done).length;
      all(".casillas", part).forEach(function (row) { row.hidden = !n; });
      all(".casillas i", part).forEach(function (box, i) { box.classList.toggle("avance-hecho", done(steps[i])); });
      var count = part.querySelector("[data-texto]");
      if (count) count.textContent = n ? fill(count.dataset.texto, { n: n, total: steps.length }) : "";
    });
    all("li[data-doc]").forEach(function (step) {
      var d = docs[step.dataset.doc], place = step.querySelector(".logrado");
      step.classList.toggle("avance-hecho", done(step.dataset.doc));
      place.textContent = sentence([state(d), score(d)]);
      place.hidden = !place.textContent;
    });
    if (!panel) return;
    var own = docs[panel.dataset.doc], steps = all("li[data-doc]");
    var box = panel.querySelector("[data-accion=hecho]"), place = panel.querySelector(".logrado");
    if (box) box.checked = Boolean(own && own.hecho);
    var n = steps.filter(function (s) { return done(s.dataset.doc); }).length;
    place.textContent = steps.length ? fill(words.hechos, { n: n, total: steps.length }) : sentence([state(own), score(own)]);
    place.hidden = !place.textContent;
  }

  // ---- Questions ----

  var questions = all("fieldset.pregunta");
  function inputs(question) { return all("input", question); }
  // An answer to a question that was since rewritten is not shown.
  function mark(question) {
    var sum = 0, text = question.textContent.replace(/\s+/g, " ");
    for (var i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) >>> 0;
    return sum.toString(36);
  }
  function verdict(question, marked) {
    var right = [];
    inputs(question).forEach(function (input, i) { if ("correcta" in input.dataset) right.push(i); });
    var wrong = marked.filter(function (i) { return right.indexOf(i) < 0; });
    if (wrong.length) return "mal";
    return marked.length === right.length ? "bien" : "falta";
  }
  function feedback(question, place, marked) {
    place.textContent = "";
    var name = marked.length ? verdict(question, marked) : "vacia";
    place.classList.toggle("bien", name === "bien");
    make("p", words[name], place);
    marked.forEach(function (i) {
      var text = question.querySelector("[data-retro='" + i + "']");
      if (!text) return;
      var copy = make("div", "", place);
      Array.from(text.childNodes).forEach(function (node) { copy.appendChild(node.cloneNode(true)); });
      all("[id]", copy).forEach(function (node) { node.removeAttribute("id"); });
    });
    return name;
  }
  function ready(question) {
    var n = question.dataset.pregunta, print = mark(question);
    var button = make("button", words.comprobar), place = make("div");
    button.type = "button";
    button.className = "comprobar";
    place.className = "retro";
    place.setAttribute("role", "status");
    var answers = question.querySelector("details");
    question.insertBefore(button, answers);
    question.insertBefore(place, answers);
    function marked() {
      return inputs(question).map(function (input, i) { return input.checked ? i : -1; }).filter(function (i) { return i >= 0; });
    }
    button.addEventListener("click", function () {
      var given = marked(), name = feedback(question, place, given);
      if (name === "vacia") return;
      change(function (d) {
        d.respuestas[n] = { marcadas: given, bien: name === "bien", huella: print, cuando: new Date().toISOString() };
      });
    });
    question.restore = function (docs) {
      var d = docs[panel.dataset.doc], kept = d && d.respuestas[n];
      var known = kept && kept.huella === print;
      inputs(question).forEach(function (input, i) { input.checked = Boolean(known) && kept.marcadas.indexOf(i) >= 0; });
      if (known) feedback(question, place, kept.marcadas);
      else place.textContent = "";
    };
  }
  function restore() {
    var docs = load().documentos;
    questions.forEach(function (question) { question.restore(docs); });
    show();
  }

  // Lists to check are kept by their own script, each page's under the site's name and its address.
  function forget() {
    var name = "acervo.chequeo.1", lists;
    try {
      lists = JSON.parse(localStorage.getItem(name)) || {};
      Object.keys(lists).forEach(function (page) {
        if (page.split("\n")[0] === panel.dataset.nombre) delete lists[page];
      });
      if (Object.keys(lists).length) localStorage.setItem(name, JSON.stringify(lists));
      else localStorage.removeItem(name);
    } catch (e) { /* Nothing is kept, or it is another program's. */ }
    all(".chequeo input").forEach(function (box) { box.checked = box.defaultChecked; });
  }

  // ---- Files, deleting, printing ----

  var acts = {
    hecho: function (box) {
      change(function (d) {
        if (box.checked) d.hecho = d.hecho || today();
        else delete d.hecho;
      });
    },
    guardar: function () {
      var link = make("a"), name = "avance-" + site + "-" + today() + ".json";
      link.href = URL.createObjectURL(new Blob([JSON.stringify(load(), null, 1)], { type: "application/json" }));
      link.download = name;
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
      say("guardado", { a: name });
    },
    traer: function () {
      var input = make("input");
      input.type = "file";
      input.accept = ".json,application/json";
      input.addEventListener("change", function () {
        var file = input.files[0], reader = new FileReader();
        if (!file) return;
        if (file.size > MOST) { say("ilegible"); return; }
        reader.onerror = function () { say("ilegible"); };
        reader.onload = function () {
          var got = read(String(reader.result));
          if (!got.data) { say(got.why); return; }
          var n = Object.keys(got.data.documentos).length;
          say(n === 1 ? "traido_uno" : "traido", { n: n });
          save(merge(load(), got.data));
          restore();
        };
        reader.readAsText(file);
      });
      input.click();
    },
    borrar: function () {
      if (!window.confirm(words.seguro)) return;
      say("borrado");
      forget();
      save(empty());
      restore();
    },
    imprimir: function () {
      var docs = load().documentos, sheet = make("section"), html = document.documentElement;
      sheet.className = "resumen-avance";
      make("p", panel.dataset.nombre, sheet);
      make("h2", words.resumen, sheet);
      make("p", panel.dataset.titulo + ". " + fill(words.impreso, { fecha: long(today()) }) + ".", sheet);
      var table = make("table", "", sheet), row = make("tr", "", make("thead", "", table)), body = make("tbody", "", table);
      ["modulo", "estado", "preguntas"].forEach(function (name) { make("th", words[name], row).scope = "col"; });
      all("li[data-doc]").forEach(function (step) {
        var d = docs[step.dataset.doc], line = make("tr", "", body);
        make("td", step.querySelector("h3").textContent, line);
        make("td", state(d) || words.pendiente, line);
        make("td", score(d), line);
      });
      make("p", words.explica, sheet);
      all(".resumen-avance").forEach(function (old) { old.remove(); });
      document.body.appendChild(sheet);
      html.dataset.imprime = "avance";
      window.addEventListener("afterprint", function after() {
        window.removeEventListener("afterprint", after);
        delete html.dataset.imprime;
      });
      window.print();
    }
  };

  if (panel) {
    questions.forEach(ready);
    all("[data-accion]", panel).forEach(function (control) {
      control.addEventListener(control.type === "checkbox" ? "change" : "click", function () {
        say();
        acts[control.dataset.accion](control);
      });
      control.closest("[hidden]") && (control.closest("[hidden]").hidden = false);
    });
    load();
    if (blocked) say("bloqueado");
    restore();
  } else show();
  // Another tab may have changed what is kept, or this page comes back from the browser's memory.
  window.addEventListener("storage", function (event) { if (event.key === key || event.key === null) show(); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) show(); });
})();
