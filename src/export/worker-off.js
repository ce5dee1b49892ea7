// This site keeps nothing for when there is no connection. A browser that has an earlier worker of
// it finds this one in its place: it removes what was kept, and itself.
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) {
  var name = "acervo " + self.registration.scope + " ";
  event.waitUntil(caches.keys().then(function (all) {
    return Promise.all(all.filter(function (one) { return one.indexOf(name) === 0; }).map(function (one) {
      return caches.delete(one);
    }));
  }).then(function () { return self.registration.unregister(); }));
});
