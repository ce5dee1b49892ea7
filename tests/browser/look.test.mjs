// What the content of this site does not show: a map with documents, an official site, a site in
// English. They are made here, with the program itself (ACERVO names it), and looked at in Chromium.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { acervo, complaints, htmlFiles, kinds, launch, site } from "./site.mjs";
import { barriers, closeAfterEach } from "./stage.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const places = ["bogota", "quindio, risaralda", "san-andres-y-providencia", "antioquia, choco", "amazonas"];
// The 404 page counts its addresses from the top of a host: it has no style on a disk.
const pages = (await kinds()).filter(({ key }) => key !== "perdida");
let folder, browser;

const official = `institucional = true
[institution]
name = "Entidad de prueba"
address = "Calle 0 # 0-00"
phone = "+57 601 000 0000"
email = "atencion@entidad.test"
hours = "lunes a viernes"
logo = "acerca/logo.svg"
bar = { text = "GOV.CO", url = "https://www.gov.co/" }
policies = { "Tratamiento de datos" = "https://entidad.test/datos" }
[feedback]
form = "https://formularios.entidad.test/opinion"
`;

before(async () => {
  browser = await launch();
  folder = mkdtempSync(path.join(tmpdir(), "acervo-mirada-"));
  for (const part of ["content", "themes"]) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  const toml = readFileSync(path.join(root, "site.toml"), "utf8");
  const top = toml.search(/^\[/m);
  const [head, ...rest] = official.split("\n");
  writeFileSync(path.join(folder, "site.toml"), `${toml.slice(0, top)}${head}\n${rest.join("\n")}${toml.slice(top)}`);
  const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><path d="M0 0h9v4H0z"/></svg>';
  writeFileSync(path.join(folder, "content/acerca/logo.svg"), logo);
  const cases = path.join(folder, "content/casos");
  const files = readdirSync(cases).filter((f) => !f.startsWith("_")).sort();
  places.forEach((place, at) => {
    const file = path.join(cases, files[at]);
    writeFileSync(file, readFileSync(file, "utf8").replace("---\n", `---\ndepartamento: [${place}]\n`));
  });
  execFileSync(acervo, ["build", "--root", folder, "--output", path.join(folder, "sitio")], { stdio: "pipe" });
});
closeAfterEach(() => browser);
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function open(file, options = {}) {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 }, ...options });
  const found = complaints(page);
  await page.goto(pathToFileURL(path.join(folder, "sitio", file)).href);
  return { page, found };
}

test("the map is walked with the keyboard in the order of the alphabet and opens its lists", async () => {
  const { page, found } = await open("mapa.html");
  const links = page.locator(".mapa svg > a");
  const names = await links.evaluateAll((all) => all.map((a) => a.getAttribute("aria-label")));
  assert.deepEqual(names, [
    "Amazonas: 1 documento", "Antioquia: 1 documento", "Bogotá: 1 documento", "Chocó: 1 documento",
    "Quindío: 1 documento", "Risaralda: 1 documento", "San Andrés y Providencia: 1 documento",
  ]);
  await links.first().focus();
  for (const name of names) {
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), name);
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
    assert.equal(ring, "3px");
    await page.keyboard.press("Tab");
  }
  // The rounds are for the pointer only: the next stop is the table.
  assert.equal(await page.evaluate(() => document.activeElement.className), "tabla");
  await links.nth(6).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/departamento\/san-andres-y-providencia\.html/);
  assert.deepEqual(found, []);
});

test("each region of the map is a target of 24 px on a phone, and a click on its number opens it", async () => {
  const { page } = await open("mapa.html");
  const boxes = await page.locator(".mapa circle").evaluateAll((all) => all.map((c) => c.getBoundingClientRect().width));
  assert.equal(boxes.length, 7);
  for (const width of boxes) assert.ok(width >= 24, `${width}`);
  await page.locator(".mapa g a", { hasText: "San Andrés" }).click();
  await page.waitForURL(/san-andres/);
});

test("the map's table has the same regions and counts as the map", async () => {
  const { page } = await open("mapa.html");
  const drawn = await page.locator(".mapa svg > a").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.getAttribute("aria-label").match(/\d+/)[0]]));
  const rows = await page.locator("tbody tr:has(a)").evaluateAll((all) => all.map((r) => [r.querySelector("a").getAttribute("href"), r.cells[1].textContent]));
  assert.deepEqual(drawn, rows);
  assert.equal(await page.locator("tbody tr").count(), 33);
});

