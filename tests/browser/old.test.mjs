// Who has an old phone: what its browser lacks is taken away from the one that is here.
import { test } from "node:test";
import assert from "node:assert/strict";
import { complaints, kinds } from "./site.mjs";
import { stage } from "./stage.mjs";

const pages = await kinds();
const DOCUMENT = pages.find((p) => p.key.startsWith("documento")).file;
const PHONE = { viewport: { width: 360, height: 740 } };
const on = stage();

// What a browser says of words that it does not know, of one that it lacks, and of a file that is not there.
const failures = [
  ["the client has words that it does not know", "cliente", "?."],
  ["the client needs what it lacks", "cliente", "globalThis.acervoNucleo = () => lacking.word"],
  ["the loader does not come", "cargador", null],
];
for (const [why, file, body] of failures) {
  test(`where ${why}, the search page says that it cannot search and shows its titles`, async () => {
    const page = await on.browser.newPage(PHONE);
    await page.route(`**/recursos/${file}.*`, (route) =>
      body === null ? route.abort() : route.fulfill({ contentType: "text/javascript", body }));
    await page.goto(`${on.server.url}buscar.html?q=plan`);
    await page.getByText("No se pudo cargar la búsqueda").waitFor();
    assert.equal(await page.locator(".buscar-cuenta").getAttribute("role"), "status");
    assert.ok((await page.locator("#p_indice_titulos").boundingBox()).y < 740, "the titles are on the screen");
  });
}

test("an opinion is kept and shown", async () => {
  const page = await on.browser.newPage(PHONE);
  await page.addInitScript(() => {
    delete Element.prototype.replaceChildren;
    delete SubmitEvent.prototype.submitter;
  });
  const found = complaints(page);
  await page.goto(on.server.url + DOCUMENT);
  const form = page.locator("form.opinion");
  await form.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => !document.querySelector(".opinion [value=guardar]").hidden);
  await form.locator("input[value=si]").check();
  await form.locator("textarea").fill("Falta el costo");
  await form.locator("[value=guardar]").click();
  await page.goto(`${on.server.url}opinion.html`);
  assert.match(await page.locator("#p_opiniones li").innerText(), /\d de \p{L}+ de \d{4}: le sirvió .*Falta el costo/su);
  assert.deepEqual(found, []);
});

test("what is folded is open on paper and folded again", async () => {
  const page = await on.browser.newPage(PHONE);
  await page.goto(`${on.server.url}memorias/financiamiento.html`);
  const table = page.locator(".grafico details table").first();
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => {
    for (const rule of document.styleSheets[0].cssRules) {
      if (rule.media?.mediaText !== "print") continue;
      const unknown = [...rule.cssRules].findLastIndex((one) => /details-content/.test(one.selectorText));
      if (unknown >= 0) rule.deleteRule(unknown);
    }
  });
  assert.equal(await table.isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.ok(await table.isVisible());
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await table.isVisible(), false);
});

test("where rows of boxes have no gaps, no words of a row run together", async () => {
  const page = await on.browser.newPage(PHONE);
  const wrong = [];
  for (const { file } of pages) {
    await page.goto(on.server.url + file);
    const touching = await page.evaluate(() => {
      for (const sheet of document.styleSheets) {
        const inside = (rules) => [...rules].flatMap((rule) => (rule instanceof CSSMediaRule ? inside(rule.cssRules) : [rule]));
        for (const rule of inside(sheet.cssRules)) if (/flex/.test(rule.style?.display)) rule.style.gap = "normal";
        // For those that do not know what this one does.
        const old = [...sheet.cssRules].filter((rule) => rule.conditionText?.startsWith("not "));
        for (const rule of old.flatMap((one) => [...one.cssRules])) sheet.insertRule(rule.cssText, sheet.cssRules.length);
      }
      document.querySelectorAll("[hidden]").forEach((e) => e.removeAttribute("hidden"));
      const rows = [...document.querySelectorAll("body *")].filter((e) => /flex/.test(getComputedStyle(e).display));
      return rows.flatMap((row) => {
        // Where the words of each box are: a box may have its room inside.
        const words = (node) => {
          const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
          const add = (box) => {
            if (box.width <= 1 || box.height <= 1) return;
            [left, top] = [Math.min(left, box.left), Math.min(top, box.top)];
            [right, bottom] = [Math.max(right, box.right), Math.max(bottom, box.bottom)];
          };
          for (let text = node; text; text = walk.nextNode()) {
            if (text.nodeType !== Node.TEXT_NODE || !text.data.trim() || text.parentNode.offsetWidth === 1) continue;
            range.selectNodeContents(text);
            add(range.getBoundingClientRect());
          }
          if (node.matches?.("svg, input")) add(node.getBoundingClientRect());
          return { left, top, right, bottom };
        };
        const boxes = [...row.childNodes].map((node) => [node, words(node)]).filter(([, box]) => box.right > box.left);
        return boxes.slice(1).flatMap(([node, box], at) => {
          const before = boxes[at][1];
          const beside = box.top < before.bottom && before.top < box.bottom;
          return beside && box.left - before.right < 3 ? [`${row.className || row.parentNode.className}: ${node.textContent.trim().slice(0, 30)}`] : [];
        });
      });
    });
    wrong.push(...touching.map((what) => `${file}: ${what}`));
  }
  assert.deepEqual([...new Set(wrong)].slice(0, 20), []);
});
