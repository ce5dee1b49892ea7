// A large site with the schema of this repository's own: node copies.mjs FOLDER COPIES
//
// It has what the generated corpus lacks: vocabularies, facts, a glossary, rules of style and components.
// Beside each document stand copies of it under other titles, so nothing is wrong with any.
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, copies] = process.argv.slice(2)
const root = join(import.meta.dirname, '../..')
for (const name of ['site.toml', 'content', 'themes']) cpSync(join(root, name), join(folder, name), { recursive: true })
for (const collection of ['casos', 'guias', 'memorias', 'modulos', 'rutas']) {
  for (const name of readdirSync(join(folder, 'content', collection)).sort()) {
    if (!name.endsWith('.md') || name === '_index.md') continue
    const file = join(folder, 'content', collection, name), text = readFileSync(file, 'utf8')
    for (let n = 1; n <= Number(copies); n++) {
      const copy = text.replace(/^titulo: "?/m, start => `${start}Copia ${n}, `)
      writeFileSync(file.replace(/\.md$/, `-${n}.md`), copy)
    }
  }
}
