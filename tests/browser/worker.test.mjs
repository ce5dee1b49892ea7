// Visited pages without a connection: installed, offline, a new version, turned off again.
import { after, afterEach, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { acervo, fixture, launch, serve } from "./site.mjs";
import { closeAfterEach } from "./stage.mjs";

let browser, root, server;
const build = () => execFileSync(acervo, ["build", "--root", root], { stdio: "pipe" });

before(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), "acervo-sw-"));
  await cp(fixture, root, { recursive: true });
  build();
  [browser, server] = await Promise.all([launch(), serve(path.join(root, "public"))]);
});
closeAfterEach(() => browser);
after(async () => {
  await browser.close();
  server.close();
  await rm(root, { recursive: true, force: true });
});
// A test that fails leaves the server to the next one as it should be.
afterEach(async () => {
  server.silent = server.broken = false;
  await server.start();
});

/** Changes a file of the site and builds it again. */
async function edit(file, from, to) {
  const name = path.join(root, file);
  const text = await readFile(name, "utf8");
  assert.ok(text.includes(from), `${file} has no ${from}`);
  await writeFile(name, text.replace(from, to));
  build();
}

test("the worker keeps what was visited, tells of a new version, and goes when it is turned off", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}casos/rio.html`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  // The first page was loaded without the worker; from the next one on it sees everything.
  await page.goto(`${server.url}casos/cerro.html`);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.goto(`${server.url}buscar.html?q=acueducto`);
  await page.waitForSelector(".buscar-lista>li");

  await context.setOffline(true);
  server.stop();
  await page.goto(`${server.url}casos/rio.html`);
  assert.equal(await page.locator("h1").innerText(), "El acueducto del río");
  // Style and scripts are there too.
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector(".cabeza")).borderBottomStyle), "none");
  // A page is kept whatever was asked of it.
  await page.goto(`${server.url}buscar.html?q=cerro`);
  await page.waitForSelector(".buscar-lista>li");
  await page.goto(`${server.url}guias/plan.html`);
  assert.equal(page.url(), `${server.url}guias/plan.html`, "the address stays");
  assert.equal(await page.locator("h1").innerText(), "Esta página no está en su dispositivo");
  assert.equal(await page.evaluate(() => document.querySelector(".salto").pathname), new URL(page.url()).pathname);
  await page.locator("main a[href$='buscar.html']").click();
  await page.waitForURL(`${server.url}buscar.html`);
  await page.goBack();
  await context.setOffline(false);
  await server.start();
  await page.locator("main form button").click();
  await page.waitForFunction(() => document.querySelector("h1").textContent.includes("Plan"));

  // A new version is told and waits for the reader.
  await edit("content/casos/rio.md", "El acueducto del río", "El acueducto del río grande");
  await page.goto(`${server.url}casos/rio.html`);
  assert.equal(await page.locator("h1").innerText(), "El acueducto del río grande", "the network comes first");
  const notice = page.locator(".version");
  await notice.waitFor({ state: "visible" });
  assert.match(await notice.innerText(), /versión nueva/);
  await Promise.all([page.waitForEvent("load"), notice.locator("button").click()]);
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()).waiting);
  assert.equal(await page.locator(".version").isVisible(), false);

  // Turned off, the published script removes the worker and all it kept.
  await edit("site.toml", "service_worker = true", "service_worker = false");
  await page.goto(`${server.url}index.html`);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()));
  await page.waitForFunction(async () => (await caches.keys()).length === 0);
  assert.equal(await page.locator(".version").count(), 0);
  await edit("site.toml", "service_worker = false", "service_worker = true");
});

test("the first view does not wait for the worker", async () => {
  const page = await browser.newPage();
  const before = [];
  page.on("request", (r) => before.push(r.url().slice(server.url.length)));
  await page.goto(`${server.url}casos/rio.html`);
  const early = before.filter((name) => /sw\.js|sin-conexion/.test(name));
  assert.deepEqual(early, []);
  assert.ok(before.length <= 4, before.join(" "));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
});

/** A reader whose worker sees all requests. */
async function reader() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}casos/rio.html`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  return { context, page };
}

