// Searching as an official does: from a web host and from a disk, by keyboard and by address.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { complaints } from "./site.mjs";
import { barriers, stage } from "./stage.mjs";

const on = stage();

const titles = (page) => page.locator("#p_resultados .buscar-resultado h2").allInnerTexts();

/** A new page, its complaints, and its first results. */
async function results(address) {
  const context = await on.browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const found = complaints(page);
  await page.goto(address);
  return { page, found, close: () => context.close() };
}

for (const [place, address] of Object.entries(on.places)) {
  describe(place, () => {
    test("typed without accents in the home page's box, the word finds its case", async () => {
      const { page, found, close } = await results(address("index.html"));
      await page.locator("main form[role=search] input[name=q]").fill("capacitacion");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#p_resultados .buscar-resultado");
      assert.match(page.url(), /buscar\.html\?.*q=capacitacion/);
      const first = (await titles(page))[0];
      assert.match(first, /Capacitación Municipal/);
      assert.ok((await page.locator("#p_resultados mark").count()) > 0, "words are marked");
      await page.locator("#p_resultados .buscar-resultado a").first().click();
      await page.waitForSelector("article, main h1");
      assert.match(page.url(), /capacitacion-municipal\.html/);
      assert.deepEqual(found, []);
      await close();
    });

    test("a slip of the finger is forgiven and told", async () => {
      const { page, found, close } = await results(address("buscar.html?q=capasitacion"));
      await page.waitForSelector("#p_resultados .buscar-resultado");
      assert.match((await titles(page))[0], /Capacitación/);
      assert.match(await page.locator("#p_resultados").innerText(), /capasitacion/);
      assert.deepEqual(found, []);
      await close();
    });

    test("an acronym finds what it stands for; nothing is invented for what is not here", async () => {
      const { page, found, close } = await results(address("buscar.html?q=ATT"));
      await page.waitForSelector("#p_resultados .buscar-resultado");
      await page.goto(address("buscar.html?q=xilofonista"));
      await page.waitForFunction(() => document.querySelector("#p_resultados").innerText.includes("xilofonista"));
      assert.equal(await page.locator("#p_resultados .buscar-resultado").count(), 0);
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
      await page.waitForSelector("#p_resultados .buscar-resultado");
      const all = await page.locator("#p_resultados .buscar-cuenta").innerText();
      await page.goto(address("buscar.html?q=asistencia&coleccion=guias"));
      await page.waitForSelector("#p_resultados .buscar-resultado");
      const some = await page.locator("#p_resultados .buscar-cuenta").innerText();
      assert.ok(Number.parseInt(some) < Number.parseInt(all), `${some} of ${all}`);
      assert.deepEqual(found, []);
      assert.deepEqual(await barriers(page), []);
      await close();
    });
  });
}

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
