// Searching as an official does: from a web host and from a disk, by keyboard and by address.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { readdirSync } from "node:fs";
import { bitsOf, dataOf, numberOf } from "./search-bits.mjs";
import { bring, handed } from "./search-handed.mjs";
import { acervo, complaints, serve, site } from "./site.mjs";
import { barriers, stage } from "./stage.mjs";

const on = stage();

const titles = (page) => page.locator("#p_resultados .buscar-lista>li h2").allInnerTexts();

/** The focus is the last thing that an answer moves: what is pressed before it may move away from the mouse. */
const answered = (page) => page.locator(".buscar-cuenta:focus").waitFor();

/** A new page, its complaints, and its first results; `first` runs before any script of the page. */
async function results(address, first = () => {}, options = {}) {
  const context = await on.browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  const page = await context.newPage();
  const found = complaints(page);
  await page.addInitScript(first);
  await page.goto(address);
  return { page, found, close: () => context.close() };
}

for (const [place, address] of Object.entries(on.places)) {
  describe(place, () => {
    test("typed without accents in the home page's box, the word finds its case", async () => {
      const { page, found, close } = await results(address("index.html"));
      await page.locator("main form[role=search] input[name=q]").fill("capacitacion");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      assert.match(page.url(), /buscar\.html\?.*q=capacitacion/);
      const first = (await titles(page))[0];
      assert.match(first, /Capacitación Municipal/);
      assert.ok((await page.locator("#p_resultados mark").count()) > 0, "words are marked");
      await page.locator("#p_resultados .buscar-lista>li a").first().click();
      await page.waitForSelector("article, main h1");
      assert.match(page.url(), /capacitacion-municipal\.html/);
      assert.deepEqual(found, []);
      await close();
    });

    test("a slip of the finger is forgiven and told", async () => {
      const { page, found, close } = await results(address("buscar.html?q=capasitacion"));
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      assert.match((await titles(page))[0], /Capacitación/);
      assert.match(await page.locator("#p_resultados").innerText(), /«capasitacion».+ Buscamos capacitación\./, "as documents write it");
      assert.deepEqual(found, []);
      await close();
    });

    test("on a phone what was chosen stands above its results, and takes itself off", async () => {
      const { page, found, close } = await results(address("buscar.html?q=agua&coleccion=casos"));
      const chip = page.locator("#p_resultados .buscar-fichas button");
      await chip.waitFor();
      assert.equal(await chip.getAttribute("aria-label"), "Quitar el filtro Buenas prácticas");
      const filters = page.locator("#p_resultados .buscar-filtros");
      assert.equal(await filters.getAttribute("open"), null, "the first result is on the screen");
      assert.ok((await page.locator("#p_resultados .buscar-lista>li").first().boundingBox()).y < 740);
      await page.goto(address("buscar.html?q=agua&coleccion=rutas"));
      await chip.waitFor();
      const why = page.locator("#p_resultados .buscar-nada>:first-child");
      assert.ok(await why.isVisible(), "nothing was found because of the filter, and that is told");
      await chip.click();
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      assert.equal(await chip.count(), 0);
      for (const filter of ["", "&coleccion=casos"]) {
        await page.goto(address(`buscar.html?q=xilofonista${filter}`));
        await answered(page);
        assert.ok(await page.locator("#p_resultados .buscar-nada").isVisible());
        assert.ok(!(await why.isVisible()), "filters are not why, and there is no talk of them");
      }
      assert.deepEqual(found, []);
      await close();
    });

    test("no line of a fragment ends within a code", async () => {
      const { page, found, close } = await results(address("buscar.html?q=" + encodeURIComponent("capacitacion municipal H-051")));
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      const broken = await page.locator("#p_resultados .buscar-lista>li>p").evaluateAll((all) => all.flatMap((p) => {
        const letters = [], walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) [...walker.currentNode.data].forEach((letter, at) => letters.push({ letter, at, node: walker.currentNode }));
        const top = ({ node, at }) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect().top;
        };
        const seen = letters.filter(({ letter }) => letter !== "\u2060");
        return seen.filter((one, at) => one.letter === "-" && Math.abs(top(one) - top(seen[at + 1])) > 3).map(() => p.textContent);
      }));
      assert.deepEqual(broken, []);
      assert.deepEqual(found, []);
      await close();
    });

    test("an acronym finds what it stands for; nothing is invented for what is not here", async () => {
      const { page, found, close } = await results(address("buscar.html?q=ATT"));
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      await page.goto(address("buscar.html?q=xilofonista"));
      await page.waitForFunction(() => document.querySelector("#p_resultados").innerText.includes("xilofonista"));
      assert.equal(await page.locator("#p_resultados .buscar-lista>li").count(), 0);
      assert.deepEqual(found, []);
      await close();
    });

    test("who finds nothing sees words of the site that begin alike, and they lead somewhere", async () => {
      const { page, found, close } = await results(address("buscar.html?q=municipiotes"));
      const near = page.locator("#p_resultados").getByRole("link", { name: "municipios", exact: true });
      await near.waitFor();
      await near.click();
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      assert.deepEqual(found, []);
      await close();
    });

    test("arrows choose a suggestion and Enter opens it", async () => {
      const { page, found, close } = await results(address("index.html"));
      const input = page.locator("main form[role=search] input[name=q]");
      await input.focus();
      await input.pressSequentially("gober", { delay: 20 });
      await page.waitForSelector("[role=listbox] [role=option]");
      await page.keyboard.press("ArrowDown");
      const active = await input.getAttribute("aria-activedescendant");
      assert.ok(active, "an option is active");
      assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("[role=listbox]:visible").count(), 0);
      assert.deepEqual(found, []);
      await close();
    });

    test("a filter narrows the list, is in the address, and the page has no barrier", async () => {
      const { page, found, close } = await results(address("buscar.html?q=asistencia"));
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      const all = await page.locator("#p_resultados .buscar-cuenta").innerText();
      await page.goto(address("buscar.html?q=asistencia&coleccion=guias"));
      await page.waitForSelector("#p_resultados .buscar-lista>li");
      const some = await page.locator("#p_resultados .buscar-cuenta").innerText();
      assert.ok(Number.parseInt(some) < Number.parseInt(all), `${some} of ${all}`);
      assert.deepEqual(found, []);
      assert.deepEqual(await barriers(page), []);
      await close();
    });
  });
}

