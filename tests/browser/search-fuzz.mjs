// The client's decoder on damaged files: it refuses or answers, and never hangs or reads outside.
// Use: node search-fuzz.mjs <core.js> <folder of the index> [rounds]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';

const [core, folder, rounds = '300'] = process.argv.slice(2);
runInThisContext(readFileSync(core, 'utf8'));
let seed = 1;
const roll = (sides) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * sides);
};

// The bytes inside a script, some of them changed or cut off.
function damaged(script) {
  const [, name, data] = /^acervoBuscador\("(.*)","(.*)"\);/.exec(script);
  const bytes = gunzipSync(Buffer.from(data, 'base64'));
  for (let times = 1 + roll(4); times > 0; times--) bytes[roll(bytes.length)] = roll(256);
  const cut = roll(3) ? bytes : bytes.subarray(0, roll(bytes.length));
  return [name, gzipSync(cut).toString('base64')];
}

let answered = 0, refused = 0;
for (let round = 0; round < Number(rounds); round++) {
  const victim = ['entrada', 'p', 't', 'v', 'c', 'o', 's'][roll(7)];
  const engine = globalThis.acervoNucleo((path) => {
    const script = readFileSync(join(folder, path), 'utf8'), name = path.split('/').pop();
    if (name.startsWith(victim)) globalThis.acervoBuscador(...damaged(script));
    else runInThisContext(script);
  });
  // Processor time: other work on the machine does not count.
  const before = process.cpuUsage();
  try {
    const sort = roll(2) ? 'fecha' : '';
    const answer = await engine.search({ text: ['recursos agua', 'capasitacion', ''][roll(3)], facets: { tema: ['agua'] }, sort });
    await engine.facetCounts(answer);
    await engine.complete('cap', 5);
    answered++;
  } catch (refusal) {
    refused++;
  }
  const { user, system } = process.cpuUsage(before);
  if (user + system > 2e6) throw new Error(`round ${round} (${victim}) took ${Math.round((user + system) / 1000)} ms`);
}
console.log(`${answered} answered, ${refused} refused`);
if (!refused) process.exit(1);
