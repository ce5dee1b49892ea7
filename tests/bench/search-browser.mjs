// What searching feels like: node search-browser.mjs SITE QUERIES.json, in Chromium with its processor
// slowed four times. Prints JSON.
//
// Each question is asked twice on the results page; the second time its files are there. From the press
// of Enter until the list has its answer, from a letter until the suggestions, and the longest task that
// kept the page from answering to a finger, of all that ran since the box was touched.
import { createServer } from 'node:http'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [site, file] = process.argv.slice(2)
const queries = JSON.parse(readFileSync(file, 'utf8')).slice(0, 20)
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css', svg: 'image/svg+xml' }
const server = createServer((request, response) => {
  const path = join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname))
  if (!existsSync(path) || statSync(path).isDirectory()) return response.writeHead(404).end()
  response.setHeader('content-type', types[path.split('.').pop()] ?? 'application/octet-stream')
  createReadStream(path).pipe(response)
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const { chromium } = createRequire(new URL('../browser/package.json', import.meta.url))('playwright-core')
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

async function measure(address) {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage()
  await page.addInitScript(() => {
    window.tasks = []
    new PerformanceObserver(list => { for (const { duration } of list.getEntries()) window.tasks.push(duration) })
      .observe({ type: 'longtask' })
  })
  await page.goto(address)
  await page.waitForSelector('#p_resultados .buscar-lista>li')
  const throttled = await page.context().newCDPSession(page)
  await throttled.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const measured = await page.evaluate(async queries => {
    window.tasks.length = 0
    const place = document.getElementById('p_resultados'), input = document.querySelector('form[role=search] [name=q]')
    const list = place.querySelector('.buscar-lista'), suggestions = input.form.querySelector('[role=listbox]')
    // Letters that nothing starts with change nothing: they do not count.
    const changed = (node, act) => new Promise(done => {
      const began = performance.now(), late = setTimeout(() => end(NaN), 3000)
      const watch = new MutationObserver(() => end(performance.now() - began))
      function end(ms) {
        clearTimeout(late)
        watch.disconnect()
        done(ms)
      }
      watch.observe(node, { childList: true })
      act()
    })
    const rest = () => new Promise(done => setTimeout(done, 150))
    const lists = [], letters = []
    input.focus()
    for (const text of queries) {
      for (const warm of [false, true]) {
        const ms = await changed(list, () => { input.value = text; input.form.requestSubmit() })
        await rest()
        if (warm) lists.push(ms)
      }
      const typed = text.split(' ')[0].slice(0, 3)
      letters.push(await changed(suggestions, () => { input.focus(); input.value = typed; input.dispatchEvent(new Event('input')) }))
      await rest()
    }
    return { lists, letters, tasks: window.tasks }
  }, queries)
  const told = times => {
    const sorted = times.filter(ms => ms === ms).sort((a, b) => a - b), at = part => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
    return { n: sorted.length, p50: Math.round(at(0.5)), p95: Math.round(at(0.95)) }
  }
  const workers = page.workers().length
  await page.context().close()
  return { list: told(measured.lists), letter: told(measured.letters), longest: Math.round(Math.max(0, ...measured.tasks)), workers }
}

const address = `buscar.html?q=${encodeURIComponent(queries[0])}`
const host = await measure(`http://127.0.0.1:${server.address().port}/${address}`)
const disk = await measure(`${pathToFileURL(resolve(site)).href}/${address}`)
await browser.close()
server.close()
console.log(JSON.stringify({ host, disk }))