for (const file of ["mapa.html", "index.html", "casos/index.html"]) {
  test(`an official site has no barrier: ${file}, in light and dark`, async () => {
    const { page } = await open(file);
    const bar = await page.locator(".barra").evaluate((b) => [getComputedStyle(b).backgroundColor, b.offsetHeight >= 56]);
    assert.deepEqual(bar, ["rgb(9, 67, 181)", true]);
    assert.ok((await page.locator("footer").innerText()).includes("Entidad de prueba"));
    assert.deepEqual(await barriers(page), []);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await barriers(page, ["color-contrast"]), []);
  });
}

test("what is sent to the entity's form is sent, in a browser that does not say which button was pressed too", async () => {
  const { page, found } = await open("casos/capacitacion-municipal.html");
  for (const old of [false, true]) {
    if (old) await page.evaluate(() => delete SubmitEvent.prototype.submitter);
    await page.locator("form.opinion").scrollIntoViewIfNeeded();
    await page.waitForFunction(() => !document.querySelector(".opinion [value=guardar]").hidden);
    await page.route("https://formularios.entidad.test/**", (route) => route.fulfill({ status: 204 }));
    await page.locator("form.opinion input[value=si]").check();
    const sent = page.waitForRequest(/formularios/);
    await page.getByRole("button", { name: "Enviar a formularios.entidad.test" }).click();
    assert.match((await sent).postData(), /sirvio=si/);
    assert.equal(await page.evaluate(() => localStorage.getItem("opiniones-1 Saber territorial")), null);
  }
  await page.getByRole("button", { name: "Guardar en este dispositivo" }).click();
  assert.match(await page.evaluate(() => localStorage.getItem("opiniones-1 Saber territorial")), /capacitacion-municipal/);
  assert.deepEqual(found, []);
});

test("lines of text hold 45 to 80 characters on a wide screen", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const seen = [];
  for (const { file, key } of pages) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    const long = await page.evaluate(() => {
      const out = [];
      for (const p of document.querySelectorAll("main p, main li")) {
        const box = p.getBoundingClientRect();
        const line = parseFloat(getComputedStyle(p).lineHeight);
        const lines = Math.round(box.height / line);
        if (p.querySelector("p, ul, ol, dl, svg, input") || lines < 4 || p.closest("table, aside, .facetas, .terminos")) continue;
        out.push(Math.round(p.textContent.trim().length / (lines - 0.5)));
      }
      return out;
    });
    seen.push(...long);
    for (const characters of long) assert.ok(characters <= 80, `${key} ${file}: ${characters}`);
  }
  seen.sort((a, b) => a - b);
  const middle = seen[seen.length >> 1];
  assert.ok(middle >= 45 && middle <= 75, `${middle} in the middle of ${seen.length}`);
});

test("charts and code are as large as the text about them on a phone, and no word of a chart is cut", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  for (const file of ["memorias/financiamiento.html", "guia-del-autor/componentes.html"]) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    const wrong = await page.evaluate(() => {
      const size = (e) => parseFloat(getComputedStyle(e).fontSize);
      const words = [...document.querySelectorAll(".grafico text")].flatMap((e) => {
        const drawing = e.ownerSVGElement.getBoundingClientRect(), box = e.getBoundingClientRect();
        const large = size(e) * drawing.width / e.ownerSVGElement.viewBox.baseVal.width;
        const inside = box.left >= drawing.left - 1 && box.right <= drawing.right + 1;
        return large >= 15 && inside && !e.textContent.endsWith("…") ? [] : [`${e.textContent}: ${large} px, ${box.left - drawing.left}`];
      });
      const code = [...document.querySelectorAll("pre, code")].filter((e) => size(e) < 15);
      return words.concat(code.map((e) => `${e.textContent.slice(0, 30)}: ${size(e)} px`));
    });
    assert.deepEqual(wrong, [], file);
    assert.ok(await page.locator(".grafico text").count(), file);
  }
});

test("the first screen of a list on a phone has its first document", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 780 } });
  const lists = (await htmlFiles()).filter((file) => /^\w+\/index\.html$/.test(file));
  let seen = 0;
  for (const file of lists) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    const first = page.locator(".tarjeta a").first();
    if (!(await first.count())) continue; // an index of terms
    seen++;
    assert.ok((await first.boundingBox()).y < 760, file);
  }
  assert.ok(seen >= 5, `${seen}`);
});

