// Writes src/search/client/min/ from src/search/client/: what the site ships. Deterministic, so
// that `git diff` after it shows a forgotten run. Use: node tests/browser/search-minify.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';

const folder = new URL('../../src/search/client/', import.meta.url);
mkdirSync(new URL('min/', folder), { recursive: true });
// Names that only the core itself uses.
const INTERNAL = /^(firstTexts|synonyms|average|lengths|generation|exact|group|slots|worth|slot|edits|documents|letters|stems|fraction|number|steps|weights?|units|raise|ended|found|plan|card|docs|scores|times|many|asked|members)$/;
let total = 0;
for (const name of ['cargador', 'nucleo', 'interfaz']) {
  const source = readFileSync(new URL(`${name}.js`, folder), 'utf8');
  const { code } = await minify(source, {
    ecma: 2020,
    compress: { passes: 4, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false },
    mangle: { properties: { regex: INTERNAL } },
  });
  writeFileSync(new URL(`min/${name}.js`, folder), code + '\n');
  const size = gzipSync(code, { level: 9 }).length;
  total += size;
  console.log(`${name}.js ${size} bytes gz`);
}
console.log(`total ${total} bytes gz`);
if (total > 8000) process.exit(1);
