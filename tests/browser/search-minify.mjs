// Writes src/search/client/min/ from src/search/client/: what the site ships; the parts of the core
// become one script. Deterministic, so that `git diff` after it shows a forgotten run.
// Use: node tests/browser/search-minify.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';

const folder = new URL('../../src/search/client/', import.meta.url);
// Bytes, gz, of the loader and a client.
const LIMIT = 8000;
// Names that only the core itself uses.
const INTERNAL = /^(firstTexts|vocabulary|begin|synonyms|acronymOf|average|generation|exactly|group|slots|worth|slot|documents|letters|stems|number|weights?|units|found|plan|card|docs|scores|members|common|rest|many|word|whole|here|end|take|bytes|needed|share|said|run|doc|unwritten|titles|texts|fits|lengths|steps|says)$/;
const read = (name) => readFileSync(new URL(name, folder), 'utf8');

// Names in the order of letters that scripts are full of, in both parts alike, pack better than in that of their use.
const LETTERS = 'osrtneicalfudzmpgqjvykwhxbETNOSRICALMUDPFHGBVWYKXQJZ$_';
const names = {
  get(number) {
    const letter = LETTERS[number % LETTERS.length], rest = Math.floor(number / LETTERS.length);
    return rest ? letter + names.get(rest - 1) : letter;
  },
};

// `LARGE` is whether this is the core of sites with many documents: a worker, heads of frequent words; nothing comes with the entry.
// What the page itself names, as the value of a box, keeps its name: only the core's own are shortened.
async function small(source, properties = false, LARGE = false) {
  const { code } = await minify(source, {
    ecma: 2020,
    compress: { passes: 4, unsafe: true, unsafe_arrows: true, keep_fargs: false, hoist_funs: true, inline: 1, pure_getters: true, unsafe_comps: true, lhs_constants: false, global_defs: { LARGE } },
    mangle: { nth_identifier: names, properties },
    // A host that names another encoding for scripts does no harm; it packs better as well.
    format: { ascii_only: true },
  });
  return code + '\n';
}

// The core as it is shipped, with something more at its end.
export function core(more = '', large = false) {
  const parts = ['analisis', 'formato', 'puntaje', 'secciones', 'motor', ...(large ? ['obrero'] : [])].map((part) => read(`nucleo/${part}.js`));
  return small(`(function core(root) {\n${parts.join('')}\n${more}})(globalThis);`, { nth_identifier: names, regex: INTERNAL, builtins: true }, large);
}

async function writeAll() {
  mkdirSync(new URL('min/', folder), { recursive: true });
  const sizes = {};
  // What is fetched together is one file, which packs better than two.
  const loader = await small(read('cargador.js')), page = await small(read('interfaz.js'));
  const made = { cargador: loader, cliente: (await core()) + page, grande: (await core('', true)) + page };
  for (const [name, code] of Object.entries(made)) {
    writeFileSync(new URL(`min/${name}.js`, folder), code);
    sizes[name] = gzipSync(code, { level: 9 }).length;
    console.log(`${name}.js ${sizes[name]} bytes gz`);
  }
  const total = sizes.cargador + sizes.cliente, ofLarge = sizes.cargador + sizes.grande;
  console.log(`total ${total} bytes gz; of a large site ${ofLarge}`);
  if (Math.max(total, ofLarge) > LIMIT) process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeAll();
