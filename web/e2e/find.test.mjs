// From a few letters without marks to a district that is no more, the communes that have its ground, and a document.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lookInPublic, missing, staged, widths } from './harness.mjs';

describe('whoever looks for something', { skip: missing() }, () => {
  const stage = staged();
  const open = async (options = {}) => {
    const context = await stage.browser.newContext({ viewport: widths.phone, bypassCSP: true, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return page;
  };

  test('finds a former district from any page on a phone, what became of it, and its open data', async () => {
    const page = await open();
    await page.goto(`${stage.server.address}/so-lieu`);
    const field = page.getByRole('banner').getByRole('searchbox');
    await field.fill('huyen cao loc');
    await field.press('Enter');
    assert.match(page.url(), /\/tim-kiem\?q=huyen/);
    assert.equal(await page.getByRole('main').getByRole('searchbox').inputValue(), 'huyen cao loc');
    const first = page.locator('.answers li').first();
    const text = await first.innerText();
    assert.match(text, /Huyện Cao Lộc/);
    assert.match(text, /đã kết thúc/);
    assert.match(text, /Có đến hết ngày 30\/06\/2025/);
    assert.ok((await page.locator('mark').count()) > 0, 'the words are marked');
    await lookInPublic(page, 'found');
    await first.getByRole('link').click();
    assert.match(await page.locator('h1').innerText(), /Huyện Cao Lộc/);
    await page.context().close();
  });

  test('narrows what was found, goes on without a number of a page, and comes back', async () => {
    const page = await open({ viewport: widths.desktop });
    await page.goto(`${stage.server.address}/tim-kiem?q=xa`);
    const counted = async () => {
      const said = await page.getByRole('status').innerText();
      return Number(/^[\d.]+/.exec(said)[0].replaceAll('.', ''));
    };
    const all = await counted();
    await page.getByRole('link', { name: 'Văn bản', exact: true }).last().click();
    assert.ok((await counted()) < all);
    const kinds = await page.locator('.answers .meta').allInnerTexts();
    assert.ok(kinds.length > 0);
    await page.getByRole('link', { name: 'Văn bản', exact: true }).last().click();
    assert.equal(await counted(), all);
    const before = await page.locator('.answers h2').allInnerTexts();
    await page.getByRole('link', { name: 'Xem tiếp' }).click();
    assert.doesNotMatch(page.url(), /offset|start|page/);
    const later = await page.locator('.answers h2').allInnerTexts();
    assert.notDeepEqual(later, before);
    await page.context().close();
  });

  test('is asked whether another word was meant, and follows it', async () => {
    const page = await open();
    await page.goto(`${stage.server.address}/tim-kiem?q=huyeen%20cao%20locc`);
    await lookInPublic(page, 'found-nothing');
    await page.locator('.note a').click();
    assert.ok((await page.locator('.answers li').count()) > 0);
    await page.context().close();
  });

  test('goes from a criteria set to the decision that made it, and sees where it is used', async () => {
    const page = await open();
    await page.goto(`${stage.server.address}/luat/commune-ntm/2021-2025`);
    await page.getByRole('main').getByRole('link', { name: '318/QĐ-TTg' }).first().click();
    const text = await page.getByRole('main').innerText();
    assert.match(text, /Thủ tướng Chính phủ/);
    assert.match(text, /ban hành hoặc sửa bộ tiêu chí này/);
    await lookInPublic(page, 'document');
    await page.getByRole('link', { name: 'Văn bản', exact: true }).first().click();
    await page.getByLabel('Đang có hiệu lực vào ngày').fill('2017-01-01');
    await page.getByRole('button', { name: 'Lọc' }).click();
    assert.match(await page.getByRole('main').innerText(), /1980\/QĐ-TTg/);
    assert.doesNotMatch(await page.locator('table').innerText(), /318\/QĐ-TTg/);
    await lookInPublic(page, 'documents');
    await page.context().close();
  });
});