test("with its filters open the page does not scroll sideways, on a phone and a wide screen", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=plan"));
  await page.waitForSelector("#p_resultados .buscar-lista>li");
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    await page.reload();
    await page.waitForSelector("#p_resultados .buscar-lista>li");
    const filters = page.locator("#p_resultados .buscar-filtros");
    if (width === 360) await filters.locator("summary").click();
    await filters.locator("label").first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  }
  await close();
});

describe("while the client is on its way", () => {
  /** The page of a question whose client comes when `come` is called, or never with `abort`. */
  async function waiting() {
    const context = await on.browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    let come, abort;
    const settled = new Promise((resolve, reject) => ([come, abort] = [resolve, reject]));
    // It may be over before the client is asked for.
    settled.catch(() => {});
    await page.route("**/recursos/cliente.*", (route) => settled.then(() => route.continue(), () => route.abort()));
    await page.goto(on.places["a web host"]("buscar.html?q=plan"), { waitUntil: "commit" });
    await page.locator("#p_resultados").waitFor({ state: "attached" });
    return { page, come, abort, close: () => context.close() };
  }

  test("the box has the question, the page says that it searches, and what is typed stays", async () => {
    const { page, come, close } = await waiting();
    await page.waitForFunction(() => document.getElementById("q").value === "plan");
    const told = await page.evaluate(() => getComputedStyle(document.querySelector("#p_resultados p"), "::before").content);
    assert.match(told, /Buscando…/);
    await page.locator("#q").fill("mipg munici");
    come();
    await page.waitForSelector("#p_resultados .buscar-lista>li");
    await page.locator("#q").pressSequentially("pal");
    assert.equal(await page.locator("#q").inputValue(), "mipg municipal");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=mipg\+municipal/);
    await page.goBack();
    assert.equal(await page.locator("#q").inputValue(), "plan", "the box has what the address asks");
    await close();
  });

  test("when it does not come, the page says so and shows its titles", async () => {
    const { page, abort, close } = await waiting();
    abort();
    await page.getByText("No se pudo cargar la búsqueda").waitFor();
    assert.equal(await page.evaluate(() => document.querySelector("#p_resultados p").getAttribute("role")), "status");
    assert.ok((await page.locator("#p_indice_titulos").boundingBox()).y < 740, "the titles are on the screen");
    await page.unroute("**/recursos/cliente.*");
    await page.locator("#q").focus();
    await page.waitForSelector("#p_resultados .buscar-lista>li");
    await close();
  });
});

