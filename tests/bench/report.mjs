// Medians and ratios of what scripts/bench measured: node report.mjs RESULTS
import { readFileSync } from 'node:fs'

const rows = new Map()
for (const line of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
  const [name, cost, files, bytes] = line.split('\t')
  const { wall, user, system, peak } = JSON.parse(cost)
  const row = { wall, cpu: user + system, peak, files: Number(files), bytes: Number(bytes) }
  rows.set(name, [...(rows.get(name) ?? []), row])
}
const median = list => list.toSorted((a, b) => a - b)[list.length >> 1]
const middle = new Map([...rows].map(([name, all]) => [
  name,
  Object.fromEntries(Object.keys(all[0]).map(key => [key, median(all.map(row => row[key]))])),
]))

console.log('\n| | wall, s | CPU, s | peak, MiB | files | MB |\n|---|---|---|---|---|---|')
for (const [name, { wall, cpu, peak, files, bytes }] of middle) {
  console.log(`| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${(peak / 2 ** 20).toFixed(0)} | ` +
    `${files || ''} | ${bytes ? (bytes / 1e6).toFixed(1) : ''} |`)
}

const both = (a, b) => a && b && { wall: a.wall + b.wall, cpu: a.cpu + b.cpu }
const get = name => middle.get(name)
const pairs = [
  ['hugo / acervo --no-search', get('hugo'), get('acervo --no-search')],
  ['hugo / acervo', get('hugo'), get('acervo')],
  ['hugo + pagefind / acervo', both(get('hugo'), get('pagefind on hugo')), get('acervo')],
  ['zola / acervo --no-search', get('zola'), get('acervo --no-search')],
  ['acervo --no-search / cp -r', get('acervo --no-search'), get('floor: cp -r of that')],
  ['acervo --no-search / parse and write bodies', get('acervo --no-search'), get('floor: parse and write bodies')],
  ['acervo / a tenth of the documents', get('acervo'), get('acervo, a tenth of the documents')],
  ['acervo --no-search / a tenth of the documents',
    get('acervo --no-search'), get('acervo --no-search, a tenth of the documents')],
  ['cp -r / a tenth of the documents', get('floor: cp -r of that'), get('floor: cp -r of that, a tenth of the documents')],
  ['nothing changed / first build', get('acervo, nothing changed'), get('acervo')],
  ['one document changed / first build', get('acervo, one document changed'), get('acervo')],
  ['one title changed / first build', get('acervo, one title changed'), get('acervo')],
]
console.log('\n| ratio | wall | CPU |\n|---|---|---|')
for (const [name, a, b] of pairs) {
  if (a && b) console.log(`| ${name} | ${(a.wall / b.wall).toFixed(2)} | ${(a.cpu / b.cpu).toFixed(2)} |`)
}
