// How long a preview takes: node serve.mjs PROGRAM CORPUS [SAVES]
//
// Starts `acervo serve --watch` on a corpus, asks for a page until it is there, then saves a document
// again and again and asks for its page until the new words are in it. Prints one table.
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'

const [program, corpus, count] = process.argv.slice(2)
const saves = Number(count ?? 60)
const sleep = ms => new Promise(done => setTimeout(done, ms))
const now = () => performance.now()

const port = await new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => done(port))
  })
})
const page = path => new Promise(done => {
  const request = get({ host: '127.0.0.1', port, path, agent: false }, answer => {
    const parts = []
    answer.on('data', part => parts.push(part))
    answer.on('end', () => done(answer.statusCode === 200 ? Buffer.concat(parts).toString() : ''))
  })
  request.on('error', () => done(''))
})

/** Asks until `is` says yes; milliseconds since `from`. */
async function until(path, from, is) {
  for (;;) {
    if (is(await page(path))) return now() - from
    if (now() - from > 60_000) throw new Error(`${path}: no answer in a minute`)
    await sleep(1)
  }
}

const row = (name, list) => {
  const sorted = list.toSorted((a, b) => a - b)
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0)
  console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`)
}

const begun = now()
const server = spawn(program, ['serve', '--watch', '--root', corpus, '--port', String(port)], {
  stdio: ['ignore', 'pipe', 'pipe'],
})
let said = ''
for (const stream of [server.stdout, server.stderr]) stream.on('data', data => { said += data })
const file = join(corpus, 'content/casos/doc-0.md')
const before = readFileSync(file)
try {
  const first = await until('/casos/doc-0.html', begun, html => html !== '')
  // The index of the search is made after the first page; saves are measured without it.
  await until('/_acervo/no-hay', now(), () => true)
  await sleep(3_000)
  const [body, title] = [[], []]
  for (let i = 0; i < saves; i++) {
    const word = `palabra${i}`
    const from = now()
    if (i % 2) {
      appendFileSync(file, `\nUna ${word} más.\n`)
    } else {
      writeFileSync(file, before.toString().replace(/titulo: "/, `titulo: "${word} `))
    }
    ;(i % 2 ? body : title).push(await until('/casos/doc-0.html', from, html => html.includes(word)))
    await sleep(250)
  }
  const lines = said.split('\n').length
  writeFileSync(file, readFileSync(file))
  await sleep(500)
  console.log('\n| preview, ms | median | 95 % | worst |\n|---|---|---|---|')
  row('start to first page', [first])
  row('save to new bytes, text', body)
  row('save to new bytes, title', title)
  console.log(`\nsaved without a change: ${said.split('\n').length - lines} lines told`)
} finally {
  writeFileSync(file, before)
  server.kill('SIGINT')
}