test("a link with a question waits for the client and the entry together, and on no page is either asked for in vain", async () => {
  const context = await on.browser.newContext();
  const page = await context.newPage();
  const found = complaints(page);
  let answer;
  const asked = new Promise((resolve) => (answer = resolve));
  await page.route("**/recursos/cliente.*", async (route) => {
    await asked;
    await route.continue();
  });
  await page.route("**/buscador/entrada.js*", async (route) => {
    answer();
    await route.continue();
  });
  await page.goto(on.places["a web host"]("buscar.html?q=plan"));
  await page.waitForSelector("#p_resultados .buscar-lista>li");
  // A browser warns of what was asked for ahead and not used within some seconds.
  await page.goto(on.places["a web host"]("buscar.html"));
  await page.waitForTimeout(4500);
  assert.deepEqual(found, []);
  await context.close();
});

test("on a wide screen what is said to who finds nothing stands together", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=xilofonista"), undefined, { viewport: { width: 1280, height: 900 } });
  await answered(page);
  const [count, notes, help] = await page.locator(".buscar-cuenta, .buscar-avisos, .buscar-nada").evaluateAll((all) => all.map((e) => e.getBoundingClientRect()));
  assert.ok(notes.top - count.bottom < 40 && help.top - notes.bottom < 40);
  await close();
});

test("a word that is wider than a phone is broken, in a question as in a title", async () => {
  const long = "xilofonista".repeat(6);
  const { page, close } = await results(on.places["a web host"](`buscar.html?q=${long}`));
  await answered(page);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(await width(), 360);
  for (const name of ["buscar.html?q=plan&coleccion=guias", "buscar.html", "index.html", "casos/index.html"]) {
    await page.goto(on.places["a web host"](name));
    if (name.includes("?")) await page.locator(".buscar-fichas button").waitFor();
    await page.locator("main :is(a:not(.ir-filtros), label, .buscar-fichas button)").evaluateAll((all, long) => all.forEach(({ lastChild }) => (lastChild.textContent = long)), long);
    assert.equal(await width(), 360, name);
  }
  await close();
});

test("a whole page that is pasted is asked with its beginning: hosts refuse addresses that long", async () => {
  const { page, close } = await results(on.places["a web host"]("index.html"));
  await page.locator("main form[role=search] input[name=q]").focus();
  await page.keyboard.insertText("Solicito información sobre el plan de trabajo. ".repeat(300));
  await page.keyboard.press("Enter");
  await answered(page);
  assert.ok(page.url().length < 4000, `${page.url().length} characters`);
  assert.ok((await titles(page)).length > 0);
  await close();
});

test("who goes back from dates to relevance has the address of before", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=plan"));
  await answered(page);
  const [relevance, date] = await page.locator(".buscar-orden button").all();
  await date.click();
  await page.waitForURL(/\?q=plan&orden=fecha$/);
  await relevance.click();
  await page.waitForURL(/\?q=plan$/);
  assert.equal(await relevance.getAttribute("aria-pressed"), "true");
  await close();
});

