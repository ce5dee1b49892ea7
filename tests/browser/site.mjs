// The built site for browser tests: its pages, a server for it, a browser to look at it.
import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Folder of the built site. */
export const site = path.resolve(process.env.ACERVO_SITE ?? path.join(here, "../../public"));

/** The program: what ACERVO names, or what `cargo build` leaves. */
export const acervo = process.env.ACERVO ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(here, "../../target"), "debug/acervo");

/** A small site that does not change with the content. */
export const fixture = path.join(here, "fixture");

const MIME = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".ics": "text/calendar; charset=utf-8",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
};

/** All HTML files, sorted, relative to the site. */
export async function htmlFiles(folder = site) {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .map((e) => e.split(path.sep).join("/"))
    .filter((e) => e.endsWith(".html"))
    .sort();
}

/** One page for each kind and collection: what the body's class and the folder say. */
export async function kinds(folder = site) {
  const found = new Map();
  for (const file of await htmlFiles(folder)) {
    const html = await readFile(path.join(folder, file), "utf8");
    const kind = /<body class="([^"]*)"/.exec(html)?.[1];
    if (kind === undefined) continue; // a redirect has no theme
    const collection = kind === "documento" ? path.posix.dirname(file) : "";
    const key = `${kind} ${collection}`.trim();
    const size = html.length;
    // The longest of its kind: it has most parts.
    if (!found.has(key) || found.get(key).size < size) found.set(key, { key, file, size });
  }
  return [...found.values()].sort((a, b) => a.key.localeCompare(b.key, "es"));
}

/**
 * Serves the site on loopback as a plain static host does, under the path that its canonical
 * addresses name, so that nothing may count on standing at the top of a host.
 */
export async function serve(folder = site) {
  const home = await readFile(path.join(folder, "index.html"), "utf8");
  const canonical = /<link rel="canonical" href="([^"]*)"/.exec(home)?.[1];
  const base = canonical ? new URL(canonical).pathname.replace(/[^/]*$/, "") : "/sitio/";
  const state = { silent: false, bare: false, broken: false };
  const server = createServer(async (request, response) => {
    // A connection that is there and does not answer.
    if (state.silent) return;
    const pathname = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inside = pathname.startsWith(base) ? pathname.slice(base.length) : "404.html";
    // Some hosts show each page without its ending, and send there who asks for it with the ending.
    if (state.bare && pathname.endsWith(".html")) {
      response.writeHead(308, { location: pathname.replace(/(index)?\.html$/, ""), "cache-control": "no-cache" });
      return response.end();
    }
    let file = path.join(folder, path.normalize(`/${inside}`));
    if (state.bare && existsSync(`${file}.html`)) file += ".html";
    if (existsSync(file) && (await stat(file)).isDirectory()) file = path.join(file, "index.html");
    const found = pathname.startsWith(base) && existsSync(file);
    if (!found) file = path.join(folder, "404.html");
    const bytes = await readFile(file);
    const type = MIME[path.extname(file)];
    // What every host does with text, and what docs/sitio.md asks of it.
    const zipped = type !== undefined && /gzip/.test(request.headers["accept-encoding"] ?? "");
    const body = zipped ? gzipSync(bytes) : bytes;
    const lasting = /^(recursos|buscador\/[^/]+)\//.test(inside);
    response.writeHead(found ? 200 : 404, {
      "content-type": type ?? "application/octet-stream",
      "content-length": body.length,
      "cache-control": lasting ? "public, max-age=31536000, immutable" : "no-cache",
      ...(zipped && { "content-encoding": "gzip", vary: "accept-encoding" }),
    });
    if (!state.broken) return response.end(body);
    // The line breaks half-way.
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  });
  const listen = (port) => new Promise((done) => server.listen(port, "127.0.0.1", done));
  await listen(0);
  const { port } = server.address();
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  const url = `http://127.0.0.1:${port}${base}`;
  const start = async () => server.listening || listen(port);
  return Object.assign(state, { url, close: stop, stop, start });
}

/** A headless Chromium; `CHROMIUM` names another binary. */
export function launch(options = {}) {
  return chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Collects everything that a reader's console would complain about. */
export function complaints(page) {
  const found = [];
  page.on("console", (m) => {
    if (m.type() === "error" || m.type() === "warning") found.push(`${m.type()}: ${m.text()}`);
  });
  page.on("pageerror", (e) => found.push(`error: ${e.message}`));
  page.on("requestfailed", (r) => {
    // Going on to another page ends what the first one was still loading, and without JavaScript a browser
    // fetches no script ahead: no faults.
    if (!["net::ERR_ABORTED", "csp"].includes(r.failure()?.errorText)) found.push(`${r.url()}: ${r.failure()?.errorText}`);
  });
  page.on("response", (r) => {
    if (r.status() >= 400) found.push(`${r.status()} ${r.url()}`);
  });
  return found;
}