test("what the site needs stays on the device, however many pages were visited", async () => {
  const { context, page } = await reader();
  const many = path.join(root, "public/muchas");
  await mkdir(many);
  for (let n = 0; n < 160; n++) await writeFile(path.join(many, `${n}.html`), "<h1>Una de muchas</h1>");
  await writeFile(path.join(many, "grande.pdf"), Buffer.alloc(1_000_001));
  await page.evaluate(async (home) => {
    const visit = async (name) => (await fetch(`${home}muchas/${name}`)).blob();
    for (let n = 0; n < 160; n++) {
      await visit(`${n}.html`);
      if (n === 80) await visit("0.html");
    }
    await visit("grande.pdf");
  }, server.url);
  const pages = () => page.evaluate(async () => {
    const name = (await caches.keys()).find((one) => one.endsWith(" paginas"));
    return (await (await caches.open(name)).keys()).map((one) => one.url);
  });
  // The last ones are still being put there.
  await page.waitForTimeout(500);
  const urls = await pages();
  assert.ok(urls.length >= 150 && urls.length < 160, `${urls.length} pages`);
  assert.ok(!urls.includes(`${server.url}muchas/1.html`), "the oldest of the others went");
  assert.ok(urls.includes(`${server.url}muchas/0.html`), "what was visited again is not old");
  assert.ok(!urls.includes(`${server.url}muchas/grande.pdf`), "what is large takes no room");
  await context.setOffline(true);
  server.stop();
  for (const [name, title] of [["", "¿Qué necesita resolver hoy?"], ["index.html", "¿Qué necesita resolver hoy?"], ["buscar.html", "Buscar"], ["guias/plan.html", "Esta página no está en su dispositivo"]]) {
    await page.goto(server.url + name);
    assert.equal(await page.locator("h1").innerText(), title);
  }
  await context.close();
  await rm(many, { recursive: true });
});

test("a page that the host shows without its ending is kept for links that have it", async () => {
  server.bare = true;
  const { context, page } = await reader();
  assert.equal(page.url(), `${server.url}casos/rio`);
  await page.goto(`${server.url}casos/cerro`);
  await context.setOffline(true);
  server.stop();
  for (const name of ["casos/rio.html", "casos/rio", "casos/cerro.html", "index.html", ""]) {
    await page.goto(server.url + name);
    assert.notEqual(await page.locator("h1").innerText(), "Esta página no está en su dispositivo", name);
  }
  server.bare = false;
  await server.start();
});

test("a visited page shows where the connection is there and nobody answers", async () => {
  const { page } = await reader();
  server.silent = true;
  await page.goto(`${server.url}casos/rio.html`, { timeout: 8000 });
  assert.match(await page.locator("h1").innerText(), /acueducto/);
});

test("a page that comes by half, as on a line that breaks, does not take the place of the one that is kept", async () => {
  const { context, page } = await reader();
  server.broken = true;
  await page.goto(`${server.url}casos/rio.html`).catch(() => {});
  await page.waitForTimeout(500);
  server.broken = false;
  await context.setOffline(true);
  server.stop();
  await page.goto(`${server.url}casos/rio.html`);
  assert.match(await page.locator("h1").innerText(), /acueducto/);
  assert.equal(await page.locator(".pie").count(), 1, "all of it is there");
  await context.close();
});

test("the notice of a new version covers nothing the keyboard comes to, and works in every tab", async () => {
  const { context, page } = await reader();
  const other = await context.newPage();
  await other.goto(`${server.url}casos/cerro.html`);
  await edit("content/casos/cerro.md", "cerro", "monte");
  for (const tab of [page, other]) {
    await tab.setViewportSize({ width: 360, height: 640 });
    await tab.reload();
    await tab.locator(".version").waitFor({ state: "visible" });
  }
  const under = [];
  await page.bringToFront();
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press("Tab");
    under.push(...(await page.evaluate(hiddenStops)));
  }
  assert.deepEqual(under, []);
  await Promise.all([page.waitForEvent("load"), page.locator(".version button").click()]);
  await other.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()).waiting);
  await Promise.all([other.waitForEvent("load"), other.locator(".version button").click()]);
  assert.equal(await other.locator(".version").isVisible(), false);
});

/** Runs in the page: what has the focus, when the notice covers all of it. */
function hiddenStops() {
  const e = document.activeElement;
  const notice = document.querySelector(".version");
  if (e === document.body || notice.contains(e)) return [];
  return e.getBoundingClientRect().top >= notice.getBoundingClientRect().top ? [e.outerHTML.slice(0, 80)] : [];
}
