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
// Names of properties that only the client itself uses, and not the browser.
const INTERNAL = RegExp(`^(${[
  'acronymOf alternatives average begin card common doc docs documents end exactly fields found fits generation group here',
  'lengths letters list members needed pieces plan run said says scores share slot slots stems synonyms texts times titles',
  'together units unwritten vocabulary weight weights whole word worth',
  // Of questions and answers:
  'anchor chosen count date facets field fragment heading hits kind label limit marks near offset query score sections',
  'substitutions summary terms text total unfiltered unknown url',
].join(' ').replaceAll(' ', '|')})$`);
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

const source = (large) => {
  const parts = ['analisis', 'formato', 'puntaje', 'secciones', 'motor', ...(large ? ['obrero'] : [])].map((part) => read(`nucleo/${part}.js`));
  return parts.join('');
};
const around = (parts) => `(function core(root) {\n${parts}\n})(globalThis);\n`;
const short = { nth_identifier: names, regex: INTERNAL, builtins: true };

// The core alone, whose answers have the names that the code has, with something more at its end.
export const core = (more = '', large = false) => small(around(source(large) + more), false, large);

async function writeAll() {
  mkdirSync(new URL('min/', folder), { recursive: true });
  const sizes = {};
  // What is fetched together is one file, which packs better than two.
  const client = (large) => small(around(source(large)) + read('interfaz.js'), short, large);
  const made = { cargador: await small(read('cargador.js')), cliente: await client(false), grande: await client(true) };
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
