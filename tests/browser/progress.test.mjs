// Progress of study: it stays on the device, over http and from a disk.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { complaints } from "./site.mjs";
import { barriers, stage } from "./stage.mjs";

const KEY = "acervo.progreso.1.saber-territorial";
const MODULE = "modulos/fundamentos.html";
const ASKS = "modulos/seguimiento.html";
const PATH = "rutas/equipos-municipales.html";
const on = stage();
let folder;
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "avance-"));
});
after(() => rm(folder, { recursive: true }));

/** A reader with a device of their own. */
async function reader(place, options = {}) {
  const context = await on.browser.newContext({ locale: "es-CO", ...options });
  const page = await context.newPage();
  const found = complaints(page);
  const open = async (file) => {
    await page.goto(on.places[place](file));
    const panel = page.locator("#p_avance");
    if (await panel.count()) {
      await panel.scrollIntoViewIfNeeded();
      await page.locator("[data-accion=guardar]").waitFor({ state: "visible" });
    }
  };
  return { context, page, open, found };
}
const done = (page) => page.getByLabel("Ya hice este módulo");
const said = (page) => page.locator("#p_avance .dicho");
const kept = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);

/** Clicks a button that saves a file, and gives the file. */
async function saved(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("[data-accion=guardar]").click(),
  ]);
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}
/** Brings a file with this text; gives what the page says of it. */
async function bring(page, text) {
  const file = path.join(folder, "traer.json");
  await writeFile(file, text);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.locator("[data-accion=traer]").click(),
  ]);
  await chooser.setFiles(file);
  await page.waitForFunction(() => document.querySelector("#p_avance .dicho").textContent);
  return said(page).innerText();
}