test("a tab and the history name what was asked", async () => {
  const { page, found, close } = await results(on.places["a web host"]("buscar.html?q=gobernanza"));
  const own = await page.evaluate(async () => new DOMParser().parseFromString(await (await fetch("buscar.html")).text(), "text/html").title);
  await page.waitForFunction((title) => document.title === title, `gobernanza · ${own}`);
  await page.locator("#q").fill("plan de trabajo");
  await page.keyboard.press("Enter");
  await page.waitForFunction((title) => document.title === title, `plan de trabajo · ${own}`);
  await page.locator("#q").fill("");
  await page.keyboard.press("Enter");
  await page.waitForFunction((title) => document.title === title, own);
  await page.goBack();
  await page.waitForFunction((title) => document.title === title, `plan de trabajo · ${own}`);
  assert.deepEqual(found, []);
  await close();
});

test("the skip link asks nothing, and without a question the page has its titles and no results", async () => {
  const { page, found, close } = await results(on.places["a web host"]("buscar.html"));
  const search = page.locator("#q"), list = page.locator("#p_resultados .buscar-lista>li"), titles = page.locator("#p_indice_titulos");
  const skip = async () => {
    await page.locator(".salto").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/#p_contenido$/);
    await page.waitForTimeout(200);
  };
  await search.focus();
  await page.waitForSelector("[role=listbox]", { state: "attached" });
  await skip();
  assert.ok(await titles.isVisible());
  await search.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?q=$/);
  await page.waitForTimeout(200);
  assert.equal(await page.locator("#p_resultados").isVisible(), false);
  assert.ok(await titles.isVisible());

  await search.fill("plan");
  await page.keyboard.press("Enter");
  await answered(page);
  assert.ok(!(await titles.isVisible()));
  await page.locator(".buscar-mas").click();
  await page.waitForFunction(() => document.querySelectorAll(".buscar-lista>li").length > 10);
  const shown = await list.count();
  await search.fill("otra cosa");
  await skip();
  assert.equal(await list.count(), shown);
  assert.equal(await search.inputValue(), "otra cosa");

  await page.goto(on.places["a web host"]("buscar.html"));
  // What is asked before the client is here opens the page anew, and so does going back from it.
  await search.focus();
  await page.waitForSelector("[role=listbox]", { state: "attached" });
  await search.fill("xilofonista");
  await page.keyboard.press("Enter");
  await page.locator(".buscar-nada form.falta").waitFor();
  await page.goBack();
  await titles.waitFor();
  assert.equal(await page.locator("#p_resultados").isVisible(), false);
  assert.ok((await titles.boundingBox()).y < 740);
  assert.equal(await search.inputValue(), "");
  // The form for what is missing is not left behind in what is hidden, nor where nothing was said of the words.
  const missing = page.locator("form.falta");
  assert.ok(await missing.isVisible());
  for (const text of ["😀", ""]) {
    await search.fill(text);
    await page.keyboard.press("Enter");
    await (text ? page.locator(".buscar-nada form.falta") : titles).waitFor();
  }
  assert.ok(await missing.isVisible());
  assert.deepEqual(found, []);
  await close();
});

test("a text that does not come costs its documents the fragment, and offline what came stays", async () => {
  // The site's worker would answer without a connection, once it keeps the index.
  const context = await on.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const fragments = () => page.locator("#p_resultados .buscar-lista>li mark").count();
  await page.goto(on.places["a web host"]("buscar.html?q=plan"));
  await page.waitForSelector("#p_resultados .buscar-lista>li");
  const [whole, all] = [await titles(page), await page.locator(".buscar-cuenta").innerText()];
  await page.route(/buscador\/.*\/t\d*[02468]\.js/, (route) => route.abort());
  await page.reload();
  await page.waitForSelector("#p_resultados .buscar-lista>li");
  assert.equal(await page.locator(".buscar-cuenta").innerText(), all);
  const some = await titles(page);
  assert.equal(some.length, whole.length, "titles come from the file of all titles");
  assert.ok((await fragments()) > 0);

  await page.route("**/buscador/*/f.js", (route) => route.abort());
  await page.reload();
  await page.waitForSelector("#p_resultados .buscar-lista>li");
  const few = await titles(page);
  assert.ok(few.length > 0 && few.length < some.length, "without it they are left out, and that is told");
  assert.ok(await page.getByText("No se pudo cargar").isVisible());
  await context.setOffline(true);
  await page.locator("#q").fill("planes");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /q=planes/.test(location.search) && /resultados/.test(document.querySelector(".buscar-cuenta").textContent));
  assert.ok((await titles(page)).length > 0);
  assert.ok(await page.getByText("No se pudo cargar").isVisible(), "that something is missing is told");
  await context.close();
});