test("what is pressed, chosen or written in is 44 px high on a phone", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  const controls = "button, summary, textarea, input:not([type=checkbox], [type=radio]), label:has(input), .boton, .paginas a";
  for (const file of ["index.html", "casos/pdi-1991.html", "memorias/financiamiento.html", "modulos/fundamentos.html", "buscar.html?q=plan", "entidades/dnp.html"]) {
    const [name, query] = file.split("?");
    await page.goto(pathToFileURL(path.join(site, name)).href + (query ? `?${query}` : ""));
    if (query) await page.locator(".buscar-filtros summary").click();
    if (await page.locator("form.opinion").count()) await page.locator("form.opinion [value=no]").check();
    const small = await page.locator(controls).evaluateAll((all) =>
      // Rows of a long list of filters stand close.
      all.filter((e) => e.checkVisibility() && !e.closest(".buscar-filtros fieldset, .usos") && e.getBoundingClientRect().height < 43.5)
        .map((e) => `${e.outerHTML.slice(0, 70)}: ${e.getBoundingClientRect().height}`));
    assert.deepEqual(small, [], file);
  }
});

test("the columns of a table stand in line, and so does the line below its total", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  for (const file of ["memorias/financiamiento.html", "mapa.html"]) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    const uneven = await page.locator("table").evaluateAll((all) =>
      all.flatMap((table) => {
        const style = (cell) => getComputedStyle(cell);
        const lines = [...table.rows].map((row) => new Set([...row.cells].map((c) => style(c).borderBottomColor + style(c).borderTopColor)).size);
        const edges = new Set([...table.rows].map((row) => style(row.cells[0]).paddingLeft));
        return lines.some((n) => n > 1) || edges.size > 1 ? [table.textContent.slice(0, 60)] : [];
      }));
    assert.deepEqual(uneven, [], file);
  }
});

test("who asks for less motion gets none", async () => {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  for (const { file } of pages) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")].filter((e) => {
        const style = getComputedStyle(e);
        const lasts = (text) => text.split(",").some((t) => parseFloat(t) > 0);
        return lasts(style.transitionDuration) || lasts(style.animationDuration) || style.scrollBehavior === "smooth";
      }).map((e) => e.outerHTML.slice(0, 80)));
    assert.deepEqual(moving, [], file);
  }
});

test("in forced colours every page keeps its words, its fields and its marks", async () => {
  const page = await browser.newPage({ forcedColors: "active", viewport: { width: 360, height: 800 } });
  for (const { file } of pages) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    const lost = await page.evaluate(() => {
      // What stands on nothing but a background colour would be gone.
      const marks = [...document.querySelectorAll("nav [aria-current], [aria-pressed=true], .escala b, .campo input, .campo button, button.tema")];
      return marks.filter((e) => {
        const s = getComputedStyle(e);
        const edge = ["Top", "Bottom"].some((side) => parseFloat(s[`border${side}Width`]) > 0 && s[`border${side}Style`] !== "none");
        return e.offsetParent && !edge && s.outlineStyle === "none" && s.textDecorationLine === "none";
      }).map((e) => e.outerHTML.slice(0, 90));
    });
    assert.deepEqual(lost, [], file);
  }
});

test("with large letters on a phone no word in the first column of a table is cut", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  for (const file of ["memorias/financiamiento.html", "memorias/plan-de-accion.html", "modulos/fundamentos.html"]) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    await page.addStyleTag({ content: "html{font-size:27px!important}" });
    const cut = await page.locator(".tabla tr>:first-child").evaluateAll((cells) =>
      cells.flatMap((cell) => {
        const found = [], texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          for (const word of texts.currentNode.data.matchAll(/\p{L}+/gu)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map((r) => r.top)).size > 1) found.push(word[0]);
          }
        }
        return found;
      }));
    assert.deepEqual(cut, [], file);
  }
});

test("long words of headings are hyphened only where letters are so large that they would not fit", async () => {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path.join(site, "casos/pdi-1991.html")).href);
  // A phone of 360 px, with letters as they come and twice as large.
  for (const [width, hyphens] of [[360, "manual"], [180, "auto"]]) {
    await page.setViewportSize({ width, height: 800 });
    assert.equal(await page.locator("h1").evaluate((h) => getComputedStyle(h).hyphens), hyphens, `${width}`);
  }
});

test("the words of a task run on around what is code or a link in it", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.goto(pathToFileURL(path.join(site, "memorias/ejemplo-encuentro.html")).href);
  const tasks = await page.locator(".tarea label").evaluateAll((all) =>
    all.map((label) => {
      const texts = document.createTreeWalker(label, NodeFilter.SHOW_TEXT), bottoms = [];
      while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, word.index);
          range.setEnd(texts.currentNode, word.index + word[0].length);
          bottoms.push(range.getBoundingClientRect().bottom);
        }
      }
      // A word in code is smaller: its line is the same within half a line.
      const back = bottoms.some((bottom, at) => at > 0 && bottom < bottoms[at - 1] - 12);
      return { words: label.textContent.trim(), back, code: Boolean(label.querySelector("code")) };
    }));
  assert.ok(tasks.filter((task) => task.code).length > 1);
  assert.deepEqual(tasks.filter((task) => task.back), []);
});