for (const place of Object.keys(on.places)) {
  describe(place, () => {
    test("what is done stays done and shows on module, path and home", async () => {
      const { page, open, found } = await reader(place);
      await open(MODULE);
      assert.equal(await kept(page), null, "nothing is kept before the reader does something");
      const boxes = page.locator(".lugares .casillas").first();
      assert.equal(await boxes.isVisible(), false, "no progress, no boxes of it");
      await done(page).check();
      assert.ok(await boxes.isVisible());
      assert.match(await page.locator("#p_avance .logrado").innerText(), /^Hecho el \d+ de [a-z]+ de \d{4}$/);
      await page.reload();
      await page.locator("#p_avance .logrado").waitFor({ state: "visible" });
      assert.ok(await done(page).isChecked());
      assert.match(await page.locator(".lugares").innerText(), /1 de 4 hechos/);
      await open(PATH);
      assert.match(await page.locator("li[data-doc].avance-hecho").innerText(), /Hecho el/);
      assert.equal(await page.locator("li[data-doc].avance-hecho").count(), 1);
      assert.equal(await page.locator("#p_avance .logrado").innerText(), "1 de 4 módulos hechos");
      await open("index.html");
      await page.getByText("1 de 4 hechos").waitFor();
      await open(MODULE);
      await done(page).uncheck();
      assert.equal(await kept(page), null, "what is taken back leaves nothing");
      assert.deepEqual(found, []);
    });

    test("an answer gets its feedback beside it, stays, and counts", async () => {
      const { page, open, found } = await reader(place);
      await page.goto(on.places[place](ASKS));
      const first = page.locator("fieldset.pregunta").first();
      // Coming to the first question is enough to load the script.
      await first.scrollIntoViewIfNeeded();
      const check = first.locator(".comprobar"), told = first.getByRole("status");
      await check.click();
      assert.match(await told.innerText(), /Primero marque una respuesta/);
      assert.equal(await kept(page), null);
      await first.locator("input:not([data-correcta])").first().check();
      await check.click();
      assert.match(await told.innerText(), /^No es correcto/);
      const wrong = await first.locator("input:not([data-correcta])").first().getAttribute("value");
      const feedback = await first.locator(`.respuesta [data-retro="${wrong}"]`).textContent();
      assert.ok((await told.innerText()).includes(feedback.trim().slice(0, 20)), feedback);
      await first.locator("input[data-correcta]").check();
      await check.click();
      assert.match(await told.innerText(), /^Correcto\./);
      const total = await page.locator("fieldset.pregunta").count();
      assert.equal(await page.locator("#p_avance .logrado").innerText(), `1 de ${total} respuestas correctas`);

      const many = page.locator("fieldset.pregunta[data-tipo=multiple]").first();
      await many.locator("input[data-correcta]").first().check();
      await many.locator(".comprobar").click();
      assert.match(await many.getByRole("status").innerText(), /^Casi: falta/);
      for (const box of await many.locator("input[data-correcta]").all()) await box.check();
      await many.locator(".comprobar").click();
      assert.match(await many.getByRole("status").innerText(), /^Correcto\./);
      assert.equal(await page.locator("#p_avance .logrado").innerText(), `2 de ${total} respuestas correctas`);

      await page.reload();
      await check.waitFor();
      assert.ok(await first.locator("input[data-correcta]").isChecked());
      assert.match(await told.innerText(), /^Correcto\./);
      await open("rutas/equipos-departamentales.html");
      assert.match(await page.locator(`li[data-doc="${ASKS}"]`).innerText(), new RegExp(`2 de ${total} respuestas`));
      assert.deepEqual(found, []);
    });

    test("progress goes into a file and comes back on another device without losing anything", async () => {
      const first = await reader(place);
      await first.open(MODULE);
      await done(first.page).check();
      const file = await saved(first.page);
      assert.match(path.basename(file), /^avance-saber-territorial-\d{4}-\d\d-\d\d\.json$/);
      await first.context.close();

      const second = await reader(place);
      const { page, open } = second;
      await open("modulos/conocimiento.html");
      await done(page).check();
      await open(PATH);
      const text = await bring(page, await readFile(file, "utf8"));
      assert.equal(text, "Se trajo el avance de 1 módulo. Lo que ya tenía sigue aquí.");
      assert.equal(await page.locator("#p_avance .logrado").innerText(), "2 de 4 módulos hechos");

      // Of two days the first one stays, whichever was brought last.
      const later = await readFile(file, "utf8"), earlier = JSON.parse(later);
      Object.assign(earlier.documentos[MODULE], { hecho: "2020-01-02", preguntas: 99 });
      for (const brought of [JSON.stringify(earlier), later]) {
        await bring(page, brought);
        const { hecho, preguntas } = JSON.parse(await kept(page)).documentos[MODULE];
        assert.deepEqual([hecho, preguntas], ["2020-01-02", 99]);
      }
      await second.context.close();
    });

    test("a wrong file gets a clear message and changes nothing", async () => {
      const { page, open, found } = await reader(place);
      await open(MODULE);
      await done(page).check();
      const own = await kept(page);
      const good = JSON.parse(own);
      const wrong = [
        ["no es JSON", /no se pudo leer/],
        ["[]", /no es un avance de este sitio/],
        [JSON.stringify({ ...good, sitio: "otro" }), /no es un avance de este sitio/],
        [JSON.stringify({ ...good, version: 2 }), /versión más nueva/],
        [JSON.stringify({ ...good, documentos: { "x.html": { titulo: "x", hecho: "ayer", respuestas: {} } } }), /no se pudo leer/],
        [JSON.stringify({ ...good, documentos: { "javascript:x.html": good.documentos[MODULE] } }), /no se pudo leer/],
        [own + " ".repeat(1000001), /no se pudo leer/],
      ];
      for (const [text, message] of wrong) {
        const answer = await bring(page, text);
        assert.match(answer, message, text.slice(0, 80));
        assert.match(answer, /No se cambió nada/);
        assert.equal(await kept(page), own);
      }
      assert.deepEqual(found, []);
    });

    test("all can be deleted, after a question", async () => {
      const { page, open } = await reader(place);
      await open(MODULE);
      await done(page).check();
      page.once("dialog", (dialog) => dialog.dismiss());
      await page.locator("[data-accion=borrar]").click();
      assert.ok(await kept(page));
      page.once("dialog", (dialog) => dialog.accept());
      await page.locator("[data-accion=borrar]").click();
      assert.equal(await kept(page), null);
      assert.equal(await said(page).innerText(), "Se borró todo el avance.");
      assert.equal(await done(page).isChecked(), false);
    });

    test("where nothing can be kept the page says so and works on", async () => {
      const { context, page, open, found } = await reader(place);
      await context.addInitScript(() => {
        Object.defineProperty(window, "localStorage", {
          get() {
            throw new DOMException("denied", "SecurityError");
          },
        });
      });
      await open(MODULE);
      assert.match(await said(page).innerText(), /no deja guardar/);
      await done(page).check();
      assert.match(await page.locator("#p_avance .logrado").innerText(), /^Hecho el/);
      const file = await saved(page);
      assert.ok(JSON.parse(await readFile(file, "utf8")).documentos[MODULE].hecho);
      assert.deepEqual(found, []);
    });
  });
}

