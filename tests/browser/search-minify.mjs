// Writes src/search/client/min/ from src/search/client/: what the site ships; the parts of the core
// become one script. Deterministic, so that `git diff` after it shows a forgotten run.
// Use: node tests/browser/search-minify.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';

const folder = new URL('../../src/search/client/', import.meta.url);
const LIMIT = 8000;
// Names that only the core itself uses.
const INTERNAL = /^(firstTexts|synonyms|average|lengths|generation|exact|group|slots|worth|slot|edits|documents|letters|stems|number|steps|weights?|units|raise|ended|found|plan|card|docs|scores|times|asked|members|common|rest|matched|failed|filters|passes|many|short|word|section|here|ended|end|value|take|bytes)$/;
const read = (name) => readFileSync(new URL(name, folder), 'utf8');

async function small(source) {
  const { code } = await minify(source, {
    ecma: 2020,
    compress: { passes: 4, unsafe: true, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, booleans_as_integers: false, pure_getters: true },
    mangle: { properties: { regex: INTERNAL, builtins: true } },
  });
  return code + '\n';
}

// The core as it is shipped, with something more at its end.
export function core(more = '') {
  const parts = ['analisis', 'formato', 'puntaje', 'secciones', 'motor'].map((part) => read(`nucleo/${part}.js`));
  return small(`(function (root) {\n${parts.join('')}\n${more}})(globalThis);`);
}

async function writeAll() {
  mkdirSync(new URL('min/', folder), { recursive: true });
  let total = 0;
  for (const name of ['cargador', 'nucleo', 'interfaz']) {
    const code = name === 'nucleo' ? await core() : await small(read(`${name}.js`));
    writeFileSync(new URL(`min/${name}.js`, folder), code);
    const size = gzipSync(code, { level: 9 }).length;
    total += size;
    console.log(`${name}.js ${size} bytes gz`);
  }
  console.log(`total ${total} bytes gz`);
  if (total > LIMIT) process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeAll();
