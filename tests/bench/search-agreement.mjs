// The same answers everywhere: node search-agreement.mjs PROGRAM ROOT SITE COUNT EVERY, for
// scripts/search-agreement. Asks the client's core over the files of SITE, `/api/buscar` of a preview of
// ROOT and, one question in EVERY, `acervo search`. Stops at the first answer that differs.
import { execFile, spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { bring, handed } from '../browser/search-handed.mjs'

const [program, root, site, count, every] = process.argv.slice(2)
let state = 17
const below = n => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 4294967296) * n)
}

// The words of each document, in their order.
const files = readdirSync(join(root, 'content'), { recursive: true }).filter(file => file.endsWith('.md')).sort()
const texts = files.map(file => readFileSync(join(root, 'content', file), 'utf8').match(/[\p{L}\p{N}.]+/gu) ?? []).filter(words => words.length)

function slip(word) {
  const at = below(word.length), letter = 'aeinorst'[below(8)]
  return [
    () => word.slice(0, at) + word.slice(at + 1),
    () => word.slice(0, at) + letter + word.slice(at),
    () => word.slice(0, at) + letter + word.slice(at + 1),
    () => word.slice(0, at) + word.slice(at, at + 2).split('').reverse().join('') + word.slice(at + 2),
  ][below(4)]()
}
const changes = [slip, slip, word => slip(slip(word)), word => word.toUpperCase(), word => word.normalize('NFD').replace(/\p{M}/gu, '')]

// One to six words: neighbours in a text, or of several; some changed; some with facets or by date.
function question(facets) {
  const size = 1 + below(6), one = texts[below(texts.length)], from = below(Math.max(one.length - size, 1))
  const any = () => {
    const words = texts[below(texts.length)]
    return words[below(words.length)]
  }
  const words = below(2) ? one.slice(from, from + size) : Array.from({ length: size }, any)
  const text = words.map(word => below(4) ? word : changes[below(changes.length)](word)).join(' ')
  const chosen = {}
  while (!below(4)) {
    const { campo, valores } = facets[below(facets.length)]
    ;(chosen[campo] ??= []).push(valores[below(valores.length)].id)
  }
  return { text, facets: chosen, sort: below(8) ? '' : 'fecha', offset: below(8) ? 0 : 5, limit: 10 }
}

const marked = (fragment, marks) => [fragment, marks.map(([start, end]) => [...fragment].slice(start, end).join(''))]
const theirs = ({ fragment, marks }) => [fragment, marks.map(([start, end]) => fragment.slice(start, end))]
// What an answer says, scores apart: they may differ in their last digits.
const told = answer => ({
  scores: answer.hits.map(hit => hit.score),
  rest: {
    total: answer.total,
    hits: answer.hits.map(hit => [hit.url, hit.titulo, hit.resumen, hit.tipo, hit.fecha ?? '', ...marked(hit.fragmento, hit.marcas),
      hit.secciones.map(part => [part.url, part.titulo])]),
    facets: answer.facetas.map(facet => facet.valores.map(({ id, cuenta, elegido }) => [id, cuenta, elegido])),
    substitutions: answer.sustituciones.map(({ escrita, buscadas }) => [escrita, buscadas]),
    unknown: answer.desconocidas,
  },
})
async function client(query) {
  const answer = await askClient('search', query)
  const facets = await askClient('counts', answer.query)
  // The client keeps terms that no answer has, to show them switched off.
  const kept = ({ count, chosen }) => count || chosen
  return {
    scores: answer.hits.map(hit => hit.score),
    rest: {
      total: answer.total,
      hits: answer.hits.map(hit => [hit.url, hit.title, hit.summary, hit.kind, hit.date ?? '', ...theirs(hit),
        hit.sections.map(part => [part.url, part.heading])]),
      facets: facets.map(({ terms }) => terms.filter(kept).map(({ id, count, chosen }) => [id, count, chosen])),
      substitutions: answer.substitutions.map(({ a, b }) => [a, b.split(', ')]),
      unknown: answer.unknown,
    },
  }
}
function same(where, query, one, other) {
  const near = one.scores.length === other.scores.length && one.scores.every((score, at) => Math.abs(score - other.scores[at]) < 1e-9)
  if (near && isDeepStrictEqual(one.rest, other.rest)) return
  throw new Error(`${where} answers otherwise: ${JSON.stringify(query)}\n${JSON.stringify(one)}\n${JSON.stringify(other)}`)
}

const assets = join(site, 'recursos')
// Both are published; the pages say which is theirs.
const [, core] = /data-cliente="[^"]*?([^"/]+)"/.exec(readFileSync(join(site, 'buscar.html'), 'utf8'))
await bring(core)
const askClient = globalThis.acervoNucleo(path => handed(readFileSync(join(site, 'buscador', path))))

const port = await new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => done(port))
  })
})
const ask = address => fetch(`http://127.0.0.1:${port}/api/buscar?${address}`).then(response => response.json())
async function ready() {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await ask('q=').catch(() => ({}))
    if (answer.facetas) return answer.facetas.filter(facet => facet.valores.length)
    await new Promise(done => setTimeout(done, 200))
  }
  throw new Error('the preview does not answer')
}
const chosen = query => Object.entries(query.facets).flatMap(([field, ids]) => ids.map(id => [field, id]))
const server = spawn(program, ['serve', '--root', root, '--port', String(port)], { stdio: 'ignore' })
let terminal = 0, found = 0, replaced = 0, filtered = 0
try {
  const facets = await ready()
  for (let asked = 0; asked < Number(count); asked++) {
    const query = question(facets)
    const address = new URLSearchParams([['q', query.text], ...chosen(query), ['orden', query.sort], ['desde', query.offset], ['limite', query.limit]])
    const expect = told(await ask(address))
    same('the client', query, await client(query), expect)
    if (expect.rest.total) found++
    if (expect.rest.substitutions.length) replaced++
    if (chosen(query).length) filtered++
    // The terminal knows neither dates nor second pages.
    if (asked % Number(every) || query.sort || query.offset) continue
    const filters = chosen(query).flatMap(([field, id]) => ['--facet', `${field}=${id}`])
    const { stdout } = await promisify(execFile)(program, ['search', '--json', '--root', root, ...filters, '--', query.text], { maxBuffer: 1 << 26 })
    same('acervo search', query, told(JSON.parse(stdout)), expect)
    terminal++
  }
} finally {
  server.kill('SIGINT')
}
console.log(`${count} questions to ${core.split('.')[0]}.js and /api/buscar, ${terminal} to acervo search: the same answers`)
console.log(`${found} with results, ${replaced} with a word replaced, ${filtered} with facets`)