test("another site on the same host keeps its own progress", async () => {
  const { page, open } = await reader("a web host");
  await open(MODULE);
  await page.evaluate((key) => localStorage.setItem(key.replace(/[^.]*$/, "otro"), "de otro"), KEY);
  await done(page).check();
  page.once("dialog", (dialog) => dialog.accept());
  await page.locator("[data-accion=borrar]").click();
  assert.equal(await page.evaluate((key) => localStorage.getItem(key.replace(/[^.]*$/, "otro")), KEY), "de otro");
});

test("what another program left under the same name does not stop the page", async () => {
  const { page, open, found } = await reader("a web host");
  await open(MODULE);
  for (const text of ["", "null", "{", '{"formato":"acervo-progreso","version":1,"documentos":7}']) {
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, text]);
    await open(MODULE);
    assert.equal(await done(page).isChecked(), false);
  }
  assert.deepEqual(found, []);
});

test("an answer to a question that was rewritten is not shown as given", async () => {
  const { page, open } = await reader("a web host");
  await open(ASKS);
  const first = page.locator("fieldset.pregunta").first();
  await first.locator("input[data-correcta]").check();
  await first.locator(".comprobar").click();
  await page.evaluate((key) => {
    const data = JSON.parse(localStorage.getItem(key));
    for (const d of Object.values(data.documentos)) d.respuestas[1].huella = "otra";
    localStorage.setItem(key, JSON.stringify(data));
  }, KEY);
  await page.reload();
  await first.locator(".comprobar").waitFor();
  assert.equal(await first.locator("input:checked").count(), 0);
  assert.equal(await first.getByRole("status").innerText(), "");
});

test("of two answers to one question the later one counts, whichever was brought", async () => {
  const { page, open } = await reader("a web host");
  await open(ASKS);
  const first = page.locator("fieldset.pregunta").first();
  await first.locator("input:not([data-correcta])").first().check();
  await first.locator(".comprobar").click();
  const early = await kept(page);
  await first.locator("input[data-correcta]").check();
  await first.locator(".comprobar").click();
  await bring(page, early);
  assert.ok(await first.locator("input[data-correcta]").isChecked());
  const late = early.replace(/"cuando":"\d{4}/g, '"cuando":"2999');
  await bring(page, late);
  assert.equal(await first.locator("input[data-correcta]").isChecked(), false);
  assert.match(await first.getByRole("status").innerText(), /^No es correcto/);
});

test("answering needs no mouse", async () => {
  const { page, open } = await reader("a web host");
  await open(ASKS);
  const first = page.locator("fieldset.pregunta").first();
  await first.locator("input").first().focus();
  await page.keyboard.press("Space");
  assert.ok(await first.locator("input").first().isChecked());
  assert.equal(await first.getByRole("status").innerText(), "", "moving among options gives nothing away");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "comprobar");
  await page.keyboard.press("Enter");
  assert.notEqual(await first.getByRole("status").innerText(), "");
  // Links in the feedback come first, then the answer to unfold.
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.tagName === "SUMMARY")) break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
});

