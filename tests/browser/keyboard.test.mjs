// A reader without a mouse: skip link, search, arrows, Enter, result, back. Focus is looked at in
// every step.
import { test } from "node:test";
import assert from "node:assert/strict";
import { complaints } from "./site.mjs";
import { stage } from "./stage.mjs";

const on = stage();

const focus = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    const box = e.getBoundingClientRect();
    return {
      is: e === document.body ? "BODY" : e.id || e.className || e.tagName,
      text: e.textContent.trim(),
      seen: e === document.body || (box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth),
    };
  });

/** Presses Tab until something is in focus; fails when it takes too many. */
async function tabTo(page, wanted, most = 120) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const now = await focus(page);
    assert.ok(now.seen, `${now.is} has focus out of sight`);
    if (await page.evaluate(wanted)) return now;
  }
  throw new Error(`not reached with ${most} Tabs`);
}

/** A page whose search box shows suggestions. */
async function suggested() {
  const page = await on.browser.newPage();
  await page.goto(`${on.server.url}index.html`);
  await page.locator("#q").focus();
  await page.keyboard.type("gober", { delay: 10 });
  await page.waitForSelector("[role=listbox]:visible [role=option]");
  return page;
}

for (const width of [360, 1280]) {
  test(`${width} px: skip link, search, arrows, Enter, result, back`, async () => {
    const page = await on.browser.newPage({ viewport: { width, height: 740 }, reducedMotion: "reduce" });
    const found = complaints(page);
    await page.goto(`${on.server.url}index.html`);

    await page.keyboard.press("Tab");
    assert.equal((await focus(page)).is, "salto");
    await page.keyboard.press("Enter");
    assert.equal((await focus(page)).is, "p_contenido");
    // The search is what comes first in the content.
    await page.keyboard.press("Tab");
    assert.equal((await focus(page)).is, "q");

    const input = page.locator("#q");
    await page.keyboard.type("gobernanza", { delay: 10 });
    await page.waitForSelector("[role=listbox]:visible [role=option]");
    assert.equal(await input.getAttribute("aria-expanded"), "true");
    // Home and End move in the text, not in the list.
    await page.keyboard.press("Home");
    assert.equal(await input.evaluate((e) => e.selectionStart), 0);
    await page.keyboard.press("End");
    assert.equal(await input.evaluate((e) => e.selectionStart), "gobernanza".length);
    await page.keyboard.press("ArrowDown");
    const active = await input.getAttribute("aria-activedescendant");
    assert.ok(active, "an option is active");
    assert.equal((await focus(page)).is, "q", "focus stays in the box");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowUp");
    assert.equal(await input.getAttribute("aria-activedescendant"), "", "the text again");
    // Escape closes the list and keeps what was typed; a second one clears the box as browsers do.
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("[role=listbox]:visible").count(), 0);
    assert.equal(await input.inputValue(), "gobernanza");
    assert.equal(await input.getAttribute("aria-expanded"), "false");

    await page.keyboard.press("Enter");
    const onCount = () => page.waitForFunction(() => document.activeElement.className === "buscar-cuenta");
    await page.waitForSelector("#p_resultados .buscar-lista>li");
    assert.match(page.url(), /buscar\.html\?q=gobernanza/);
    const results = page.url();
    // The count gets the focus, and results come before the filters where those stand at their right.
    await onCount();
    const first = () => document.activeElement.matches(".buscar-lista>li h2 a");
    await tabTo(page, first, 4);
    await tabTo(page, () => document.activeElement.matches(".buscar-lista>li h2 a:not([href*='glosario'], [href*='hechos'])"));
    const title = (await focus(page)).text;
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1");
    await page.waitForURL((url) => !url.pathname.endsWith("buscar.html"));
    assert.equal((await page.locator("h1").innerText()).trim(), title);
    assert.ok(["BODY", "p_contenido"].includes((await focus(page)).is), "the next Tab starts at the top");
    await page.keyboard.press("Tab");
    assert.equal((await focus(page)).is, "salto");

    await page.goBack();
    assert.equal(page.url(), results);
    await page.waitForSelector("#p_resultados .buscar-lista>li");
    assert.equal(await input.inputValue(), "gobernanza");
    // Another search, and back to the first one: each time focus is where the answer starts.
    await input.fill("regalías");
    await page.keyboard.press("Enter");
    await page.waitForURL(/regal/);
    await onCount();
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#q").value === "gobernanza");
    assert.equal(page.url(), results);
    await onCount();
    assert.deepEqual(found, []);
  });
}