test("code in a narrow cell stands below the words before it rather than broken", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(pathToFileURL(path.join(site, "guia-del-autor/escribir-un-documento.html")).href);
  const lines = await page.locator(".cuerpo td+td").first().evaluate((cell) => {
    cell.innerHTML = "Use uno <code>una-lista-de</code> aquí";
    return cell.firstElementChild.getClientRects().length;
  });
  assert.equal(lines, 1);
});

test("links of one name lead to one place, or a list of links does not tell them apart", async () => {
  const page = await browser.newPage();
  for (const file of ["acuerdos.html", "calendario.html", "memorias/financiamiento.html"]) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    const links = await page.locator("main a").evaluateAll((all) => all.map((a) => [a.textContent.trim(), a.href.split("#")[0] + (a.download ? "" : a.hash)]));
    const short = links.filter(([words]) => /^(la misma memoria|Descargar los datos|Guardar en su calendario)/.test(words));
    assert.ok(short.length > 2, file);
    assert.equal(new Set(short.map(([words]) => words)).size, new Set(short.map(([, to]) => to)).size, file);
  }
});

test("on paper a page has its sources and its date, and nothing that only a screen can use", async () => {
  const page = await browser.newPage({ viewport: { width: 760, height: 1000 } });
  await page.emulateMedia({ media: "print" });
  const document = pages.find((k) => k.key.startsWith("documento casos"));
  await page.goto(pathToFileURL(path.join(site, document.file)).href);
  for (const gone of [".buscador", ".menu", ".tema", ".indice", ".vecinos", ".salto"]) {
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  }
  assert.equal(await page.locator("#p_siga, #p_citan").filter({ visible: true }).count(), 0, "lists of links");
  assert.ok(await page.locator("#p_fuentes").isVisible());
  assert.ok(await page.locator(".fechas time").first().isVisible());
  assert.ok(await page.locator(".solo-impreso").isVisible());
  for (const file of ["calendario.html", "memorias/financiamiento.html"]) {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    const files = page.locator("main a[download]");
    assert.ok((await files.count()) > 2, file);
    assert.ok(await files.evaluateAll((all) => all.every((a) => !a.checkVisibility())), `${file}: nothing to download`);
  }
});

test("on paper nothing stands alone on a page, and what is folded or led to by a link is there", async () => {
  const page = await browser.newPage();
  const open = (file) => page.goto(pathToFileURL(path.join(site, file)).href);
  const sheets = async () => (await page.pdf({ format: "Letter" })).toString("latin1").match(/\/Type ?\/Page\b/g).length;
  await open("index.html");
  assert.equal(await sheets(), 2, "the home page");
  await open("memorias/financiamiento.html");
  assert.ok((await sheets()) <= 6, "a chart is parted from its table");
  await open("hechos.html");
  assert.ok((await page.locator(".parte").count()) > 6);
  assert.ok((await sheets()) <= 4, "the index of facts has no page for each part");
  await open("rutas/equipos-municipales/imprimir.html");
  assert.ok((await sheets()) > (await page.locator("article.parte").count()), "each module of a path begins a page");
  const cited = await page.locator("article a.hecho").evaluateAll((all) => all.map((a) => a.textContent));
  const told = await page.locator(".citados dt a").evaluateAll((all) => all.map((a) => a.textContent));
  assert.ok(cited.length > 20);
  assert.deepEqual(cited.filter((code) => !told.includes(code)), []);
  await page.emulateMedia({ media: "print" });
  await open("casos/index.html");
  assert.equal(await page.locator("aside.lado").isVisible(), false);
  await open("guia-del-autor/casos.html");
  assert.ok(await page.locator(".campos-autor details p").first().isVisible(), "the terms of a field");
  await open("glosario.html");
  const whole = await page.locator(".glosas>div").evaluateAll((all) => all.every((e) => getComputedStyle(e).breakInside === "avoid"));
  assert.ok(whole, "a term stands with its definition");
});

test("every page has one description of its own in its head", async () => {
  const seen = new Map();
  for (const file of await htmlFiles()) {
    const html = readFileSync(path.join(site, file), "utf8");
    if (!/<body class/.test(html) || file === "404.html") continue;
    const found = [...html.matchAll(/<meta name="description" content="([^"]*)">/g)];
    assert.equal(found.length, 1, file);
    assert.ok(found[0][1].length > 10, file);
    seen.set(file, found[0][1]);
  }
  assert.ok(seen.size > 10);
});
