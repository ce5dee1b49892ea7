// Questions for a corpus: node search-queries.mjs CORPUS COUNT, one to three words of one document
// each, stop words and words of one document only as they come. Prints JSON.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const [corpus, count] = process.argv.slice(2)
const folder = join(corpus, 'content/casos')
const files = readdirSync(folder).sort()
let state = 11
const below = n => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 4294967296) * n)
}
const queries = Array.from({ length: Number(count) }, () => {
  const text = readFileSync(join(folder, files[below(files.length)]), 'utf8').split('---\n').slice(2).join(' ')
  const words = text.match(/\p{L}{4,}/gu)
  return Array.from({ length: 1 + below(3) }, () => words[below(words.length)].toLowerCase()).join(' ')
})
console.log(JSON.stringify(queries))