/** The core of a small site, and what it asks for; its first entry is another one, as a browser keeps them. */
async function withFirstEntry(change, load) {
  await bring("cliente");
  const asked = [];
  const ask = globalThis.acervoNucleo(async (file) => {
    asked.push(file);
    await load?.(file);
    const data = handed(await readFile(path.join(site, "buscador", file.split("?")[0])));
    return file === "entrada.js" ? dataOf(change(bitsOf(data))) : data;
  });
  return { ask, asked };
}

const GONE = "0".repeat(12);

/** The entry of a generation that is gone: its name stands after the version and the code of letters. */
function ofAnother(bits) {
  const [generation] = readdirSync(path.join(site, "buscador")).filter((name) => !name.includes("."));
  let at = 0;
  const take = (size) => parseInt(bits.slice(at, (at += size)), 2);
  const number = () => {
    const zeros = bits.indexOf("1", at) - at;
    at += zeros;
    return take(zeros + 4) - 8;
  };
  number();
  const codes = {};
  for (let size = 1, lengths = number(), next = 0; size <= lengths; size++, next *= 2) {
    for (let left = number(); left > 0; left--) codes[String.fromCharCode(take(16))] = (next++).toString(2).padStart(size, "0");
  }
  const written = (name) => [...name].map((letter) => codes[letter]).join("");
  assert.ok(bits.startsWith(written(generation), at), "the generation is where the test looks for it");
  return bits.slice(0, at) + written(GONE) + bits.slice(at + written(generation).length);
}

/** The entry of another version. */
const ofAnotherFormat = (bits) => numberOf(9) + bits.slice(numberOf(8).length);

test("who has the entry of a version that is gone gets the answer of the new one", async () => {
  for (const first of [ofAnother, ofAnotherFormat]) {
    const { ask, asked } = await withFirstEntry(first);
    await ask("start");
    const { hits } = await ask("search", { text: "capacitacion", facets: {}, limit: 10 });
    assert.ok(hits.length > 0 && hits.every(({ kind }) => kind), "with their texts");
    // What the browser keeps of the first would be the same once more.
    const entries = asked.filter((file) => file.startsWith("entrada.js"));
    assert.equal(entries.length, 2);
    assert.match(entries[1], /\?\d+$/);
  }
});

test("who opens the filters of a version that is gone sees those of the new one", async () => {
  const { ask } = await withFirstEntry(ofAnother);
  const facets = await ask("counts", { text: "capacitacion", facets: {}, limit: 10 });
  assert.ok(facets.some(({ terms }) => terms.some(({ count }) => count > 0)));
});

test("who asks for what is new gets no number nine, and nine is one in figures and in letters", async () => {
  const { ask } = await withFirstEntry(() => {});
  const marked = async (text) => (await ask("search", { text, facets: {}, limit: 10 })).hits
    .flatMap(({ fragment, marks }) => marks.map((mark) => fragment.slice(...mark)));
  const isNine = (word) => /^(9|nueve)$/i.test(word);
  assert.ok(!(await marked("funcionarios nuevos")).some(isNine));
  assert.ok((await marked("nueve cortes")).includes("9"));
});

test("what fails late of a version that is gone does not take away what came of the new one", async () => {
  let late;
  const { ask, asked } = await withFirstEntry(ofAnother, (file) => file === `${GONE}/d.js` && new Promise((_, refuse) => (late = refuse)));
  await ask("search", { text: "capacitacion", facets: {}, limit: 10 });
  late();
  await new Promise(setTimeout);
  await ask("search", { text: "gobernanza", facets: {}, limit: 10 });
  assert.equal(asked.filter((file) => file.endsWith("/d.js") && !file.startsWith(GONE)).length, 1, asked);
});

