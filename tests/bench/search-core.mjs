// What our search costs on a built site: node search-core.mjs SITE QUERIES.json
//
// The shipped core runs in Node and asks for its files in waves: all that it asks for before the
// first answer arrives is one round trip. Sizes are those of a host without compression, and gzip.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bring, handed } from '../browser/search-handed.mjs'

const [site, file] = process.argv.slice(2)
const folder = join(site, 'buscador')
const assets = join(site, 'recursos')
const code = name => readFileSync(join(assets, readdirSync(assets).find(f => f.startsWith(name + '.'))), 'utf8')
const gz = text => gzipSync(text, { level: 9 }).length
// Both are published; the pages say which is theirs.
const [, core] = /data-cliente="[^"]*?(grande|cliente)\./.exec(readFileSync(join(site, 'buscar.html'), 'utf8'))
const client = ['cargador', core].map(code)
await bring(core)

let waiting = [], waves = 0, sent = 0, packed = 0
function load(path) {
  const script = readFileSync(join(folder, path))
  sent += script.length
  packed += gz(script)
  return new Promise(done => {
    waiting.push(() => done(handed(script)))
    if (waiting.length === 1) setTimeout(arrive, 20)
  })
}
function arrive() {
  const now = waiting
  waiting = []
  waves++
  for (const one of now) one()
}
async function cost(ask, text) {
  waves = sent = packed = 0
  const began = performance.now()
  const { total } = await ask('search', { text, facets: {}, limit: 10 })
  return { waves, sent, packed, total, ms: performance.now() - began - 20 * waves }
}

const queries = JSON.parse(readFileSync(file, 'utf8'))
const cold = [], later = [], typed = []
for (const [at, text] of queries.entries()) {
  const ask = globalThis.acervoNucleo(load)
  cold.push(await cost(ask, text))
  later.push(await cost(ask, queries[(at + 1) % queries.length]))
  // Letter by letter, as in the box: what its words load on the way counts in bytes, not as a wait.
  const askSlowly = globalThis.acervoNucleo(load)
  sent = packed = 0
  for (let size = 1; size <= text.length; size++) {
    await askSlowly('complete', text.slice(0, size))
    while (waiting.length) await new Promise(done => setTimeout(done, 25))
  }
  const before = packed
  const asked = await cost(askSlowly, text)
  typed.push({ waves: asked.waves, packed: before + asked.packed })
}
const all = readdirSync(folder, { recursive: true }).map(f => statSync(join(folder, f))).filter(s => s.isFile())
const mean = (list, key) => list.reduce((sum, one) => sum + one[key], 0) / list.length
const worst = (list, key) => list.map(one => one[key]).sort((a, b) => a - b)[Math.floor(list.length * 0.95)]
const round = n => Math.round(n)
console.log(JSON.stringify({
  client: client.reduce((sum, text) => sum + gz(text), 0),
  cold: { packed: round(mean(cold, 'packed')), packed95: worst(cold, 'packed'), sent: round(mean(cold, 'sent')), sent95: worst(cold, 'sent'), waves: worst(cold, 'waves') },
  later: { packed: round(mean(later, 'packed')), packed95: worst(later, 'packed'), waves: worst(later, 'waves') },
  typed: { packed: round(mean(typed, 'packed')), waves: mean(typed, 'waves') },
  ms: { mean: +mean(later, 'ms').toFixed(1), worst: +worst(later, 'ms').toFixed(1) },
  empty: cold.filter(one => !one.total).length,
  files: all.length,
  bytes: all.reduce((sum, s) => sum + s.size, 0),
}))
