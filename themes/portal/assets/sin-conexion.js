// Has the browser keep visited pages, and tells when the site has a new version. Nothing is
// exchanged while somebody reads: only the button does it.
(function () {
  "use strict";
  var part = document.querySelector("[data-trabajador]"), workers = navigator.serviceWorker;
  // The preview changes with every edit: nothing of it may stay.
  if (!part || !workers || !/^http/.test(location.protocol) || document.querySelector('script[src^="/_acervo/"]')) return;
  workers.register(part.dataset.trabajador, { updateViaCache: "none" }).then(function (registration) {
    var asked = false;
    function offer() {
      if (!registration.waiting || !workers.controller) return;
      part.hidden = false;
      part.querySelector("span").textContent = part.dataset.aviso;
      part.querySelector("button").onclick = function () {
        // Another tab has taken it: this one still shows the old page.
        if (!registration.waiting) return location.reload();
        asked = true;
        registration.waiting.postMessage("tomar");
      };
    }
    registration.addEventListener("updatefound", function () {
      var found = registration.installing;
      if (found) found.addEventListener("statechange", offer);
    });
    workers.addEventListener("controllerchange", function () {
      if (asked) location.reload();
    });
    offer();
  }).catch(function () { /* The browser does not allow it: the site works as without it. */ });
})();