test("with progress on the page axe finds nothing, in light and dark, and nothing is pushed out", async () => {
  const { page, open } = await reader("a web host", { viewport: { width: 360, height: 800 } });
  await open(ASKS);
  const first = page.locator("fieldset.pregunta").first();
  await first.locator("input").first().check();
  await first.locator(".comprobar").click();
  await done(page).check();
  for (const file of [ASKS, "rutas/equipos-departamentales.html", "index.html"]) {
    await open(file);
    assert.deepEqual(await barriers(page), [], file);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await barriers(page, ["color-contrast"]), [], file);
    await page.emulateMedia({ colorScheme: "light" });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${file} scrolls sideways by ${over} px`);
  }
});

test("with the keyboard alone: mark as done, and all buttons in order", async () => {
  const { page, open } = await reader("a web host");
  await open(MODULE);
  await done(page).focus();
  await page.keyboard.press("Space");
  assert.ok(await done(page).isChecked());
  const order = [];
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press("Tab");
    order.push(await page.evaluate(() => document.activeElement.dataset.accion));
  }
  assert.deepEqual(order, ["guardar", "traer", "borrar"]);
});

test("without JavaScript there is no dead button", async () => {
  const { page } = await reader("a web host", { javaScriptEnabled: false });
  for (const file of [MODULE, PATH, "index.html"]) {
    await page.goto(on.server.url + file);
    assert.equal(await page.locator("main button:visible:not(.buscador button), #p_avance input:visible").count(), 0, file);
  }
  await page.goto(on.server.url + PATH);
  assert.match(await page.locator("#p_avance").innerText(), /hace falta JavaScript/);
});

test("the summary prints alone and says that it is no certificate", async () => {
  const { page, open } = await reader("a web host");
  await open(MODULE);
  await done(page).check();
  await open(PATH);
  await page.evaluate(() => {
    window.print = () => {
      window.printed = document.documentElement.dataset.imprime;
    };
  });
  await page.locator("[data-accion=imprimir]").click();
  assert.equal(await page.evaluate(() => window.printed), "avance");
  assert.equal(await page.locator(".resumen-avance").isVisible(), false, "nothing shows on the screen");
  await page.emulateMedia({ media: "print" });
  const sheet = page.locator(".resumen-avance");
  const text = await sheet.innerText();
  assert.match(text, /Resumen de avance\. No es un certificado\./);
  assert.match(text, /Hecho el/);
  assert.equal(await sheet.locator("tbody tr").count(), 4);
  assert.equal(await page.locator("main").isVisible(), false);
  // Afterwards the page prints as always.
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok(await page.locator("main h1").isVisible());
  assert.equal(await sheet.isVisible(), false);
});

test("a whole path prints with each module on its own sheet", async () => {
  const { page } = await reader("a web host");
  await page.goto(on.server.url + PATH);
  await page.getByRole("link", { name: /toda la ruta/ }).click();
  assert.equal(await page.locator("meta[name=robots]").getAttribute("content"), "noindex");
  assert.equal(await page.locator("article.parte").count(), 4);
  const levels = await page.locator("main h1, main h2, main h3, main h4").evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
  levels.forEach((level, i) => assert.ok(i === 0 || level <= levels[i - 1] + 1, `heading ${i} jumps`));
  await page.emulateMedia({ media: "print" });
  const breaks = await page.locator("article.parte").evaluateAll((all) => all.map((a) => getComputedStyle(a).breakBefore));
  assert.deepEqual([...new Set(breaks)], ["page"]);
});

test("printed, a module gives its answers after its text, on a sheet of their own", async () => {
  const { page, open } = await reader("a web host");
  for (const file of [MODULE, "rutas/equipos-municipales/imprimir.html"]) {
    await page.emulateMedia({ media: "screen" });
    await open(file);
    const body = page.locator(".cuerpo", { has: page.locator("fieldset.pregunta") }).first();
    await page.emulateMedia({ media: "print" });
    const answers = body.locator(".respuesta");
    const tops = await answers.evaluateAll((all) => all.map((e) => e.getBoundingClientRect().top));
    const text = await body.evaluate((e) => Math.max(...[...e.querySelectorAll(":scope>:not(.pregunta),.opcion")].map((one) => one.getBoundingClientRect().bottom)));
    assert.ok(tops.length > 1 && tops.every((top) => top >= text), `${file}: ${tops} after ${text}`);
    assert.deepEqual(await answers.evaluateAll((all) => all.map((e) => getComputedStyle(e).breakBefore)), ["page", ...tops.slice(1).map(() => "auto")]);
    assert.match(await answers.nth(1).innerText(), /^Respuesta a la pregunta 2\n/);
    // A question within something else has its number as well, or those after it would have another than their answers.
    const numbered = await body.locator("fieldset.pregunta").evaluateAll((all) => {
      all[0].replaceWith(document.createElement("aside"));
      document.querySelector(".cuerpo aside").append(all[0]);
      return all.map((e) => getComputedStyle(e.firstElementChild).counterIncrement);
    });
    assert.deepEqual([...new Set(numbered)], ["pregunta 1"]);
  }
});
