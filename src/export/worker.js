// Keeps visited pages for when there is no connection. Pages come from the network first, so nobody
// reads an old text while it answers; files whose names change with their bytes come from here.
// A new worker waits until the reader asks for it.
var VERSION = "{version}", FIRST = {first}, APART = "{apart}";
var HOME = self.registration.scope, NAME = "acervo " + HOME + " ";
var PAGES = { name: NAME + "paginas", most: 150 }, FILES = { name: NAME + "archivos", most: 400 };
var LARGEST = 1000000;
// How long a page that is kept here waits for a network that does not answer, in milliseconds.
var PATIENCE = 4000;

function lasting(url) {
  return /^(recursos\/.*\.[0-9a-f]{8}\.\w+|buscador\/[^/]+\/.*)$/.test(url.slice(HOME.length));
}

// The site does not work without these: they stay, however long ago they came.
function needed(url) { return FIRST.indexOf(url.slice(HOME.length)) >= 0; }

// A page is the same page whatever is asked of it, also where the host shows it without its `.html`.
function plain(url) {
  url = url.split(/[?#]/)[0];
  if (url.slice(-1) === "/") return url + "index.html";
  return /\/[^/.]*$/.test(url) ? url + ".html" : url;
}

function keep(store, url, response) {
  // A host may answer with a page of its own for a file that is not there.
  var other = /html/.test(response.headers.get("content-type")) && !/\.html?$/.test(url);
  if (!response.ok || other || response.type !== "basic" || response.headers.get("content-length") > LARGEST) {
    return Promise.resolve();
  }
  // All of it has to come before it takes the place of what is kept: lines break half-way. And what came by a redirect
  // could not answer a page's request.
  var copy = response.blob().then(function (b) { return new Response(b, { headers: response.headers }); });
  return Promise.all([caches.open(store.name), copy]).then(function (got) {
    var cache = got[0];
    return cache.delete(url).then(function () { return cache.put(url, got[1]); }).then(function () {
      return cache.keys();
    }).then(function (all) {
      var others = all.filter(function (one) { return !needed(one.url); });
      return Promise.all(others.slice(0, Math.max(0, others.length - store.most)).map(function (old) {
        return cache.delete(old);
      }));
    });
  }).catch(function () { /* The device is full: the page still shows what came. */ });
}

function bring(url) {
  return fetch(url, { cache: "no-cache" }).then(function (response) {
    return keep(lasting(url) ? FILES : PAGES, plain(url), response);
  });
}

self.addEventListener("install", function (event) {
  var first = FIRST.map(function (path) { return HOME + path; });
  event.waitUntil(self.clients.matchAll({ includeUncontrolled: true }).then(function (open) {
    var pages = open.map(function (c) { return c.url; }).filter(function (url) {
      return url.indexOf(HOME) === 0;
    });
    return Promise.all(first.concat(pages).map(bring));
  }));
});

self.addEventListener("message", function (event) {
  if (event.data === "tomar") self.skipWaiting();
});

function kept(url) {
  return caches.open(PAGES.name).then(function (cache) { return cache.match(url); })
    .catch(function () { /* A device that keeps nothing may still have a network. */ });
}

// The page for addresses that are not here, under the address that was asked for: when the connection
// is back, loading it again brings what the reader wanted.
function apart(asked) {
  return kept(HOME + APART).then(function (page) { return page && page.text(); }).then(function (text) {
    if (!text) return Response.error();
    // Its links count from the top of the site, those within the page from the page.
    text = text.replace(/<head\b[^>]*>/, function (head) { return head + '<base href="' + HOME + '">'; })
      .replace(/ href="#/g, function () { return ' href="' + asked.split("#")[0].replace(/&/g, "&amp;") + "#"; });
    return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
  });
}

function fromNetwork(event, request) {
  var url = plain(request.url), copy = kept(url), fresh = fetch(request);
  event.waitUntil(fresh.then(function (response) {
    if (response.ok) return keep(PAGES, url, response.clone());
  }).catch(function () { /* There is no connection. */ }));
  // Without a copy there is nothing better to do than to wait.
  var late = copy.then(function (page) {
    return new Promise(function (done) { if (page) setTimeout(done, PATIENCE, page); });
  });
  return Promise.race([fresh, late]).catch(function (failure) {
    return copy.then(function (page) {
      if (page) return page;
      if (request.mode === "navigate" && APART) return apart(request.url);
      throw failure;
    });
  });
}

function fromHere(event, request) {
  var url = plain(request.url);
  return caches.open(FILES.name).then(function (cache) { return cache.match(url); }).then(function (kept) {
    return kept || fetch(request).then(function (response) {
      if (response.ok) event.waitUntil(keep(FILES, url, response.clone()));
      return response;
    });
  });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.method !== "GET" || request.url.indexOf(HOME) !== 0 || request.headers.has("range")) return;
  event.respondWith((lasting(plain(request.url)) ? fromHere : fromNetwork)(event, request));
});
