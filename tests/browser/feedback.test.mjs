// What readers think of the site: kept on the device, shown, downloaded, deleted, never sent by itself.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { acervo, complaints, fixture, kinds, serve } from "./site.mjs";
import { barriers, stage } from "./stage.mjs";

const DOCUMENT = (await kinds()).find((p) => p.key.startsWith("documento")).file;
const KEPT = "opiniones-1 Saber territorial";
const on = stage();

/** Says on a document's page that it did not help. */
async function complain(page, comment) {
  const form = page.locator("form.opinion");
  await form.scrollIntoViewIfNeeded();
  await form.locator("[value=guardar]").waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector(".opinion [value=guardar]").hidden);
  await form.locator("input[value=no]").check();
  await form.locator("input[value=no-entendi]").check();
  await form.locator("textarea").fill(comment);
  await form.locator("[value=guardar]").click();
}

for (const [place, address] of Object.entries(on.places)) {
  describe(place, () => {
    test("an opinion is kept, shown, downloaded and deleted; nothing is sent", async () => {
      const page = await on.browser.newPage({ viewport: { width: 360, height: 740 }, acceptDownloads: true });
      const found = complaints(page);
      const sent = [];
      page.on("request", (r) => {
        if (r.method() !== "GET") sent.push(r.url());
      });
      await page.goto(address(DOCUMENT));
      await complain(page, "Falta el costo");
      assert.match(await page.evaluate(() => document.activeElement.textContent), /./);
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "status");
      // Who changes their mind has one opinion of a page, not two.
      await complain(page, "Falta el costo por municipio");
      await page.goto(address("buscar.html?q=xilofonista"));
      await page.waitForFunction((key) => localStorage.getItem(key)?.includes("xilofonista"), KEPT);
      await page.locator("form.falta summary").click();
      assert.equal(await page.locator("form.falta input").inputValue(), "xilofonista");
      await page.locator("form.falta button").click();
      // A search that could be about a person leaves no trace.
      await page.goto(address(`buscar.html?q=${encodeURIComponent("qwzx 79456123")}`));
      await page.waitForFunction(() => document.querySelector("#p_falta").value.startsWith("qwzx"));
      await page.goto(address("opinion.html"));
      await page.waitForSelector("#p_opiniones li");
      assert.equal(await page.locator("#p_opiniones li").count(), 3);
      assert.deepEqual(await barriers(page), []);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator("[data-parte=descargar]").click(),
      ]);
      const file = JSON.parse(await readFile(await download.path(), "utf8"));
      assert.equal(file.acervo, "opiniones");
      const said = file.opiniones.map((o) => [o.tipo, o.pagina ?? o.consulta, o.comentario ?? "", o.motivos ?? []]);
      assert.deepEqual(said, [
        ["pagina", DOCUMENT, "Falta el costo por municipio", ["no-entendi"]],
        ["busqueda", "xilofonista", "", []],
        ["falta", "xilofonista", "", []],
      ]);
      await page.locator("#p_opiniones li button").first().click();
      assert.equal(await page.locator("#p_opiniones li").count(), 2);
      page.once("dialog", (d) => d.accept());
      await page.locator("[data-parte=borrar]").click();
      assert.equal(await page.locator("#p_opiniones li").count(), 0);
      assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEPT), null);
      assert.deepEqual(sent, []);
      assert.deepEqual(found, []);
    });
  });
}

test("of what a reader does no more is kept than they mean to say, and of that the newest", async () => {
  const page = await on.browser.newPage();
  const kept = () => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "[]"), KEPT);
  /** Asks for what the site does not have, and waits until the form below has the words. */
  const miss = async (query, words) => {
    await page.goto(`${on.server.url}buscar.html?${query}`);
    await page.waitForFunction((said) => document.querySelector("#p_falta").value === said, words);
  };
  // With a filter it may be the filter that finds nothing.
  await miss("q=xilofonista&coleccion=casos", "xilofonista");
  assert.deepEqual(await kept(), []);
  await miss("q=xilofonista", "xilofonista");
  await miss("q=xilofonista", "xilofonista");
  // What is asked for afterwards is found: it is not missing in the site.
  const asks = async (words, answer) => {
    await page.locator("#q").fill(words);
    await page.keyboard.press("Enter");
    await page.locator(".buscar-cuenta", { hasText: answer }).waitFor();
  };
  await asks("gobernanza", /resultado/);
  await asks("xilofonista", /xilofonista/);
  assert.deepEqual((await kept()).map((o) => [o.consulta, o.veces]), [["xilofonista", 3]]);
  // Who says yes at last gives no reason for a no.
  await page.goto(on.server.url + DOCUMENT);
  await complain(page, "");
  const form = page.locator("form.opinion");
  await form.locator("input[value=no]").check();
  await form.locator("input[value=no-entendi]").check();
  await form.locator("input[value=si]").check();
  await form.locator("[value=guardar]").click();
  assert.deepEqual((await kept()).map((o) => [o.tipo, o.sirvio, o.motivos]), [["busqueda", undefined, undefined], ["pagina", "si", []]]);
  await page.evaluate((key) => {
    const many = Array.from({ length: 300 }, (_, n) => ({ id: `${n}`, tipo: "falta", consulta: `c${n}`, comentario: "", fecha: "2026-01-01" }));
    localStorage.setItem(key, JSON.stringify(many));
  }, KEPT);
  await complain(page, "La última");
  const all = await kept();
  assert.deepEqual([all.length, all[0].consulta, all[299].comentario], [300, "c1", "La última"]);
  // Nothing goes without a yes.
  await page.goto(`${on.server.url}opinion.html`);
  await page.waitForSelector("#p_opiniones li");
  page.once("dialog", (d) => d.dismiss());
  await page.locator("[data-parte=borrar]").click();
  assert.equal((await kept()).length, 300);
});

