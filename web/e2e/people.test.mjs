// What a visitor finds out about communes: on the map by keyboard, without script, before the merger, as data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { communePath, lookInPublic, staged, widths } from './harness.mjs';

const stage = staged();

async function opened(options = {}) {
  const context = await stage.browser.newContext({ viewport: widths.desktop, bypassCSP: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  return { page, close: () => context.close() };
}

test('the slider goes through the days by keyboard and keeps the focus', async () => {
  const { page, close } = await opened();
  await page.goto(`${stage.server.address}/ban-do?ngay=2025-07-01&xem=danh-hieu.ntm`);
  const slider = page.locator('#truot');
  await slider.focus();
  assert.match(await slider.getAttribute('aria-valuetext'), /^01\/07\/2025: .*kết thúc/);
  assert.equal(await page.locator('.map > a').count(), 65);
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/ngay=2024-12-01/);
  await page.waitForFunction(() => document.querySelectorAll('.map > a').length === 194);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'truot');
  assert.match(await page.locator('h2#ban-do').innerText(), /01\/12\/2024/);
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => document.querySelectorAll('.map > a').length === 200);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('.map > a').length === 194);
  assert.deepEqual(page.faults, []);
  await close();
});

test('without script every day is a link, and list and map have the same units', async () => {
  const { page, close } = await opened({ javaScriptEnabled: false });
  await page.goto(`${stage.server.address}/ban-do`);
  assert.equal(await page.locator('#truot').count(), 0);
  await page.locator('.day-steps').getByRole('link', { name: 'Ngày trước' }).click();
  const units = await page.locator('.map > a').count();
  assert.equal(await page.locator('table.communes tbody tr').count(), units);
  await page.getByRole('link', { name: 'Số liệu', exact: true }).last().click();
  assert.match(page.url(), /xep=gia-tri/);
  await close();
});

test('from search to a commune, its history before the merger, and its open data', async () => {
  const { page, close } = await opened({ viewport: widths.phone });
  await page.goto(stage.server.address);
  await page.getByLabel('Tìm xã').fill('doan ket');
  await page.locator('main').getByRole('button', { name: 'Tìm', exact: true }).click();
  await page.locator(`main a[href="${communePath}"]`).first().click();
  await page.waitForURL((url) => url.href.includes(communePath));
  assert.ok(await page.getByRole('heading', { name: 'Còn thiếu gì' }).isVisible());
  assert.ok((await page.locator('.chart .break').count()) >= 1, 'the chart is broken at the merger');
  await page.locator('.relatives').getByRole('link', { name: 'Xã Khánh Long' }).first().click();
  assert.match(page.url(), /ngay=20/);
  assert.match(await page.locator('h1').innerText(), /Khánh Long/);
  await page.goto(`${stage.server.address}${communePath}`);
  const file = page.waitForEvent('download');
  await page.locator('section[aria-labelledby=lich-su]').getByRole('link', { name: /CSV/ }).click();
  assert.match((await file).suggestedFilename(), /^tieu-chi-06001-.*\.csv$/);
  assert.deepEqual(page.faults, []);
  await close();
});

test('ranks share ties, and who cannot be assessed stands apart', async () => {
  const { page, close } = await opened();
  await page.goto(`${stage.server.address}/xep-hang`);
  const ranks = await page.locator('.rank').allInnerTexts();
  const apart = await page.locator('section[aria-labelledby=de-rieng] li').count();
  assert.equal(ranks.length + apart, 61);
  assert.ok(ranks.some((rank) => rank.startsWith('=')), 'somebody shares a rank');
  await close();
});

for (const [name, path] of Object.entries({
  map: '/ban-do',
  map_before: '/ban-do?ngay=2025-06-30',
  map_titles: '/ban-do?xem=danh-hieu.ntm',
  country: '/ban-do/ca-nuoc',
  league: '/xep-hang',
  province: '/tinh',
  series: '/so-lieu?dinh-nghia=share_of_all_communes',
  data: '/du-lieu',
  commune: communePath,
})) {
  test(`${name} fits a phone, a desktop and paper`, async () => {
    const { page, close } = await opened();
    await page.goto(stage.server.address + path);
    await lookInPublic(page, `people-${name}`);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 703, height: 1_000 });
    const left = await page.evaluate(
      () => [...document.querySelectorAll('.top nav, main form, #truot')].filter((one) => one.checkVisibility()).length,
    );
    assert.equal(left, 0, 'paper shows what is for the screen');
    const folder = process.env.LUYTRE_PICTURES;
    if (folder) await page.screenshot({ path: `${folder}/people-${name}-paper.png`, fullPage: true });
    assert.deepEqual(page.faults, []);
    await close();
  });
}
