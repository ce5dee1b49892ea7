// The corpus of the measurements: node corpus.mjs FOLDER DOCUMENTS [WORDS]
//
// Seeded, so every machine gets the same bytes. Spanish-looking words with Zipf frequencies, and in
// each document what costs time: fields, headings, a list, a table, a footnote and three links. Documents
// differ as people's do: a third of WORDS to nearly twice as many, other sections, lines and terms.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, count, length] = process.argv.slice(2)
const documents = Number(count)
const words = Number(length ?? 600)
const VOCABULARY = 30_000

let state = 7
// mulberry32: small, seeded and the same everywhere.
function random() {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = n => Math.floor(random() * n)
const choice = list => list[below(list.length)]
const times = (n, make) => Array.from({ length: n }, make)

const syllables = ('ca co cu que qui ma me mi mo mu ta te ti to tu ra re ri ro ru la le li lo lu na ne ni ' +
  'no nu sa se si so su da de di do du pa pe pi po pu ba be bi bo ga go gue gui ción mente dad ar er ir ' +
  'es al ón ía').split(' ')
const vocabulary = [...(function () {
  const seen = new Set()
  while (seen.size < VOCABULARY) seen.add(times(2 + below(4), () => choice(syllables)).join(''))
  return seen
})()]

// Word of rank r with frequency 1/r: the inverse of a table of sums, by halves.
const sums = new Float64Array(VOCABULARY)
let total = 0
for (let i = 0; i < VOCABULARY; i++) sums[i] = total += 1 / (i + 1)
function word() {
  const wanted = random() * total
  let [low, high] = [0, VOCABULARY - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle] < wanted) low = middle + 1
    else high = middle
  }
  return vocabulary[low]
}
const some = n => times(n, word).join(' ')
function sentence(n) {
  const text = some(n)
  return text[0].toUpperCase() + text.slice(1) + '.'
}
const title = n => sentence(n).slice(0, -1)

const collections = ['casos', 'modulos', 'guias', 'memorias']
const departments = ('antioquia atlantico bogota bolivar boyaca caldas caqueta cauca cesar cordoba ' +
  'cundinamarca choco huila la-guajira magdalena meta narino').split(' ')

const field = (collection, name, rest) =>
  `[collections.${collection}.fields.${name}]\ntype = "text"\n${rest}\n`
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'site.toml'),
  'title = "Corpus"\nbase_url = "https://ejemplo.test/"\nlanguage = "es"\n' +
  collections.map(c =>
    `\n[collections.${c}]\ntitle = "${c}"\nunknown_fields = "allow"\n` +
    field(c, 'departamento', 'facet = true\npages = true\ncard = true') +
    field(c, 'municipio', 'card = true') +
    field(c, 'descriptor', 'facet = true\npages = true') +
    field(c, 'nivel', 'facet = true\npages = true') +
    field(c, 'etiquetas', 'many = true\npages = true')).join(''))
for (const c of collections) mkdirSync(join(folder, 'content', c), { recursive: true })

const two = n => String(n).padStart(2, '0')
for (let i = 0; i < documents; i++) {
  const sections = 3 + below(5)
  const own = words / 3 + below((words * 4) / 3)
  const paragraph = Math.max(10, Math.floor(own / (sections + 6)))
  const name = title(7)
  const body = []
  for (let s = 0; s < sections; s++) {
    const level = s > 0 && random() < 0.3 ? '### ' : '## '
    body.push(level + title(4), sentence(paragraph))
    if (s === 0) body.push(times(2 + below(5), () => '- ' + sentence(paragraph >> 2)).join('\n'))
    if (s === 1) {
      body.push('| a | b | c |\n|---|---|---|\n' +
        times(4, () => '| ' + times(3, () => some(2)).join(' | ') + ' |').join('\n'))
    }
    if (s === 2) body.push(`${sentence(paragraph >> 1)}[^1]\n\n[^1]: ${sentence(paragraph >> 2)}`)
    if (s < 3) {
      const to = below(documents)
      body.push(`${sentence(paragraph >> 1)} [${some(2)}](../${collections[to % 4]}/doc-${to}.md) ` +
        sentence(paragraph >> 1))
    }
  }
  const head = [
    `titulo: "${name}"`,
    `resumen: "${sentence(20)}"`,
    `fecha: ${2000 + (i % 26)}-${two(1 + (i % 12))}-${two(1 + (i % 28))}`,
    `departamento: ${choice(departments)}`,
    `municipio: ${vocabulary[below(1000)]}`,
    `descriptor: ${choice(['funcional', 'sectorial', 'poblacional'])}`,
    `nivel: ${choice(['humano', 'institucional', 'gerencial'])}`,
    `etiquetas: [${times(1 + below(5), () => vocabulary[below(150)]).join(', ')}]`,
    `autores: [${times(1 + below(3), () => vocabulary[below(300)]).join(', ')}]`,
  ]
  if (random() < 0.3) head.push(`actualizado: 2026-0${1 + below(9)}-15`)
  writeFileSync(join(folder, 'content', collections[i % 4], `doc-${i}.md`),
    `---\n${head.join('\n')}\n---\n\n${body.join('\n\n')}\n`)
}
