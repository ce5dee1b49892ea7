// What a bad line makes of a link with a question in it: node search-line.mjs SITE QUERIES.json, in Chromium with 400 ms of
// latency and 50 kB a second, nothing kept from before. Prints JSON: until something is seen, and until the list is there.
import { readFileSync } from 'node:fs'
import { launch, serve } from '../browser/site.mjs'

const [site, file] = process.argv.slice(2)
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const [browser, server] = await Promise.all([launch(), serve(site)])

async function measure(question) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', LINE)
  const began = Date.now()
  await page.goto(`${server.url}buscar.html?q=${encodeURIComponent(question)}`, { waitUntil: 'commit' })
  await page.waitForSelector('#p_resultados .buscar-lista>li')
  const list = Date.now() - began
  const seen = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime)
  await context.close()
  return { list, seen }
}

const measured = []
for (const question of JSON.parse(readFileSync(file, 'utf8')).slice(0, 5)) measured.push(await measure(question))
await browser.close()
server.close()
const median = name => Math.round(measured.map(one => one[name]).sort((a, b) => a - b)[measured.length >> 1])
console.log(JSON.stringify({ seen: median('seen'), list: median('list') }))
