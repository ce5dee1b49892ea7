// When the preview's search knows what was saved: node search-serve.mjs PROGRAM CORPUS, prints JSON.
//
// Writes a new number into a document and asks `/api/buscar` for it until the answer has a document.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const [program, corpus] = process.argv.slice(2)
const sleep = ms => new Promise(done => setTimeout(done, ms))
const port = await new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => done(port))
  })
})
const found = async word => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/buscar?q=${word}`).then(response => response.json(), () => ({}))
  return answer.total === 1
}
async function until(word) {
  const began = performance.now()
  while (!await found(word)) {
    if (performance.now() - began > 120_000) throw new Error(`${word}: not found in two minutes`)
    await sleep(5)
  }
  return performance.now() - began
}

const file = join(corpus, 'content/casos/doc-0.md'), before = readFileSync(file, 'utf8')
const server = spawn(program, ['serve', '--watch', '--root', corpus, '--port', String(port)], { stdio: 'ignore' })
const times = []
try {
  // The first saves wait for the first index.
  for (let round = -2; round < 12; round++) {
    // A number: nothing near stands for it.
    const word = String(710_000_003 + 17 * (round + 2))
    writeFileSync(file, `${before}\nEl número ${word}.\n`)
    const ms = await until(word)
    if (round >= 0) times.push(ms)
    await sleep(300)
  }
} finally {
  writeFileSync(file, before)
  server.kill('SIGINT')
}
times.sort((a, b) => a - b)
const at = part => Math.round(times[Math.floor(times.length * part)])
console.log(JSON.stringify({ p50: at(0.5), worst: Math.round(times.at(-1)) }))
