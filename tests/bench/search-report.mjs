// The table of what scripts/bench-search measured: node search-report.mjs FOLDER DOCUMENTS
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, count] = process.argv.slice(2)
const read = name => JSON.parse(readFileSync(join(folder, name + '.json'), 'utf8'))
const documents = Number(count)
const [core, latency, browser, line, serve, ranking, peers] = ['core', 'latency', 'browser', 'line', 'serve', 'ranking', 'peers'].map(read)
const pair = ({ p50, p95 }) => p50 === null ? '–' : `${p50} ms / ${p95} ms`
const kb = bytes => (bytes / 1000).toFixed(1) + ' kB'
const rows = [
  ['client, all of it, gz', kb(core.client), ''],
  ['cold first question, gz: mean / p95', `${kb(core.cold.packed)} / ${kb(core.cold.packed95)}`, peers && kb(peers.pagefind.cold)],
  ['cold first question, as sent: mean / p95', `${kb(core.cold.sent)} / ${kb(core.cold.sent95)}`, ''],
  ['round trips after typing, mean', core.typed.waves.toFixed(2), ''],
  ['bytes with suggestions, gz, mean', kb(core.typed.packed), ''],
  ['round trips / requests, cold', `${core.cold.waves}`, peers && `${peers.pagefind.requests} requests`],
  ['later question, gz: mean / p95', `${kb(core.later.packed)} / ${kb(core.later.packed95)}`, ''],
  ['questions without an answer', `${core.empty}`, peers && `${peers.pagefind.empty} of ${peers.pagefind.asked}`],
  ['answer in Node, warm: mean / p95', `${core.ms.mean} ms / ${core.ms.worst} ms`, ''],
  ['Enter to list, warm, processor slowed 4 times: p50 / p95', pair(browser.host.list), ''],
  ['letter to suggestions, the same', pair(browser.host.letter), ''],
  ['the same two from a disk', `${pair(browser.disk.list)}; ${pair(browser.disk.letter)}`, ''],
  ['longest task on the page, the same: host / disk', `${browser.host.longest} ms / ${browser.disk.longest} ms`, ''],
  ['link with a question, cold, 400 ms of latency, 50 kB a second: first paint / list', `${line.seen} ms / ${line.list} ms`, ''],
  ['index files, bytes a document', Math.round(core.bytes / documents), peers && Math.round(peers.pagefind.bytes / documents)],
  ['index files', core.files, peers && peers.pagefind.files],
  ['preview, save until the search knows it: p50 / worst', `${serve.p50} ms / ${serve.worst} ms`, ''],
  ['tantivy, one core: p50 / p95 / p99', `${latency.p50} / ${latency.p95} / ${latency.p99} ms`, ''],
]
console.log(`\n| ${documents} documents | acervo | Pagefind |\n|---|---|---|`)
for (const row of rows) console.log(`| ${row.map(cell => cell ?? '').join(' | ')} |`)
if (peers) {
  console.log('\n| whole index, gz, a document | |\n|---|---|')
  for (const name of ['lunr', 'minisearch']) console.log(`| ${name} | ${peers[name].perDocument} B |`)
}
if (ranking) {
  const forms = ranking.variants.map(form => form.variant)
  const line = (name, values) => {
    const mean = values.reduce((a, b) => a + b) / values.length
    console.log(`| ${name} | ${[...values, mean].map(value => value.toFixed(3)).join(' | ')} |`)
  }
  console.log(`\n| MRR@10 | ${forms.join(' | ')} | mean |\n|---|${'---|'.repeat(forms.length + 1)}`)
  line('acervo', ranking.variants.map(form => form.mrr10))
  for (const [name, found] of Object.entries(peers?.ranking ?? {})) line(name, forms.map(form => found[form]))
}
