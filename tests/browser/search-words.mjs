// Prints how the client splits and stems every word of a list, for the test in Rust.
// Use: node search-words.mjs <core.js> <folder of the index>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

const [core, folder] = process.argv.slice(2);
runInThisContext(readFileSync(core, 'utf8'));
const engine = globalThis.acervoNucleo((path) => {
  runInThisContext(readFileSync(join(folder, path), 'utf8'));
});
await engine.start();
const { split, stem } = globalThis.acervoNucleo;
const words = createRequire(import.meta.url)('an-array-of-spanish-words');
process.stdout.write(words.map((word) => {
  const folded = split(word).map((part) => part.word);
  return [word, folded.join(' '), folded.map(stem).join(' ')].join('\t');
}).join('\n'));
