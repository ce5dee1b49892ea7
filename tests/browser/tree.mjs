// What a screen reader is told: the accessibility tree of each kind of page, compared with the one
// that was looked at last. The pages are of a small site of their own, so that content may change.
// ACERVO_UPDATE=1 node --test tests/browser/tree.mjs writes them anew; read the difference.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { acervo, fixture, kinds, launch, serve } from "./site.mjs";

const SNAPSHOTS = path.join(path.dirname(fileURLToPath(import.meta.url)), "snapshots");
const out = await mkdtemp(path.join(os.tmpdir(), "acervo-tree-"));
execFileSync(acervo, ["build", "--root", fixture, "--output", path.join(out, "public")], { stdio: "pipe" });
await rm(path.join(fixture, ".acervo"), { recursive: true, force: true });
const pages = await kinds(path.join(out, "public"));
let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve(path.join(out, "public"))]);
});
after(async () => {
  await browser.close();
  server.close();
  await rm(out, { recursive: true, force: true });
});

for (const { key, file } of pages) {
  test(`${key}: the tree is the one that was looked at`, async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
    await page.goto(server.url + file);
    await page.waitForLoadState("networkidle");
    const tree = `${await page.locator("body").ariaSnapshot()}\n`;
    await page.close();
    const name = path.join(SNAPSHOTS, `${key.replaceAll(/[ /]/g, "-")}.yaml`);
    if (process.env.ACERVO_UPDATE) {
      await mkdir(SNAPSHOTS, { recursive: true });
      await writeFile(name, tree);
    }
    assert.ok(existsSync(name), `${name} is new: ACERVO_UPDATE=1 writes it`);
    assert.equal(tree, await readFile(name, "utf8"), "ACERVO_UPDATE=1 writes it anew");
  });
}
