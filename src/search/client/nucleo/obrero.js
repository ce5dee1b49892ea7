// Only in the core of large sites: the core above works in a worker, so that the page answers to the
// finger meanwhile. Where a browser refuses workers it works on the page.

// What the other side answers; nothing is a failure. Each question has a channel of its own for its answer.
const call = (side, ...args) => new Promise((done, fail) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => (data ? done(data) : fail());
  side?.postMessage(args, [port2]);
});

// From now on `handle` answers the other side.
function answer(side, handle) {
  side.onmessage = ({ data, ports: [port] }) => handle(...data).catch(() => {}).then((found) => port.postMessage(found));
}

if (root.document) {
  // The page asks the worker and loads the files that it needs.
  root.acervoNucleo = (load, source) => {
    let worker;
    const alone = new Promise((_, refuse) => {
      // A worker may not come from a disk, but from what this script is: `core` is all of it.
      worker = new Worker(/^file:/.test(location) ? URL.createObjectURL(new Blob([`(${core})(self)`])) : source);
      worker.onerror = refuse;
      answer(worker, load);
    }).catch(() => engine(load));
    return (...args) => Promise.race([call(worker, ...args), alone.then((ask) => ask(...args))]);
  };
} else answer(root, engine((path) => call(root, path)));
