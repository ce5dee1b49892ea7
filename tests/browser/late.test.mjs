// A line on which files do not come: what the search page says, what it shows, and how one tries again.
import { test } from "node:test";
import assert from "node:assert/strict";
import { stage } from "./stage.mjs";

const on = stage();

/** A phone whose clock can be turned on; a file that matches `lost` never comes, until `lost` is another. */
async function phone(address) {
  const context = await on.browser.newContext({ viewport: { width: 360, height: 740 }, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.clock.install();
  const line = { page, lost: /^$/, close: () => context.close() };
  await page.route("**/*", (route) => (line.lost.test(route.request().url()) ? undefined : route.continue()));
  line.open = (question) => page.goto(address(`buscar.html?q=${question}`), { waitUntil: "commit" });
  /** Time passes until the page waits no more. */
  line.until = async (text, seconds = 60) => {
    const told = page.locator("#p_resultados>[role=status]", { hasText: text });
    for (let passed = 0; passed < seconds && !(await told.count()); passed++) {
      await page.clock.fastForward(1000);
      await page.waitForTimeout(30);
    }
    await told.first().waitFor({ timeout: 5000 });
  };
  return line;
}
const list = (page) => page.locator("#p_resultados .buscar-lista>li");
const again = (page) => page.getByRole("button", { name: "Intentar de nuevo" });

for (const [what, lost] of [["the client", /recursos\/cliente/], ["the loader", /recursos\/cargador/], ["the entry", /entrada\.js/]]) {
  test(`${what} never comes: that it is late is told with a way to try again, then that it failed, and the titles are at hand`, async () => {
    const line = await phone(on.places["a web host"]), { page } = line;
    line.lost = lost;
    await line.open("plan");
    await page.locator("#p_resultados").waitFor({ state: "attached" });
    assert.equal(await again(page).count(), 0);
    await line.until("está tardando");
    await again(page).waitFor();
    await line.until("No se pudo cargar");
    assert.ok((await page.locator("#p_indice_titulos").boundingBox()).y < 740, "the titles are on the screen");
    line.lost = /^$/;
    await again(page).click();
    await list(page).first().waitFor();
    assert.equal(await again(page).count(), 0);
    await line.close();
  });
}

test("some texts never come: after a while the documents are shown with what is there", async () => {
  const line = await phone(on.places["a web host"]), { page } = line;
  line.lost = /buscador\/.*\/t[0-6]\.js/;
  await line.open("plan");
  await line.until("resultados");
  assert.equal(await list(page).count(), 10);
  assert.ok((await page.locator("#p_resultados mark").count()) > 0, "what came has its fragment");
  await line.close();
});

test("who does not want to wait asks once more, and gets the answer when the line is better", async () => {
  const line = await phone(on.places["a web host"]), { page } = line;
  line.lost = /buscador\/.*\/t\d+\.js/;
  await line.open("plan");
  await line.until("está tardando");
  line.lost = /^$/;
  await again(page).click();
  await list(page).first().waitFor();
  assert.ok((await page.locator("#p_resultados mark").count()) > 0);
  await line.close();
});

test("«Mostrar más» says that it searches, that it is late, and what failed", async () => {
  const line = await phone(on.places["a web host"]), { page } = line;
  await line.open("plan");
  await page.locator(".buscar-cuenta:focus").waitFor();
  line.lost = /buscador\//;
  await page.locator(".buscar-mas").evaluate((more) => more.click());
  await line.until("Buscando…", 0);
  await line.until("está tardando");
  await line.until("No se pudo cargar");
  assert.equal(await list(page).count(), 10, "what came stays");
  assert.ok((await again(page).boundingBox()).y > (await list(page).last().boundingBox()).y, "the button stands by what it is about");
  await line.close();
});

test("a question that fails does not leave the answer to another one on the page", async () => {
  const line = await phone(on.places["a web host"]), { page } = line;
  // The order by date has a file of its own.
  await page.route("**/buscador/*/o.js", (route) => route.abort());
  await line.open("plan");
  await page.locator(".buscar-cuenta:focus").waitFor();
  await page.locator(".buscar-orden [value=fecha]").click();
  await page.locator(".buscar-cuenta", { hasText: "No se pudo cargar" }).waitFor();
  assert.equal(await list(page).first().isVisible(), false);
  assert.equal(await page.locator(".buscar-mas").isVisible(), false);
  assert.ok(await page.locator("#p_indice_titulos").isVisible());
  await page.unroute("**/buscador/*/o.js");
  await again(page).click();
  await list(page).first().waitFor();
  assert.match(page.url(), /orden=fecha/);
  await line.close();
});

test("without a connection there is nothing to try; when it is back, the page says so", async () => {
  const line = await phone(on.places["a web host"]), { page } = line;
  await line.open("plan");
  await page.locator(".buscar-cuenta:focus").waitFor();
  await page.context().setOffline(true);
  await page.locator(".buscar-orden [value=fecha]").click();
  await page.getByText("no hay conexión").waitFor();
  assert.equal(await again(page).count(), 0);
  await page.context().setOffline(false);
  await page.getByText("Revise su conexión").waitFor();
  await again(page).click();
  await list(page).first().waitFor();
  await line.close();
});

test("nobody is stopped on the way to another page", async () => {
  const line = await phone(on.places["a web host"]), { page } = line;
  line.lost = /buscador\/.*\/t\d+\.js/;
  await line.open("plan");
  await line.until("está tardando");
  await page.evaluate(() => {
    window.stops = 0;
    window.stop = () => window.stops++;
  });
  await page.clock.fastForward(20_000);
  assert.ok((await page.evaluate(() => window.stops)) > 0);
  await page.evaluate(() => {
    window.stops = 0;
    // What a browser does when a link is followed; the page stays while the other one is on its way.
    dispatchEvent(new Event("beforeunload"));
  });
  await page.clock.fastForward(60_000);
  assert.equal(await page.evaluate(() => window.stops), 0);
  await line.close();
});
