// How many times the client waits for files before it answers, for the test in Rust.
// Use: node search-trips.mjs <folder of the index> <core.js> <texts.json>
//
// All files that are asked for before the first of them arrives are one round trip. What
// stands before "…" is typed first, and the text asked once what that loads has arrived.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bring, handed } from './search-handed.mjs';

const [folder, core, texts] = process.argv.slice(2);
await bring(core);
let waiting = [], trips = [];

function load(path) {
  return new Promise((done) => {
    waiting.push([path, done]);
    if (waiting.length === 1) setTimeout(arrive, 20);
  });
}

function arrive() {
  const now = waiting;
  waiting = [];
  trips.push(now.map(([path]) => path.split('/').pop()));
  for (const [path, done] of now) {
    done(handed(readFileSync(join(folder, path))));
  }
}

const out = [];
for (const asked of JSON.parse(readFileSync(texts, 'utf8'))) {
  const ask = globalThis.acervoNucleo(load), [text, typed] = asked.split('…').reverse();
  trips = [];
  if (typed) {
    await ask('complete', typed);
    while (waiting.length) await new Promise((done) => setTimeout(done, 30));
  }
  const before = trips.flat();
  trips = [];
  const { total } = await ask('search', { text, facets: {}, limit: 10 });
  out.push({ total, typed: before, trips: trips.length, files: trips.map((names) => names.sort().join(' ')) });
}
process.stdout.write(JSON.stringify(out));
