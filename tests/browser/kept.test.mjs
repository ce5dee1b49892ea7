// What the device keeps shows where it should: ticks of lists to check, and marks on the way back.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { complaints, launch } from "./site.mjs";
import { stage } from "./stage.mjs";

const KEY = "acervo.chequeo.1";
const GUIDE = "guias/gobernanza.html";
const OTHER = "guias/plan-trabajo.html";
const MODULE = "modulos/fundamentos.html";
const on = stage();

/** Opens a page and waits until its list is kept. */
async function open(page, place, file) {
  await page.goto(on.places[place](file));
  await page.locator(".chequeo").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("script[src*=chequeo]"));
  await page.waitForLoadState("networkidle");
}
const box = (page, n) => page.locator(".chequeo input").nth(n);
const kept = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);

for (const place of Object.keys(on.places)) {
  describe(place, () => {
    test("what is ticked in a list stays ticked there and nowhere else, and leaves nothing when it is taken back", async () => {
      const page = await on.browser.newPage();
      const found = complaints(page);
      await open(page, place, GUIDE);
      assert.equal(await kept(page), null);
      await box(page, 1).check();
      await open(page, place, OTHER);
      assert.equal(await page.locator(".chequeo input:checked").count(), 0);
      // It is there before the list is seen: people print without scrolling.
      await page.goto(on.places[place](GUIDE));
      await page.waitForFunction(() => document.querySelectorAll(".chequeo input")[1].checked);
      assert.equal(await page.locator(".chequeo input:checked").count(), 1);
      await box(page, 1).uncheck();
      assert.equal(await kept(page), null);
      assert.deepEqual(found, []);
    });
  });
}

test("an item that moved in its list stays ticked; one that says something else is not", async () => {
  const page = await on.browser.newPage();
  await open(page, "a web host", GUIDE);
  await box(page, 0).check();
  await box(page, 1).check();
  await page.route(`**/${GUIDE}`, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const [, list] = /<div class="chequeo"[^]*?<ul>([^]*?)<\/ul>/.exec(html);
    const [first, ...others] = list.split("<li>").slice(1);
    const edited = [first.replace("<span>", "<span>Otra cosa: "), others.at(-1), ...others.slice(0, -1)];
    await route.fulfill({ response, body: html.replace(list, edited.map((item) => `<li>${item}`).join("")) });
  });
  await page.reload();
  await page.waitForFunction(() => document.querySelector(".chequeo input:checked"));
  assert.deepEqual(await page.locator(".chequeo input").evaluateAll((all) => all.flatMap((e, n) => (e.checked ? [n] : []))), [2]);
});

test("an item stays ticked when an accent, a capital or a comma in it is corrected, also one of before", async () => {
  const page = await on.browser.newPage();
  await open(page, "a web host", GUIDE);
  await box(page, 1).check();
  const words = await page.locator(".chequeo label").nth(1).innerText();
  // What an earlier version of the script kept: the words as they stood, here with their slips.
  const slips = words.trim().toUpperCase().replace(/\.$/, ",");
  const [name, entry] = Object.entries(JSON.parse(await kept(page)))[0];
  const [list] = Object.keys(entry);
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, JSON.stringify({ [name]: { [list]: { [slips]: true } } })]);
  await page.reload();
  await page.waitForFunction(() => document.querySelector(".chequeo input:checked"));
  assert.ok(await box(page, 1).isChecked());
  assert.equal(await page.locator(".chequeo input:checked").count(), 1);
});

test("what is ticked before the script comes stays ticked", async () => {
  const page = await on.browser.newPage();
  let come;
  const wait = new Promise((resolve) => (come = resolve));
  await page.route("**/chequeo.*.js", (route) => wait.then(() => route.continue()));
  await page.goto(on.places["a web host"](GUIDE));
  await box(page, 1).check();
  come();
  await page.waitForFunction((key) => localStorage.getItem(key), KEY);
  assert.ok(await box(page, 1).isChecked());
});

test("a list shows what was ticked or taken back in another tab, also when one goes back to it", async () => {
  // Browsers keep the pages one goes back to; Playwright turns that off.
  const browser = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  const context = await browser.newContext();
  const [page, other] = [await context.newPage(), await context.newPage()];
  const shows = (ticked) => page.waitForFunction((is) => document.querySelectorAll(".chequeo input")[1].checked === is, ticked, { timeout: 5000 });
  for (const tab of [page, other]) await open(tab, "a web host", GUIDE);
  await box(other, 1).check();
  await shows(true);
  await box(other, 1).uncheck();
  await shows(false);
  await page.evaluate(() => (window.same = true));
  await page.goto(on.places["a web host"](OTHER));
  await box(other, 1).check();
  await page.goBack({ waitUntil: "commit" });
  assert.ok(await page.evaluate(() => window.same), "the page comes from the browser's memory");
  await shows(true);
  await browser.close();
});

test("deleting all progress also forgets the lists of this site, and of no other", async () => {
  const page = await on.browser.newPage();
  await open(page, "a web host", GUIDE);
  await box(page, 0).check();
  await page.evaluate((key) => {
    const all = JSON.parse(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify({ ...all, "Otro sitio\nx.html": { l: { a: true } } }));
  }, KEY);
  await page.goto(on.places["a web host"](MODULE));
  await page.locator("#p_avance").scrollIntoViewIfNeeded();
  page.once("dialog", (dialog) => dialog.accept());
  await page.locator("[data-accion=borrar]").click();
  await page.waitForFunction(() => document.querySelector("#p_avance .dicho").textContent);
  assert.deepEqual(Object.keys(JSON.parse(await kept(page))), ["Otro sitio\nx.html"]);
});

test("the first module that is marked shows on the pages that the reader goes back to", async () => {
  // Browsers keep the pages one goes back to; Playwright turns that off.
  const browser = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 500 } });
  await page.goto(on.places["a web host"]("rutas/equipos-municipales.html"));
  await page.evaluate(() => (window.same = true));
  await page.locator(`li[data-doc='${MODULE}'] h3 a`).evaluate((a) => a.click());
  await page.waitForURL(`**/${MODULE}`);
  await page.locator("#p_avance").scrollIntoViewIfNeeded();
  await page.getByLabel("Ya hice este módulo").check();
  await page.goBack({ waitUntil: "commit" });
  assert.ok(await page.evaluate(() => window.same), "the page comes from the browser's memory");
  await page.locator("li[data-doc].avance-hecho").waitFor({ timeout: 5000 });
  await browser.close();
});