/** A host that answers with a page of its own for what it does not have. */
async function pagesInstead(home, word, withoutTexts) {
  for (const file of ["entrada.js*", "*/t*.js", "../recursos/cliente.*"]) {
    const context = await on.browser.newContext();
    const page = await context.newPage();
    await page.route(new URL(`buscador/${file}`, home).href, (route) =>
      route.fulfill({ contentType: "text/html", body: "<!DOCTYPE html>\n<title>Inicio</title>" }));
    await page.goto(`${home}buscar.html?q=${word}`);
    const told = file === "*/t*.js" ? withoutTexts(page) : page.getByText("No se pudo cargar");
    await told.waitFor({ timeout: 5000 });
    // Where nothing comes, the titles of the site are at hand.
    if (file === "entrada.js*") await page.waitForFunction(() => document.getElementById("p_indice_titulos").getBoundingClientRect().top < innerHeight);
    await context.close();
  }
}

test("what a host answers with a page of its own is missing, and is not waited for", () =>
  pagesInstead(on.server.url, "plan", (page) => page.locator("#p_resultados .buscar-lista>li").first()));

test("«Mostrar más» tells when nothing more comes, and who comes back sees as many", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=plan"), undefined, { serviceWorkers: "block" });
  const list = page.locator("#p_resultados .buscar-lista>li");
  await answered(page);
  await page.context().setOffline(true);
  await page.locator(".buscar-mas").click();
  await page.getByText("No se pudo cargar").waitFor();
  await page.context().setOffline(false);
  await page.locator(".buscar-mas").click();
  await page.waitForFunction(() => document.querySelectorAll(".buscar-lista>li").length === 20);
  assert.equal(await page.getByText("No se pudo cargar").count(), 0);
  const shown = await list.locator("h2").allTextContents();
  await page.reload();
  await list.nth(19).waitFor({ state: "attached" });
  assert.deepEqual(await list.locator("h2").allTextContents(), shown);
  await close();
});

/** Texts of documents come late, as on a slow line. */
const slowly = (page) => page.route("**/buscador/*/t*.js", async (route) => {
  await new Promise((done) => setTimeout(done, 300));
  await route.continue().catch(() => {});
});

test("on a slow line «Mostrar más» pressed again and again shows each document once", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=plan"), undefined, { serviceWorkers: "block" });
  await answered(page);
  await slowly(page);
  await page.locator(".buscar-mas").evaluate((more) => [1, 2, 3].forEach(() => more.click()));
  await page.locator("#p_resultados .buscar-lista>li").nth(19).waitFor({ state: "attached" });
  await page.waitForTimeout(600);
  const links = await page.locator("#p_resultados .buscar-lista h2 a").evaluateAll((all) => all.map((e) => e.href));
  assert.equal(links.length, 20);
  assert.equal(new Set(links).size, 20);
  await close();
});

test("on a slow line who comes back to the results is where they were", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=plan"), undefined, { serviceWorkers: "block" });
  await answered(page);
  await slowly(page);
  await page.evaluate(() => scrollTo({ top: 2000, behavior: "instant" }));
  await page.reload();
  await answered(page);
  await page.waitForTimeout(500);
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - 2000) < 100);
  await page.goto(on.places["a web host"]("buscar.html?q=xilofonista"));
  await answered(page);
  await page.reload();
  await answered(page);
  assert.ok((await page.locator("#p_resultados").boundingBox()).height < 2000, "the room for more is given back");
  await close();
});

test("with letters twice as large on a phone there is room to write a question", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html"), undefined, { viewport: { width: 180, height: 370 } });
  assert.ok((await page.locator("#q").boundingBox()).width > 80);
  assert.equal(await page.locator("form[role=search] button").evaluate((e) => e.innerText.trim()), "Buscar");
  await close();
});

test("a term that the site does not have any more can be taken off", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?coleccion=zzz"));
  const chip = page.locator("#p_resultados .buscar-fichas button");
  await chip.waitFor();
  assert.equal(await chip.innerText(), "zzz ×");
  assert.ok(await page.locator("#p_resultados .buscar-nada>:first-child").isVisible());
  assert.equal(await page.locator(".buscar-cuenta").innerText(), "0 resultados");
  await chip.click();
  await page.locator("#p_indice_titulos").waitFor();
  assert.equal(await page.locator("#p_resultados").isVisible(), false);
  await close();
});

