// Only in the core of large sites: the core above works in a worker of its own, where it may. From a
// disk browsers refuse workers; there it works on the page, in slices.
const here = root.acervoNucleo;

// In the worker: the page loads the scripts and hands over what they hold.
function serveQuestions() {
  const refused = new Map();
  const engine = here((path) => new Promise((done, refuse) => {
    refused.set(path, refuse);
    root.postMessage({ path });
  }));
  let last;
  const methods = {
    start: async () => ({ facets: (await engine.start()).facets }),
    // The page gets what it shows; of the rest the last list stays here.
    async search(query) {
      const answer = await engine.search(query);
      if (!query.offset) last = answer;
      return { query: answer.query, facets: answer.facets, total: answer.total, hits: answer.hits, near: answer.near, substitutions: answer.substitutions, unknown: answer.unknown };
    },
    // Nor does it need the documents of each term: a copy of so many numbers would hold it up.
    facetCounts: async () => (await engine.facetCounts(last)).map((facet) => (
      { ...facet, terms: facet.terms.map((term) => ({ ...term, docs: 0 })) })),
    complete: engine.complete,
  };
  root.onmessage = ({ data: { id, name, args, path } }) => {
    if (path) refused.get(path)();
    else if (!id) root.acervoBuscador(name, args);
    else methods[name](...args).then((answer) => root.postMessage({ id, answer }), () => root.postMessage({ id }));
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
    if (path) return load(path).catch(() => worker.postMessage({ path }));
    const { done, fail } = waiting.get(id);
    waiting.delete(id);
    return answer ? done(answer) : fail();
  }

  const ask = (name) => (...args) => new Promise((done, fail) => {
    if (engine) return done(engine[name](...args));
    waiting.set(++count, { done, fail, name, args });
    return worker.postMessage({ id: count, name, args });
  });
  root.acervoBuscador = (name, data) => worker.postMessage({ name, args: data });
  try {
    worker = new Worker(source);
    worker.onmessage = hear;
    worker.onerror = withoutWorker;
  } catch {
    withoutWorker();
  }
  return { start: ask('start'), search: ask('search'), complete: ask('complete'), facetCounts: (answer) => ask('facetCounts')(engine && answer) };
}

if (!root.document && root.importScripts) serveQuestions();
else if (root.document) {
  const source = document.currentScript.src;
  root.acervoNucleo = (load) => askWorker(load, source);
}
