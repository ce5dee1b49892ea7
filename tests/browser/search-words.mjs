// Prints how the client splits, stems and hears every word of a list, for the test in Rust.
// Use: node search-words.mjs <folder of the index>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { handed } from './search-handed.mjs';
import { core } from './search-minify.mjs';

const [folder] = process.argv.slice(2);
// The shipped core does not show its analysis: the same one is made with a door to it.
runInThisContext(await core('root.analysis = { wordsOf, stem, sound };'));
const ask = globalThis.acervoNucleo((path) => handed(readFileSync(join(folder, path))));
await ask('start');
const { wordsOf, stem, sound } = globalThis.analysis;
const words = createRequire(import.meta.url)('an-array-of-spanish-words');
process.stdout.write(words.map((word) => {
  const folded = wordsOf(word);
  return [word, folded.join(' '), folded.map(stem).join(' '), folded.map(sound).join(' ')].join('\t');
}).join('\n'));