test("what does not come has its reason: no connection, or a copy with a file less", async () => {
  const reasons = [
    ["a web host", () => {}, /no hay conexión/, (page) => page.context().setOffline(true)],
    // Nobody hears what a page asks of a disk: here its files cannot be read.
    ["a disk", () => Object.defineProperty(globalThis, "ñ", { get: () => () => {}, set: () => {} }), /le puede faltar un archivo/, (page) => page.context().setOffline(true)],
    ["a web host", () => {}, /Revise su conexión/, () => {}],
  ];
  for (const [place, first, reason, happens] of reasons) {
    const { page, close } = await results(on.places[place]("buscar.html"), first, { serviceWorkers: "block" });
    await page.route("**/buscador/**", (route) => route.abort());
    await page.locator("#q").focus();
    await page.waitForSelector("[role=listbox]", { state: "attached" });
    await happens(page);
    await page.locator("#q").fill("gobernanza");
    await page.keyboard.press("Enter");
    const told = page.locator("#p_resultados [role=status]", { hasText: "No se pudo cargar" });
    await told.waitFor();
    assert.match(await told.innerText(), reason);
    await close();
  }
});

test("a browser that is too old is told to be", async () => {
  for (const place of ["a web host", "a disk"]) {
    const page = await on.browser.newPage();
    await page.addInitScript(() => delete Element.prototype.replaceChildren);
    await page.goto(on.places[place]("buscar.html?q=plan"));
    await page.getByText(/navegador es muy antiguo/).waitFor();
    await page.close();
  }
});

test("printed results say what was searched, how many of them are on the paper, and nothing that a paper cannot do", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=plan"));
  await page.waitForSelector("#p_resultados .buscar-lista>li");
  await page.emulateMedia({ media: "print" });
  const part = page.locator(".buscar-hasta");
  assert.ok(await part.isVisible(), "more were found than are printed");
  assert.match(await part.evaluate((e) => getComputedStyle(e, "::after").content), /counter\(hasta\)/);
  // Elements that are laid out late count for themselves alone.
  assert.ok(await page.locator(".buscar-lista>li").evaluateAll((all) => all.every((e) => getComputedStyle(e).contentVisibility === "visible")));
  for (const hidden of [".buscar-filtros", ".buscar-orden", ".buscar-mas", ".buscar-otra", ".campo button"]) {
    assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  }
  assert.ok(await page.locator("#q").isVisible());
  await page.goto(on.places["a web host"]("buscar.html?q=xilofonista"));
  await page.locator(".buscar-nada").waitFor();
  assert.equal(await part.isVisible(), false, "all that was found is printed");
  await close();
});

test("a fragment is read in one line, with the rows of a table told apart", async () => {
  const { page, close } = await results(on.places["a web host"]("buscar.html?q=accion+dirige+apoyan"));
  const fragment = page.locator("#p_resultados .buscar-lista>li p", { hasText: "Acción; Dirige; Apoyan" }).first();
  await fragment.waitFor();
  assert.match(await fragment.innerText(), /Apoyan · \S/);
  await close();
});

test("without JavaScript a term that has no page leads to its documents", async () => {
  const { page, close } = await results(on.places["a web host"]("casos/index.html"), () => {}, { javaScriptEnabled: false, reducedMotion: "reduce" });
  const link = page.locator(".faceta a[href*='evidencia=']").first();
  const [label, count] = [await link.innerText(), Number(await link.locator("+ .contador").innerText())];
  await link.click();
  const place = page.locator(":target");
  assert.ok((await place.boundingBox()).y < 100, "the list is on the screen");
  assert.match(await place.locator("h2").innerText(), new RegExp(`: ${label}$`));
  const kinds = await place.locator("li", { has: page.locator("a[href^='casos/']") }).locator(".motivo").allInnerTexts();
  assert.deepEqual(kinds, Array(count).fill("Caso"), "the list is of all collections");
  await close();
});

