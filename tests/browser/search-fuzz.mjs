// The client's decoder on damaged files: it refuses or answers, and never hangs, reads outside or takes
// memory out of measure.
// Use: node search-fuzz.mjs <folder of the index> <core.js> <queries.json> [rounds]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bitsOf, dataOf, numberOf } from './search-bits.mjs';
import { bring, handed } from './search-handed.mjs';

const [folder, core, asked, rounds = '300'] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(asked, 'utf8'));
await bring(core);
let seed = 1;
const roll = (sides) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * sides);
};

// What a file hands over, some of its bits changed or cut off, or a number of up to two hundred millions in the place of
// something: chance seldom makes one that says how much room is needed.
function damaged(data) {
  let bits = bitsOf(data);
  const put = (at, some) => (bits = bits.slice(0, at) + some + bits.slice(at + some.length));
  if (!roll(3)) put(roll(Math.min(bits.length, roll(2) ? 9000 : 500)), numberOf(roll(2 ** (4 + roll(24)))));
  else for (let times = 1 + roll(4); times > 0; times--) put(roll(bits.length), String(roll(2)));
  return dataOf(roll(3) ? bits : bits.slice(0, roll(bits.length)));
}

// The first round damages nothing.
let answered = 0, refused = 0;
for (let round = 0; round < Number(rounds); round++) {
  const victim = round && ['entrada', 'p', 'h', 't', 'd', 'v', 'c', 'o', 's'][roll(9)];
  const ask = globalThis.acervoNucleo((path) => {
    const data = handed(readFileSync(join(folder, path))), name = path.split('/').pop();
    return victim && name.startsWith(victim) ? damaged(data) : data;
  });
  // Processor time: other work on the machine does not count.
  const before = process.cpuUsage();
  try {
    const query = queries[roll(queries.length)];
    await ask('counts', (await ask('search', { facets: {}, limit: 10, ...query })).query);
    await ask('complete', query.text.slice(0, 3));
    answered++;
  } catch (refusal) {
    if (!round) throw refusal;
    refused++;
  }
  const { user, system } = process.cpuUsage(before);
  if (user + system > 2e6) throw new Error(`round ${round} (${victim}) took ${Math.round((user + system) / 1000)} ms`);
}
const most = process.resourceUsage().maxRSS / 1024;
if (most > 1500) throw new Error(`took ${Math.round(most)} MiB`);
console.log(`${answered} answered, ${refused} refused`);
if (!refused || !answered) process.exit(1);
