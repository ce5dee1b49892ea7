// What most browser tests stand on: one browser, the site on a server, and axe.
import { after, afterEach, before, beforeEach } from "node:test";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve, site } from "./site.mjs";

/** Closes what each test opened in a browser, also when it fails; what its suite opened before stays. */
export function closeAfterEach(browser) {
  let before;
  beforeEach(() => {
    before = browser().contexts();
  });
  afterEach(async () => {
    const own = browser().contexts().filter((context) => !before.includes(context));
    await Promise.all(own.map((context) => context.close()));
  });
}

/** A browser and a server for the tests of one file, and the two places that a site is read from. */
export function stage(folder = site) {
  // Without a site every test would wait for a page that never comes.
  if (folder === site && !existsSync(path.join(site, "index.html"))) {
    console.error(`no built site in ${site}: run \`cargo run -- build\` or set ACERVO_SITE`);
    process.exit(1);
  }
  const on = {
    places: {
      "a web host": (file) => on.server.url + file,
      "a disk": (file) => {
        const [name, query] = file.split("?");
        return pathToFileURL(path.join(folder, name)).href + (query ? `?${query}` : "");
      },
    },
  };
  before(async () => {
    [on.browser, on.server] = await Promise.all([launch(), serve(folder)]);
  });
  closeAfterEach(() => on.browser);
  after(async () => {
    await on.browser.close();
    on.server.close();
  });
  return on;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds on the page as it stands; `only` names rules when the others were asked before.
 * It asks for no file: a page of a disk may not read its own style sheet.
 */
export async function barriers(page, only) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(
    async ([type, values]) => {
      const { violations } = await window.axe.run(document, {
        runOnly: { type, values },
        resultTypes: ["violations"],
        preload: false,
      });
      return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`));
    },
    only ? ["rule", only] : ["tag", RULES],
  );
}