test("a filter of a list finds as many as the list says", async () => {
  const { page, close } = await results(on.places["a web host"]("casos/index.html"));
  const link = page.locator(".faceta a[href*='evidencia=']").first();
  const count = await link.locator("+ .contador").innerText();
  await link.click();
  await page.locator(".buscar-cuenta", { hasText: `${count} resultados` }).waitFor();
  await close();
});

test("a query is text and never markup", async () => {
  const { page, found, close } = await results(
    on.places["a web host"](`buscar.html?q=${encodeURIComponent("<img src=x onerror=window.__x=1> gobernanza")}`),
  );
  await page.waitForFunction(() => document.querySelector("#p_resultados").innerText.length > 20);
  assert.equal(await page.evaluate(() => window.__x), undefined);
  assert.equal(await page.locator("#p_resultados img").count(), 0);
  assert.deepEqual(found, []);
  await close();
});

describe("the client of large sites", () => {
  let root, folder, small, large;
  // Words come in files of their own there; 300 documents have enough of them.
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), "acervo-grande-"));
    execFileSync(process.execPath, [fileURLToPath(new URL("../bench/corpus.mjs", import.meta.url)), root, "300", "300"]);
    execFileSync(acervo, ["build", "--root", root], { stdio: "pipe" });
    small = await serve(path.join(root, "public"));
    folder = path.join(root, "grande");
    await cp(path.join(root, "public"), folder, { recursive: true });
    const assets = path.join(folder, "recursos");
    const core = (await readdir(assets)).find((name) => name.startsWith("cliente."));
    // The first line is what it says to people.
    const [words] = (await readFile(path.join(assets, core), "utf8")).split("\n", 1);
    const code = await readFile(new URL("../../src/search/client/min/grande.js", import.meta.url), "utf8");
    await writeFile(path.join(assets, core), `${words}\n${code}`);
    large = await serve(folder);
  });
  after(async () => {
    small.close();
    large.close();
    await rm(root, { recursive: true });
  });

  async function answers(address, first) {
    const { page, found, close } = await results(address, first);
    await page.waitForSelector("#p_resultados .buscar-lista>li");
    await page.waitForSelector("#p_resultados .buscar-filtros label", { state: "attached" });
    const told = { titles: await titles(page), facets: await page.locator("#p_resultados .buscar-filtros label").allTextContents() };
    const workers = page.workers().length;
    assert.deepEqual(found, []);
    await close();
    return { told, workers };
  }

  test("what a host answers with a page of its own is missing, and is not waited for", () =>
    pagesInstead(large.url, "sinanura", (page) => page.getByText("No se pudo cargar")));

  test("which filters there are is asked of the worker once, so that a question is one message", async () => {
    const { page, close } = await results(`${large.url}buscar.html?q=sinanura`, () => {
      const post = Worker.prototype.postMessage;
      globalThis.asked = [];
      Worker.prototype.postMessage = function (message, ports) {
        asked.push(message[0]);
        post.call(this, message, ports);
      };
    });
    await page.waitForSelector("#p_resultados .buscar-lista>li");
    assert.ok((await page.evaluate(() => asked.splice(0))).includes("start"));
    await page.locator("form[role=search] [name=q]").first().fill("baremubo");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => asked.includes("search"));
    assert.ok(!(await page.evaluate(() => asked)).includes("start"));
    await close();
  });

  test("on a host and from a disk it works in a worker, without one on the page, and all answer like the small one", async () => {
    const question = "buscar.html?q=baremuvo+sinanura&coleccion=guias";
    const little = await answers(small.url + question);
    const host = await answers(large.url + question);
    const disk = await answers(`${pathToFileURL(path.join(folder, "buscar.html")).href}?q=baremuvo+sinanura&coleccion=guias`);
    const refused = await answers(large.url + question, () => {
      globalThis.Worker = class {
        constructor() {
          setTimeout(() => this.onerror(), 50);
        }
        postMessage() {}
      };
    });
    assert.deepEqual([little.workers, host.workers, disk.workers, refused.workers], [0, 1, 1, 0]);
    assert.deepEqual(host.told, little.told);
    assert.deepEqual(disk.told, little.told);
    assert.deepEqual(refused.told, little.told);
  });
});
