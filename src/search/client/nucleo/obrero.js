// Only in the core of large sites: the core above works in a worker, so that the page answers to the
// finger meanwhile. Where a browser refuses workers it works on the page.
const here = root.acervoNucleo;

// In the worker: the page loads the scripts and hands over what they hold.
function serveQuestions() {
  const waiting = new Map();
  const engine = here((path) => new Promise((done) => {
    waiting.set(path, done);
    root.postMessage({ path });
  }));
  root.onmessage = ({ data: { id, name, args, path } }) => {
    if (path) waiting.get(path)(args);
    else engine[name](...args).then((answer) => root.postMessage({ id, answer }), () => root.postMessage({ id }));
  };
}

// On the page: asks the worker, or the core here when there is none.
function askWorker(load, source) {
  const waiting = new Map();
  let count = 0, worker, engine;

  function withoutWorker() {
    engine = engine || here(load);
    for (const { done, name, args } of waiting.values()) done(engine[name](...args));
    waiting.clear();
  }

  function hear({ data: { id, answer, path } }) {
    if (path) return load(path).catch(() => {}).then((args) => worker.postMessage({ path, args }));
    const { done, fail } = waiting.get(id);
    waiting.delete(id);
    return answer ? done(answer) : fail();
  }

  try {
    // A worker may not come from a disk, but from what this script is: `core` is all of it.
    worker = new Worker(source.startsWith('f') ? URL.createObjectURL(new Blob([`(${core})(self)`])) : source);
    worker.onmessage = hear;
    worker.onerror = withoutWorker;
  } catch {
    withoutWorker();
  }
  // Whatever the core can be asked.
  return new Proxy({}, {
    get: (_, name) => (...args) => new Promise((done, fail) => {
      if (engine) return done(engine[name](...args));
      waiting.set(++count, { done, fail, name, args });
      return worker.postMessage({ id: count, name, args });
    }),
  });
}

if (root.importScripts) serveQuestions();
else if (root.document) {
  const source = document.currentScript.src;
  root.acervoNucleo = (load) => askWorker(load, source);
}
