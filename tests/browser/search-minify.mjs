// Writes src/search/client/min/ from src/search/client/: what the site ships; the parts of the core
// become one script. Deterministic, so
// that `git diff` after it shows a forgotten run. Use: node tests/browser/search-minify.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';

const folder = new URL('../../src/search/client/', import.meta.url);
mkdirSync(new URL('min/', folder), { recursive: true });
// Names that only the core itself uses.
const INTERNAL = /^(firstTexts|synonyms|average|lengths|generation|exact|group|slots|worth|slot|edits|documents|letters|stems|fraction|number|steps|weights?|units|raise|ended|found|plan|card|docs|scores|times|many|asked|members|common|rest|matched|failed|filters|passes)$/;
const read = (name) => readFileSync(new URL(name, folder), 'utf8');

function core() {
  const parts = ['analisis', 'formato', 'puntaje', 'secciones', 'motor'].map((part) => read(`nucleo/${part}.js`));
  return `(function (root) {\n${parts.join('')}\n})(globalThis);`;
}

let total = 0;
for (const name of ['cargador', 'nucleo', 'interfaz']) {
  const source = name === 'nucleo' ? core() : read(`${name}.js`);
  const { code } = await minify(source, {
    ecma: 2020,
    compress: { passes: 4, unsafe: true, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, booleans_as_integers: false, pure_getters: true },
    mangle: { properties: { regex: INTERNAL } },
  });
  writeFileSync(new URL(`min/${name}.js`, folder), code + '\n');
  const size = gzipSync(code, { level: 9 }).length;
  total += size;
  console.log(`${name}.js ${size} bytes gz`);
}
console.log(`total ${total} bytes gz`);
if (total > 8000) process.exit(1);
