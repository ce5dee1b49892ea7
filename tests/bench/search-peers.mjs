// Other static searches on the same documents: node search-peers.mjs PACKAGES SITE QUERIES.json SET
//
// PACKAGES is a folder with pagefind, lunr, lunr-languages and minisearch in node_modules; SET a folder
// with docs.jsonl, queries.jsonl and qrels.tsv, or "-". Pagefind's bytes are what its own client asks of
// a server in Chromium; lunr and MiniSearch send their whole index, so its size is what they cost.
import { createServer } from 'node:http'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pathToFileURL } from 'node:url'

const [packages, site, file, set] = process.argv.slice(2)
const require = createRequire(pathToFileURL(resolve(packages, 'x.js')))
const queries = JSON.parse(readFileSync(file, 'utf8'))
const out = {}
const gz = bytes => gzipSync(bytes, { level: 9 }).length
const fold = text => text.toLowerCase().replace(/ñ/g, '\u0001').normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/\u0001/g, 'ñ')

function minisearch(docs) {
  const MiniSearch = require('minisearch')
  const index = new MiniSearch({ fields: ['title', 'text'], processTerm: fold, searchOptions: { fuzzy: 0.2, prefix: true } })
  index.addAll(docs)
  return { find: text => index.search(text).slice(0, 10).map(hit => hit.id), bytes: () => gz(JSON.stringify(index)) }
}
function lunr(docs) {
  const lunr = require('lunr')
  require('lunr-languages/lunr.stemmer.support')(lunr)
  require('lunr-languages/lunr.es')(lunr)
  const index = lunr(function () {
    this.use(lunr.es)
    this.ref('id')
    this.field('title')
    this.field('text')
    for (const doc of docs) this.add({ id: doc.id, title: fold(doc.title), text: fold(doc.text) })
  })
  const find = text => index.query(q => {
    for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) q.term(word, { editDistance: word.length > 3 ? 1 : 0 })
  }).slice(0, 10).map(hit => hit.ref)
  return { find, bytes: () => gz(JSON.stringify(index)) }
}

if (set !== '-') {
  const lines = name => readFileSync(join(set, name), 'utf8').trim().split('\n')
  const docs = lines('docs.jsonl').map(line => JSON.parse(line))
  const asked = lines('queries.jsonl').map(line => JSON.parse(line))
  const right = new Map(lines('qrels.tsv').slice(1).map(line => line.split('\t').slice(0, 2)))
  out.ranking = {}
  for (const [name, make] of [['lunr', lunr], ['minisearch', minisearch]]) {
    const engine = make(docs), forms = {}
    for (const { id, text, variant } of asked) {
      const rank = engine.find(text).indexOf(right.get(id))
      const form = forms[variant] ??= { sum: 0, n: 0 }
      form.sum += rank < 0 ? 0 : 1 / (rank + 1)
      form.n++
    }
    out.ranking[name] = Object.fromEntries(Object.entries(forms).map(([form, { sum, n }]) => [form, sum / n]))
  }
}

// Whole indexes, measured on a part of the corpus and told for one document.
const pages = readdirSync(site, { recursive: true }).filter(f => /doc-\d+\.html$|doc-\d+\/index\.html$/.test(f)).slice(0, 1000)
const docs = pages.map(id => {
  const html = readFileSync(join(site, id), 'utf8')
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html
  return { id, title: /<title>([^<]*)/.exec(html)?.[1] ?? '', text: main.replace(/<[^>]*>/g, ' ') }
})
for (const [name, make] of [['lunr', lunr], ['minisearch', minisearch]]) {
  out[name] = { perDocument: Math.round(make(docs).bytes() / docs.length) }
}

// Pagefind indexes the built pages and is asked in Chromium.
const { platform, arch } = process
const binary = join(packages, 'node_modules/@pagefind', `${platform}-${arch}`, 'bin/pagefind')
const tool = [binary, binary + '_extended'].find(existsSync) ?? join(packages, 'node_modules/.bin/pagefind')
execFileSync(tool, ['--site', site, '--output-path', join(site, 'pagefind'), '--force-language', 'es', '--quiet'], { stdio: 'ignore' })
const folder = join(site, 'pagefind')
const stats = readdirSync(folder, { recursive: true }).map(f => statSync(join(folder, f))).filter(s => s.isFile())
out.pagefind = { bytes: stats.reduce((sum, s) => sum + s.size, 0), files: stats.length }

let bytes = 0, requests = 0
const types = { html: 'text/html', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm' }
const server = createServer((request, response) => {
  const path = join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname))
  if (request.url === '/vacia.html') return response.setHeader('content-type', 'text/html').end('<!doctype html>')
  if (!existsSync(path) || statSync(path).isDirectory()) return response.writeHead(404).end()
  const body = readFileSync(path)
  // Its scripts would be compressed by a host; its index already is.
  bytes += /\.(js|json|css)$/.test(path) ? gz(body) : body.length
  requests++
  response.setHeader('content-type', types[path.split('.').pop()] ?? 'application/octet-stream')
  response.end(body)
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const { chromium } = createRequire(new URL('../browser/package.json', import.meta.url))('playwright-core')
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const cold = []
for (const text of queries.slice(0, 20)) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${server.address().port}/vacia.html`)
  bytes = requests = 0
  const total = await page.evaluate(async text => {
    const pagefind = await import('/pagefind/pagefind.js')
    const { results } = await pagefind.search(text)
    await Promise.all(results.slice(0, 10).map(result => result.data()))
    return results.length
  }, text)
  cold.push({ bytes, requests, total })
  await context.close()
}
await browser.close()
server.close()
const mean = key => Math.round(cold.reduce((sum, one) => sum + one[key], 0) / cold.length)
Object.assign(out.pagefind, { cold: mean('bytes'), requests: mean('requests'), empty: cold.filter(one => !one.total).length, asked: cold.length })
console.log(JSON.stringify(out))
