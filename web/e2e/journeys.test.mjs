// What readers come to do, from the front door to the answer.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeFaults, communePath, missing, startBrowser, startServer, widths } from './harness.mjs';

const reason = missing();

describe('a reader', { skip: reason }, () => {
  let server;
  let browser;
  let page;
  let context;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    assert.equal(await server?.stop(), 0, 'the server ends cleanly when it is told to');
  });
  const open = async (options = {}) => {
    context = await browser.newContext({ viewport: widths.desktop, ...options });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
  };

  test('goes from the home page to a commune, opens a criterion and reads why', async () => {
    await open();
    await page.goto(server.address);
    await page.getByRole('link', { name: /Xã Đoàn Kết: đạt \d+ trên 19 tiêu chí/ }).click();
    assert.ok(page.url().includes(communePath));
    assert.match(await page.locator('.answer').innerText(), /đạt \d+ trên 19 tiêu chí/);
    const criterion = page.locator('.criteria tr').filter({ hasText: 'Giao thông' });
    await criterion.locator('summary').click();
    const text = await criterion.locator('.indicators').innerText();
    assert.match(text, /2\.1 .*hóa/);
    assert.match(text, /Căn cứ: 318\/QĐ-TTg/);
    assert.match(text, /Số liệu: .*trình diễn/);
    await context.close();
  });

  test('goes by the menu to the register of recognitions, on a phone, and from a decision to its commune', async () => {
    await open({ viewport: widths.phone, bypassCSP: true });
    await page.goto(server.address);
    const menu = page.getByRole('navigation', { name: 'Các trang chính' });
    await menu.getByRole('link', { name: 'Công nhận', exact: true }).click();
    assert.equal(await page.locator('h1').innerText(), 'Sổ công nhận danh hiệu');
    assert.equal(await menu.locator('[aria-current="page"]').innerText(), 'Công nhận');
    await page.getByText('Đổi bộ tiêu chí, ngày').click();
    await page.getByLabel('Danh hiệu').selectOption('advanced');
    await page.getByRole('button', { name: 'Xem' }).click();
    assert.match(await page.locator('main').innerText(), /nông thôn mới nâng cao[\s\S]*99\/QĐ-UBND/);
    assert.deepEqual(await axeFaults(page), []);
    await page.getByRole('link', { name: 'Xã Sơn Hà' }).first().click();
    assert.match(await page.locator('main').innerText(), /103\/QĐ-UBND/);
    await context.close();
  });

  test('asks where a figure comes from and gets the same figure with its units', async () => {
    await open();
    await page.goto(server.address);
    const card = page.locator('.figures a').nth(2);
    const figure = await card.locator('b').innerText();
    await card.click();
    assert.equal(await page.locator('h1 .big').innerText(), figure);
    assert.equal(await page.locator('section[aria-labelledby=trong] li').count(), Number(figure));
    assert.match(await page.locator('dl').innerText(), /61 xã của tỉnh Lạng Sơn/);
    assert.match(page.url(), /biet=\d+/);
    await context.close();
  });

  test('follows a number in an article to its birth certificate, which owns up to the discrepancy', async () => {
    await open();
    await page.goto(`${server.address}/tin-tuc`);
    await page.getByRole('link', { name: /Cả nước trước ngày bỏ cấp huyện/ }).click();
    await page.locator('.story a.claim', { hasText: '42,4' }).first().click();
    assert.match(page.url(), /\/so-lieu\/[0-9a-f-]{36}$/);
    const text = await page.locator('main').innerText();
    assert.match(text, /42,4 %/);
    assert.match(text, /không khớp phép tính/);
    assert.match(text, /42,2/);
    await context.close();
  });

  test('pages through the news, eight at a time, none twice', async () => {
    await open();
    await page.goto(`${server.address}/tin-tuc`);
    const first = await page.locator('.teaser h2').allInnerTexts();
    assert.equal(first.length, 8);
    await page.getByRole('link', { name: 'Xem tiếp' }).click();
    const second = await page.locator('.teaser h2').allInnerTexts();
    assert.ok(second.length >= 1);
    assert.equal(new Set([...first, ...second]).size, first.length + second.length);
    assert.equal(await page.getByRole('link', { name: 'Xem tiếp' }).count(), 0);
    await context.close();
  });

  test('searches without marks and finds present and former units', async () => {
    await open();
    await page.goto(server.address);
    await page.locator('main').getByRole('searchbox').fill('cao loc');
    await page.locator('main').getByRole('searchbox').press('Enter');
    const found = await page.locator('.found li').allInnerTexts();
    assert.ok(found.some((line) => line.startsWith('Xã Cao Lộc')), found.join('\n'));
    assert.ok(found.some((line) => line.startsWith('Huyện Cao Lộc')), found.join('\n'));
    await page.getByRole('link', { name: 'Huyện Cao Lộc' }).first().click();
    assert.match(await page.locator('h1').innerText(), /Huyện Cao Lộc/);
    await context.close();
  });

  test('reads back through a merger to a former commune', async () => {
    await open();
    await page.goto(server.address + communePath);
    await page.getByRole('link', { name: 'Xã Cao Minh', exact: true }).click();
    assert.match(page.url(), /ngay=2025-06-30/);
    assert.match(await page.locator('main').innerText(), /Về sau trở thành[\s\S]*Xã Đoàn Kết/);
    await context.close();
  });

  test('judges a commune under another set on another day', async () => {
    await open();
    await page.goto(server.address + communePath);
    await page.locator('.chooser summary').click();
    await page.getByLabel('Bộ tiêu chí', { exact: true }).selectOption('commune-ntm/2026-2030');
    await page.getByRole('button', { name: 'Xem' }).click();
    assert.match(page.url(), /bo=commune-ntm/);
    assert.match(await page.locator('.answer h2').innerText(), /2026-2030/);
    await context.close();
  });

  test('needs nothing but the keyboard', async () => {
    await open();
    await page.goto(server.address);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'noi-dung');
    await page.goto(server.address + communePath);
    let opened = false;
    for (let presses = 0; presses < 60 && !opened; presses += 1) {
      await page.keyboard.press('Tab');
      const where = await page.evaluate(() => {
        const at = document.activeElement;
        const is_outlined = getComputedStyle(at).outlineStyle !== 'none';
        return { in_criteria: at.matches('.criteria summary'), is_outlined };
      });
      assert.ok(where.is_outlined, 'the focus can be seen');
      if (!where.in_criteria) continue;
      await page.keyboard.press('Enter');
      opened = await page.evaluate(() => document.activeElement.parentElement.open);
    }
    assert.ok(opened, 'a criterion opens by keyboard');
    await context.close();
  });

  test('needs no script, on a phone', async () => {
    await open({ javaScriptEnabled: false, viewport: widths.phone });
    await page.goto(server.address);
    await page.getByRole('link', { name: 'Xem dạng bảng' }).click();
    assert.ok((await page.locator('table.communes tbody tr').count()) >= 65);
    await page.getByRole('link', { name: 'Xã Ba Sơn' }).click();
    await page.locator('.criteria summary').first().click();
    assert.ok(await page.locator('.criteria .indicators').first().isVisible());
    await context.close();
  });

  test('switches to English and back on the same page', async () => {
    await open();
    await page.goto(server.address + communePath);
    await page.getByRole('link', { name: 'English' }).click();
    assert.ok(page.url().endsWith(`/en${communePath}`));
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(await page.locator('.answer').innerText(), /meets \d+ of 19 criteria/);
    await page.getByRole('link', { name: 'Tiếng Việt' }).click();
    assert.ok(page.url().endsWith(communePath));
    await context.close();
  });

  test('is told kindly when there is no such page', async () => {
    await open();
    const answer = await page.goto(`${server.address}/xa/99999-khong-co`);
    assert.equal(answer.status(), 404);
    assert.match(await page.locator('main').innerText(), /Sổ đơn vị không có mã “99999”/);
    await page.getByRole('link', { name: 'Về trang chủ' }).click();
    assert.equal(new URL(page.url()).pathname, '/');
    await context.close();
  });
});
