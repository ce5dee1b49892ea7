// Keeps a page of the preview current. Added by `acervo serve` to what it sends, never built.
// All text of findings goes through textContent: a message may quote anything an author wrote.
(function () {
  'use strict';
  var me = document.currentScript;
  var page = me.dataset.pagina;
  var version = me.dataset.version;
  var shownFindings = '';
  var findings = [];
  var pause = 0;
  var asking = null;
  var KEY = 'acervo:lugar';

  function remember() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify([location.pathname, scrollX, scrollY]));
    } catch (e) { /* storage may be off: the page starts at its top */ }
  }

  function comeBack() {
    try {
      var place = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      if (place && place[0] === location.pathname) scrollTo(place[1], place[2]);
    } catch (e) { /* as above */ }
  }

  function bare(url) {
    return url.replace(/\.[0-9a-f]{8}\.css$/, '.css');
  }

  // The new sheet is loaded before the old one goes: no moment without style.
  function exchangeStyles(urls) {
    var links = document.querySelectorAll('link[rel~="stylesheet"]');
    urls.forEach(function (url) {
      links.forEach(function (old) {
        var now = old.getAttribute('href');
        if (now === url || bare(now) !== bare(url)) return;
        var link = old.cloneNode();
        link.href = url;
        link.onload = link.onerror = function () { old.remove(); };
        old.after(link);
      });
    });
  }

  function ask() {
    if (asking || document.visibilityState === 'hidden') return;
    asking = new AbortController();
    var query = new URLSearchParams({ pagina: page, version: version, avisos: shownFindings });
    fetch('/_acervo/espera?' + query, { cache: 'no-store', signal: asking.signal })
      .then(function (answer) {
        pause = 0;
        return answer.status === 200 ? answer.json() : null;
      })
      .then(function (news) { if (news) apply(news); })
      .catch(function () { pause = Math.min(pause * 2 + 250, 4000); })
      .then(function () {
        asking = null;
        setTimeout(ask, pause);
      });
  }

  function apply(news) {
    if (news.cambio === 'pagina') {
      remember();
      location.reload();
      pause = 4000; // The page is about to go; nothing else is asked for it.
      return;
    }
    if (news.cambio === 'estilos') exchangeStyles(news.estilos);
    version = news.version;
    shownFindings = news.version_avisos;
    if (news.avisos) {
      var before = errors(findings);
      // What stops the site comes first: the warnings of a large one would hide it.
      findings = news.avisos.sort(function (a, b) { return (b.nivel === 'error') - (a.nivel === 'error'); });
      show(errors(findings) > 0 && before === 0 ? 'focus' : errors(findings) > 0);
    }
  }

  function errors(list) {
    return list.filter(function (one) { return one.nivel === 'error'; }).length;
  }

  // --- What is wrong, over the page -------------------------------------------------------

  var CSS =
    ':host{all:initial}' +
    '@media print{:host{display:none}}' +
    '*{box-sizing:border-box;font:14px/1.5 ui-monospace,Consolas,monospace}' +
    '.panel{position:fixed;inset:auto 0 0 0;max-height:70vh;overflow:auto;z-index:2147483647;' +
    'background:#1b1b1f;color:#f2f2f2;border-top:4px solid #ff6b5e;padding:1rem 1.25rem}' +
    '.panel:focus{outline:2px solid #fff;outline-offset:-6px}' +
    'h2{font-size:16px;font-weight:700;margin:0 0 .5rem}' +
    'ol{margin:0;padding:0;list-style:none}' +
    'li{margin:0 0 .75rem;white-space:pre-wrap;overflow-wrap:anywhere}' +
    '.place{color:#9fd0ff}.error{color:#ff9d94;font-weight:700}.aviso{color:#ffd479;font-weight:700}' +
    '.help{display:block;color:#c9e7c0;padding-left:1.5rem}' +
    'button{font:inherit;min-height:32px;padding:0 .75rem;color:#1b1b1f;background:#fff;border:0;border-radius:4px;cursor:pointer}' +
    'button:focus-visible{outline:3px solid #9fd0ff;outline-offset:2px}' +
    '.close{position:sticky;top:0;float:right}' +
    '.pill{position:fixed;right:1rem;bottom:1rem;z-index:2147483647;background:#ffd479}' +
    '.pill.bad{background:#ff9d94}';

  var root = null;
  var focusBefore = null;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function count() {
    var bad = errors(findings), rest = findings.length - bad, parts = [];
    if (bad) parts.push(bad + (bad === 1 ? ' error' : ' errores'));
    if (rest) parts.push(rest + (rest === 1 ? ' aviso' : ' avisos'));
    return parts.join(' y ');
  }

  function item(one) {
    var li = element('li');
    if (one.archivo) {
      li.append(element('span', 'place', one.archivo + ':' + one.linea + ':' + one.columna), ' ');
    }
    li.append(element('span', one.nivel === 'error' ? 'error' : 'aviso', one.nivel + '[' + one.codigo + ']'));
    li.append(': ' + one.mensaje);
    one.ayuda.forEach(function (text) { li.append(element('span', 'help', 'ayuda: ' + text)); });
    return li;
  }

  function show(open) {
    if (!root) {
      var host = element('div');
      host.id = 'acervo-avisos';
      root = host.attachShadow({ mode: 'open' });
      // A constructed sheet: a policy that forbids inline styles does not forbid it.
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
      document.documentElement.append(host);
    }
    root.replaceChildren();
    if (!findings.length) return;
    if (open) panel(open === 'focus'); else pill();
  }

  function pill() {
    var button = element('button', errors(findings) ? 'pill bad' : 'pill', count());
    button.type = 'button';
    button.setAttribute('aria-label', 'Mostrar ' + count());
    button.addEventListener('click', function () { show('focus'); });
    root.append(button);
    return button;
  }

  function panel(focus) {
    var box = element('section', 'panel');
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-labelledby', 'titulo');
    box.setAttribute('aria-describedby', 'lista');
    box.tabIndex = -1;
    var close = element('button', 'close', 'Cerrar (Esc)');
    close.type = 'button';
    close.addEventListener('click', hide);
    var title = element('h2', '', count());
    title.id = 'titulo';
    var list = element('ol');
    list.id = 'lista';
    findings.forEach(function (one) { list.append(item(one)); });
    box.append(close, title, list);
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { event.stopPropagation(); hide(); }
    });
    root.append(box);
    if (focus) {
      focusBefore = document.activeElement;
      box.focus({ preventScroll: true });
    }
  }

  function hide() {
    root.replaceChildren();
    var button = pill();
    if (focusBefore && focusBefore.isConnected && focusBefore !== document.body) focusBefore.focus();
    else button.focus({ preventScroll: true });
    focusBefore = null;
  }

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && root && root.querySelector('.panel')) hide();
  });
  // A browser allows few connections to one host: a tab that nobody sees does not hold one.
  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'hidden') { if (asking) asking.abort(); } else ask();
  });
  addEventListener('pageshow', comeBack);
  ask();
})();
