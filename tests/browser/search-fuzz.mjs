// The client's decoder on damaged files: it refuses or answers, and never hangs, reads outside or takes
// memory out of measure.
// Use: node search-fuzz.mjs <folder of the index> <core.js> <queries.json> [rounds]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';
import { handed } from './search-handed.mjs';

const [folder, core, asked, rounds = '300'] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(asked, 'utf8'));
runInThisContext(readFileSync(core, 'utf8'));
let seed = 1;
const roll = (sides) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * sides);
};

// Where a number of these bytes ends, and the number.
function numberAt(bytes, at) {
  let value = 0, factor = 1, byte;
  do {
    byte = bytes[at++];
    value += (byte & 127) * factor;
    factor *= 128;
  } while (byte > 127);
  return [at, value];
}

// Where the entry says how many documents there are: after eight texts.
function countAt(bytes) {
  let at = 0;
  for (let texts = 0; texts < 8; texts++) {
    const [end, size] = numberAt(bytes, at);
    at = end + size;
  }
  return at;
}

// The same bytes with a number of up to two hundred millions in the place of another.
function raised(bytes, at) {
  const size = 1 + roll(4), [end] = numberAt(bytes, at);
  const number = Array.from({ length: size }, (_, i) => (i + 1 < size ? 128 : 0) + roll(128));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(number), bytes.subarray(end)]);
}

// A text with some of its characters changed, or cut off.
function damagedText(text) {
  const units = [...text];
  for (let times = 1 + roll(4); times > 0; times--) units[roll(units.length)] = String.fromCharCode(roll(roll(2) ? 128 : 2100));
  return units.slice(0, roll(3) ? units.length : roll(units.length)).join('');
}

// What a file of this name hands over, some of its bytes changed or cut off. Counts are damaged on purpose and alone:
// chance seldom finds the few bytes that say how much room is needed, and leaves the others whole.
function damaged(name, data) {
  // Texts are not packed.
  if (name[0] === 't') return damagedText(data);
  let bytes = gunzipSync(Buffer.from(data, 'base64'));
  if (roll(3)) {
    for (let times = 1 + roll(4); times > 0; times--) bytes[roll(bytes.length)] = roll(256);
    if (!roll(3)) bytes = bytes.subarray(0, roll(bytes.length));
  } else {
    bytes = raised(bytes, name === 'entrada.js' && roll(2) ? countAt(bytes) : roll(Math.min(bytes.length, 400)));
  }
  return gzipSync(bytes).toString('base64');
}

// The first round damages nothing.
let answered = 0, refused = 0;
for (let round = 0; round < Number(rounds); round++) {
  const victim = round && ['entrada', 'p', 'h', 't', 'd', 'v', 'c', 'o', 's'][roll(9)];
  const ask = globalThis.acervoNucleo((path) => {
    const data = handed(readFileSync(join(folder, path), 'utf8')), name = path.split('/').pop();
    return victim && name.startsWith(victim) ? damaged(name, data) : data;
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