test("suggestions stand in named groups: words to search for, pages to open", async () => {
  const page = await suggested();
  const groups = await page.locator("[role=listbox] [role=group]:visible").evaluateAll((all) =>
    all.map((g) => [g.getAttribute("aria-label"), g.querySelectorAll(":scope > [role=option]").length > 0]));
  assert.deepEqual(groups, [["Palabras", true], ["Páginas", true]]);
  // Nothing of the page covers the list or cuts it off.
  const seen = await page.locator("[role=option]:visible").evaluateAll((all) => all.map((option) => {
    const box = option.getBoundingClientRect();
    return option.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
  }));
  assert.deepEqual([...new Set(seen)], [true]);
  // From the text up to the last one, which is a page, and on to the text again.
  await page.keyboard.press("ArrowUp");
  const last = await page.locator("#q").getAttribute("aria-activedescendant");
  assert.equal(await page.locator("[role=option]").last().getAttribute("id"), last);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#q").getAttribute("aria-activedescendant"), "");
});

test("Tab leaves the box without choosing, and the list closes", async () => {
  const page = await suggested();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  assert.notEqual((await focus(page)).is, "q");
  assert.equal(await page.locator("[role=listbox]:visible").count(), 0);
  assert.match(page.url(), /index\.html$/);
});

test("keys that write a word in another script choose nothing", async () => {
  const page = await suggested();
  // While a word is being composed, arrows and Enter belong to the input method.
  await page.locator("#q").evaluate((e) => {
    for (const key of ["ArrowDown", "Enter"]) {
      e.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true }));
    }
  });
  assert.equal(await page.locator("#q").getAttribute("aria-activedescendant"), "");
  assert.match(page.url(), /index\.html$/);
});

test("Ctrl+K leads to the search, but not out of a text that is being written; no letter alone does", async () => {
  const page = await on.browser.newPage();
  await page.goto(`${on.server.url}index.html`);
  for (const key of ["/", "k"]) {
    await page.keyboard.press(key);
    assert.equal((await focus(page)).is, "BODY", key);
  }
  await page.keyboard.press("Control+k");
  assert.equal((await focus(page)).is, "q");
  assert.equal(await page.locator("#q").inputValue(), "");
  await page.keyboard.type("a/b");
  assert.equal(await page.locator("#q").inputValue(), "a/b");
  await page.goto(`${on.server.url}buscar.html`);
  await page.locator("form.falta summary").click();
  await page.locator("form.falta textarea").click();
  await page.keyboard.press("Control+k");
  assert.equal(await page.evaluate(() => document.activeElement.name), "comentario");
});

test("the number of suggestions is told once, after the typing", async () => {
  const page = await on.browser.newPage();
  await page.goto(`${on.server.url}index.html`);
  await page.locator("#q").focus();
  await page.waitForSelector("[role=listbox]", { state: "attached" });
  await page.evaluate(() => {
    window.told = [];
    const status = document.querySelector("form[role=search] [role=status]");
    new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true });
  });
  await page.keyboard.type("gober", { delay: 30 });
  await page.waitForFunction(() => window.told.length > 0);
  const options = await page.locator("[role=option]").count();
  assert.deepEqual(await page.evaluate(() => window.told.splice(0)), [`Sugerencias ${options}`]);
  await page.keyboard.type("n", { delay: 30 });
  await page.locator("[role=option]").first().waitFor();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(900);
  assert.deepEqual(await page.evaluate(() => window.told), [""], "a list that was closed is not told");
});

test("a link in a wide table does not stand under the first column when the keyboard comes to it", async () => {
  const page = await on.browser.newPage({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
  await page.goto(`${on.server.url}modulos/lecciones.html`);
  const table = page.locator(".tabla").first(), links = table.locator("a");
  assert.ok(await table.evaluate((e) => e.scrollWidth > e.clientWidth), "the table is wider than the phone");
  const covered = [];
  for (const key of ["Tab", "Shift+Tab"]) {
    await links[key === "Tab" ? "first" : "last"]().focus();
    for (let left = await links.count(); left > 0; left--) {
      covered.push(...await page.evaluate(() => {
        const link = document.activeElement, cell = link.closest("td"), first = cell.parentNode.cells[0];
        const under = cell !== first && link.getBoundingClientRect().right <= first.getBoundingClientRect().right;
        return under ? [link.textContent] : [];
      }));
      await page.keyboard.press(key);
    }
  }
  assert.deepEqual(covered, []);
});
