// Every kind of page of the built site, as readers and machines meet it.
// ACERVO_SITE=folder node --test tests/browser/*.test.mjs   (default: public/)
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { FileSystemConfigLoader, HtmlValidate, cjsResolver } from "html-validate";
import { complaints, htmlFiles, kinds, site } from "./site.mjs";
import { barriers, stage } from "./stage.mjs";

const pages = await kinds();
const files = await htmlFiles();
// A former address only sends on: it has no theme.
const redirects = new Set();
for (const file of files) {
  if (!(await readFile(path.join(site, file), "utf8")).includes("<body class=")) redirects.add(file);
}
const on = stage();

test("the site has pages of every kind", () => {
  const found = new Set(pages.map((p) => p.key.split(" ")[0]));
  for (const kind of ["inicio", "lista", "documento", "vocabulario", "busqueda", "perdida", "acuerdos", "calendario", "imprimir"]) {
    assert.ok(found.has(kind), `no page of kind ${kind} in ${site}`);
  }
});

test("all pages are valid HTML", async () => {
  const loader = new FileSystemConfigLoader([cjsResolver()], {
    root: true,
    extends: ["html-validate:recommended"],
    rules: {
      // Titles state what a case found; they are longer than the rule's 70 characters.
      "long-title": "off",
      // The body keeps the XHTML style of CommonMark's own examples; both are valid HTML.
      "attribute-boolean-style": "off",
      "void-style": "off",
      // Notes are `nota:1`: no heading's anchor can have a colon.
      "valid-id": ["error", { relaxed: true }],
      // Templates break lines where it reads best in the source.
      "no-trailing-whitespace": "off",
      // A scrollable table needs role, name and tabindex on one plain element.
      "prefer-native-element": ["error", { exclude: ["region"] }],
    },
  });
  const validator = new HtmlValidate(loader);
  const findings = [];
  for (const file of files) {
    const report = await validator.validateFile(path.join(site, file));
    for (const result of report.results) {
      for (const m of result.messages) {
        findings.push(`${file}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
      }
    }
  }
  assert.deepEqual(findings.slice(0, 20), [], `${findings.length} findings`);
});

test("every link and every file that a page names is there, anchors too", async () => {
  const texts = new Map();
  for (const file of files) texts.set(file, await readFile(path.join(site, file), "utf8"));
  const anchors = new Map();
  const has = (file, id) => {
    if (!anchors.has(file)) {
      const ids = texts.get(file).matchAll(/ id="([^"]*)"/g);
      anchors.set(file, new Set([...ids].map((m) => m[1])));
    }
    return anchors.get(file).has(id);
  };
  const broken = [];
  for (const [file, text] of texts) {
    // The 404 page counts from the top of its host: the server's tests look at it.
    if (file === "404.html") continue;
    for (const [, written] of text.matchAll(/ (?:href|src|data-cliente|data-guion)="([^"]*)"/g)) {
      const link = written.replaceAll("&amp;", "&");
      if (/^(https?:|mailto:|data:|tel:)/.test(link)) continue;
      const url = new URL(link, `file:///${encodeURI(file)}`);
      const target = decodeURIComponent(url.pathname.slice(1));
      const anchor = decodeURIComponent(url.hash.slice(1));
      const there = texts.has(target) || existsSync(path.join(site, target));
      if (!there || (anchor && !has(target, anchor))) broken.push(`${file}: ${link}`);
    }
  }
  assert.deepEqual(broken.slice(0, 20), [], `${broken.length} broken`);
});

/** Widths at once: a phone, and a screen where the aside stands beside the text. */
const PHONE = { width: 360, height: 800 };
const WIDE = { width: 1280, height: 800 };

test("no page has a barrier or scrolls sideways, in light and dark, on a phone and a wide screen", async () => {
  const wrong = [];
  const left = files.filter((file) => !redirects.has(file));
  assert.ok(left.length > pages.length);
  // A few at a time, each in one page that stays open: a new one for each would take as long again.
  async function reader() {
    const context = await on.browser.newContext({ viewport: PHONE });
    const page = await context.newPage();
    const found = complaints(page);
    for (let file = left.pop(); file; file = left.pop()) {
      const tell = (all) => wrong.push(...all.map((what) => `${file}: ${what}`));
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize(PHONE);
      await page.goto(on.server.url + file);
      tell(await tooWide(page));
      tell(await barriers(page));
      // Only colours change with the scheme, only places with the width.
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize(WIDE);
      tell(await tooWide(page));
      tell(await barriers(page, ["color-contrast", "target-size"]));
      tell(found.splice(0));
    }
    await context.close();
  }
  await Promise.all(Array.from({ length: 3 }, reader));
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} findings`);
});

/** What a page may weigh in bytes after gzip, and how many elements it may have. */
const READ = { html: 10000, first: 25000, nodes: 800 };
// A whole path of study on one page is there to be printed or taken along: it is as long as its modules
// and the facts that they cite.
const PRINTED = { html: 24000, first: 33000, nodes: 1800 };

for (const { key, file } of pages) {
  describe(`${key}: ${file}`, () => {
    const requests = [];
    let page;
    before(async () => {
      const context = await on.browser.newContext({ viewport: PHONE });
      page = await context.newPage();
      page.on("request", (r) => requests.push(r.url()));
      await page.goto(on.server.url + file);
      await page.waitForLoadState("networkidle");
    });
    after(() => page.context().close());

    test("one fetch of little: bytes, requests, nodes, no third party", async () => {
      const own = requests.filter((u) => u.startsWith(on.server.url));
      const foreign = requests.filter((u) => !u.startsWith(on.server.url) && !u.startsWith("data:"));
      assert.deepEqual(foreign, []);
      const sizes = { html: 0, css: 0, js: 0 };
      for (const url of own) {
        const name = decodeURIComponent(url.slice(on.server.url.length).replace(/[?#].*/, ""));
        const bytes = gzipSync(await readFile(path.join(site, name)), { level: 9 }).length;
        sizes[path.extname(name).slice(1)] += bytes;
      }
      const most = key.startsWith("imprimir") ? PRINTED : READ;
      // The search page itself loads the search, and the page of opinions what it works with: that
      // is what they are for.
      if (!key.startsWith("busqueda") && !key.startsWith("opiniones")) {
        // Who prints wants the pictures at once.
        const asked = own.filter((url) => !key.startsWith("imprimir") || /\.(html|css|js)$/.test(url));
        assert.ok(asked.length <= 4, `requests: ${asked.join(" ")}`);
        assert.ok(sizes.js <= 1500, `JS ${sizes.js}`);
        const all = sizes.html + sizes.css + sizes.js;
        assert.ok(all <= most.first, `first view ${all}`);
      }
      assert.ok(sizes.css <= 8000, `CSS ${sizes.css}`);
      assert.ok(sizes.html <= most.html, `HTML ${sizes.html}`);
      const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
      if (!key.startsWith("busqueda")) assert.ok(nodes <= most.nodes, `nodes ${nodes}`);
      assert.deepEqual(await page.context().cookies(), []);
    });

    test("targets are at least 24 px or stand in a sentence", async () => {
      assert.deepEqual(await page.evaluate(smallTargets), []);
    });

    test("keyboard: the skip link comes first and goes to the content", async () => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.className), "salto");
      assert.ok(await page.locator(".salto").isVisible());
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
    });

    test("320 px, double letters there, double text: nothing is cut or pushed out", async () => {
      await page.setViewportSize({ width: 320, height: 600 });
      assert.deepEqual(await tooWide(page), []);
      await page.addStyleTag({ content: "html{font-size:225%!important}" });
      assert.deepEqual(await tooWide(page), []);
      await page.setViewportSize({ width: 640, height: 800 });
      await page.addStyleTag({
        content:
          "html{font-size:225%!important}*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}",
      });
      assert.deepEqual(await tooWide(page), []);
    });

    // Hosts show the 404 page at any depth, so its links are absolute: it is no page of a disk.
    const disk = { skip: key === "perdida" };

    test("without JavaScript and from a disk the page is whole", disk, async () => {
      const context = await on.browser.newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      const found = complaints(plain);
      await plain.goto(on.places["a disk"](file));
      assert.deepEqual(found, []);
      assert.equal(await plain.locator("h1").count(), 1);
      assert.ok((await plain.locator("main").innerText()).length > 40);
      // Nothing is shown that only JavaScript could make work.
      assert.equal(await plain.locator("button.tema").isVisible(), false);
    });

    test("from a disk with JavaScript: no complaint", disk, async () => {
      const found = complaints(page);
      await page.goto(on.places["a disk"](file));
      await page.waitForLoadState("networkidle");
      assert.deepEqual(found, []);
    });
  });
}

test("the reader's choice of dark or light stays, also on the next page", async () => {
  const page = await on.browser.newPage({ colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(`${on.server.url}index.html`);
  const light = await background();
  await page.locator("button.tema").click();
  assert.equal(await page.locator("button.tema").getAttribute("aria-pressed"), "true");
  const dark = await background();
  assert.notEqual(light, dark);
  await page.goto(on.server.url + pages.at(-1).file);
  assert.equal(await background(), dark);
});

test("focus shows a thick ring, in forced colours too", async () => {
  for (const forcedColors of ["none", "active"]) {
    const context = await on.browser.newContext({ forcedColors });
    const page = await context.newPage();
    await page.goto(`${on.server.url}index.html`);
    const places = new Set();
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press("Tab");
      const focus = await page.evaluate(() => {
        const e = document.activeElement;
        const style = getComputedStyle(e);
        const box = e.getBoundingClientRect();
        const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
        return { name: e.outerHTML.slice(0, 60), ring: style.outlineStyle, width: parseFloat(style.outlineWidth), seen };
      });
      places.add(focus.name);
      assert.ok(focus.ring === "solid" && focus.width >= 3 && focus.seen, JSON.stringify(focus));
    }
    assert.ok(places.size >= 10, "the keyboard moves on");
    await context.close();
  }
});

test("documents print with their address and without the site's furniture", async () => {
  const document = pages.find((p) => p.key.startsWith("documento"));
  const page = await on.browser.newPage({ colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  await page.goto(on.server.url + document.file);
  for (const hidden of [".menu", ".salto", ".tema", ".buscador", ".vecinos"]) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  }
  assert.ok(await page.locator("h1").isVisible());
  const colour = await page.evaluate(() => getComputedStyle(document.body).color);
  assert.equal(colour, "rgb(0, 0, 0)");
});

/** What pushes the page out of the window, with the room that it would need. */
async function tooWide(page) {
  return page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scroll = document.documentElement.scrollWidth - limit;
    if (scroll <= 0) return [];
    const over = [...document.body.querySelectorAll("*")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.right > limit + 1 && box.width > 1 && !e.closest(".tabla,.salto,.oculto");
    });
    const names = over.slice(0, 3).map((e) => `${e.tagName}.${e.getAttribute("class")}`);
    return [`scrolls sideways by ${scroll} px of ${limit}: ${names}`];
  });
}

// Runs in the page. WCAG 2.5.8 lets links inside sentences be smaller, and counts spacing.
function smallTargets() {
  const out = [];
  for (const e of document.querySelectorAll("a[href],button,input:not([disabled])")) {
    if (e.closest("p,li p,td,dd,.cuerpo,.salto,.oculto")) continue;
    const box = e.getBoundingClientRect();
    if (box.width === 0) continue;
    if (box.height < 24 || box.width < 24) {
      out.push(`${e.outerHTML.slice(0, 80)} ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
  }
  return out;
}