test("by mail go as many of the newest as an address holds, and the page says how many", async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "acervo-correo-"));
  t.after(() => rm(folder, { recursive: true }));
  await cp(fixture, folder, { recursive: true });
  execFileSync(acervo, ["build", "--root", folder], { stdio: "pipe" });
  const server = await serve(path.join(folder, "public"));
  t.after(() => server.close());
  const page = await on.browser.newPage();
  await page.goto(`${server.url}404.html`);
  await page.evaluate((key) => {
    const many = Array.from({ length: 40 }, (_, n) => ({ id: `${n}`, tipo: "falta", consulta: `¿Y la «vía» ${n}?`, comentario: "", fecha: "2026-01-01" }));
    localStorage.setItem(key, JSON.stringify(many));
  }, await page.evaluate(() => "opiniones-1 " + document.querySelector("meta[property='og:site_name']").content));
  await page.goto(`${server.url}opinion.html`);
  await page.waitForSelector("#p_opiniones li");
  const address = await page.locator("[data-parte=correo]").getAttribute("href");
  assert.match(address, /^mailto:contacto@ejemplo\.test\?subject=/);
  assert.ok(address.length <= 1900, `${address.length}`);
  const body = new URL(address).searchParams.get("body");
  const { opiniones } = JSON.parse(body.slice(body.indexOf("{")));
  assert.ok(opiniones.length > 1 && opiniones.length < 40, `${opiniones.length}`);
  assert.equal(opiniones.at(-1).consulta, "¿Y la «vía» 39?");
  const told = await page.locator("[data-parte=caben]").innerText();
  assert.ok(told.includes(`${opiniones.length}`) && told.includes("40"), told);
});

test("where nothing may be kept, the page says so and works on", async () => {
  const page = await on.browser.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  const found = complaints(page);
  await page.goto(on.server.url + DOCUMENT);
  const words = await page.locator("form.opinion").getAttribute("data-bloqueado");
  await complain(page, "");
  assert.ok((await page.locator("form.opinion [role=status]").innerText()).startsWith(words));
  await page.goto(`${on.server.url}opinion.html`);
  await page.waitForLoadState("networkidle");
  assert.ok(await page.locator("[data-parte=vacia]").isVisible());
  assert.deepEqual(found, []);
});

test("without JavaScript nothing is offered that would not work", async () => {
  const page = await on.browser.newPage({ javaScriptEnabled: false });
  await page.goto(on.server.url + DOCUMENT);
  assert.equal(await page.locator("form.opinion").isVisible(), false);
  await page.goto(`${on.server.url}opinion.html`);
  assert.equal(await page.locator("[data-parte=descargar]").isVisible(), false);
  assert.ok(await page.locator("noscript, .nota").first().isVisible());
});

test("sites that share a host keep their opinions apart", async () => {
  const page = await on.browser.newPage();
  const address = on.places["a web host"];
  const comments = async () => {
    await page.goto(address("opinion.html"));
    await page.waitForSelector("#p_opiniones li");
    return page.locator("#p_opiniones li p").allTextContents();
  };
  const other = async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    await route.fulfill({ response, body: html.replace(/(og:site_name" content=")[^"]*/, "$1Otro sitio") });
  };
  await page.goto(address(DOCUMENT));
  await complain(page, "para este sitio");
  await page.route("**/*.html", other);
  await page.goto(address(DOCUMENT));
  await complain(page, "para el otro");
  assert.deepEqual(await comments(), ["para el otro"]);
  page.once("dialog", (dialog) => dialog.accept());
  await page.locator("[data-parte=borrar]").click();
  await page.unroute("**/*.html", other);
  assert.deepEqual(await comments(), ["para este sitio"]);
});
