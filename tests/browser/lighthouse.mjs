// Lighthouse on one page of each kind, as a phone on slow 4G, the median of three runs.
// scripts/lighthouse, which installs what this needs
// Scores of accessibility, best practices and search engines, layout shift and bytes are asserted.
// Times are simulated from what Chromium measured, so a busy machine shows in them: they are told,
// and asserted with ACERVO_TIMES=1.
import assert from "node:assert/strict";
import { launch as launchChrome } from "chrome-launcher";
import lighthouse from "lighthouse";
import { kinds, serve } from "./site.mjs";

const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const server = await serve();
const chrome = await launchChrome({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const wrong = [];
console.log("page                                     perf a11y  bp  seo   LCP ms  TBT ms  CLS  bytes requests");
for (const { key, file } of await kinds()) {
  const results = [];
  for (let run = 0; run < RUNS; run++) {
    const out = await lighthouse(server.url + file, {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      logLevel: "silent",
      output: "json",
    });
    results.push(out.lhr);
  }
  const score = (name) => Math.round(100 * median(results.map((r) => r.categories[name].score)));
  const value = (name) => median(results.map((r) => r.audits[name].numericValue));
  const [performance, ...others] = CATEGORIES.map(score);
  const [lcp, tbt, cls] = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(value);
  const bytes = value("total-byte-weight");
  const requests = results[0].audits["network-requests"].details.items.filter((i) => i.url.startsWith("http")).length;
  console.log(
    `${key.slice(0, 40).padEnd(40)} ${[performance, ...others].map((n) => String(n).padStart(4)).join(" ")} ${lcp.toFixed(0).padStart(7)} ${tbt.toFixed(0).padStart(7)} ${cls.toFixed(3)} ${bytes} ${requests}`,
  );
  // Search engines must not list the page of lost addresses, nor a path's copy for paper: both say so.
  const hidden = key === "perdida" || key === "imprimir";
  const asked = hidden ? CATEGORIES.slice(1, 3) : CATEGORIES.slice(1);
  for (const name of asked) {
    if (score(name) === 100) continue;
    const refs = results[0].categories[name].auditRefs.map((ref) => results[0].audits[ref.id]);
    const failed = refs.filter((a) => a.score !== null && a.score < 1).map((a) => `${a.id}: ${a.title}`);
    wrong.push(`${file}: ${name} ${score(name)}: ${failed.join("; ")}`);
  }
  if (cls > 0.001) wrong.push(`${file}: layout shift ${cls}`);
  if (process.env.ACERVO_TIMES) {
    if (performance < 100) wrong.push(`${file}: performance ${performance}`);
    // The copy for paper has all modules of a path: tests/browser/pages.test.mjs gives it more bytes.
    if (lcp > (key === "imprimir" ? 1500 : 1200)) wrong.push(`${file}: largest paint ${lcp} ms`);
    if (tbt > 50) wrong.push(`${file}: blocked ${tbt} ms`);
  }
}
chrome.kill();
server.close();
assert.deepEqual(wrong, []);
