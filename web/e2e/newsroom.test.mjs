// An article from pasted text to the public page: figures bound to claims, quoted or set aside; a second person
// approves; two who write at once lose nothing; a figure whose claim is corrected later leads to the correction.
// LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { look, lookInPublic } from './harness.mjs';
import { openStaff, unlock, unlockedDevice } from './staff.mjs';

const people = {
  lanhdao: { role: 'provincial_leader', unit: '20' },
  bientap: { role: 'editor', unit: '20' },
  bientaphai: { role: 'editor', unit: '20' },
  tongbientap: { role: 'chief_editor', unit: '20' },
};
const title = 'Tỉnh tiếp tục xây dựng nông thôn mới';
const pasted = `${title}

Đến ngày 30/6/2025, toàn tỉnh có 106/175 xã (61,6%) đạt chuẩn nông thôn mới (NTM).

Hội nghị tổ chức theo Quyết định số 318/QĐ-TTg, có 120 đại biểu dự. Xã Đoàn Kết kể chuyện ba hộ hiến đất.`;

describe('the newsroom', { timeout: 600_000 }, () => {
  let staff;
  let address; // of the article's screen
  let slug;

  before(async () => {
    staff = await openStaff(people);
  });
  after(() => staff?.close());

  const entry = (page, words) => page.locator('.figure-list > ul > li').filter({ hasText: words }).first();
  async function opened(page, words) {
    const one = entry(page, words);
    await one.locator('summary').click();
    return one;
  }
  const save = async (page, version) => {
    await page.getByRole('button', { name: 'Ghi bài' }).click();
    await page.getByText(`Đã ghi phiên bản ${version}.`).waitFor();
  };
  async function step(page, name, stage, fill = async () => {}) {
    await page.locator('summary', { hasText: new RegExp(`^\\s*${name}\\s*$`) }).click();
    await fill();
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('h1 + .meta .mark', { hasText: stage }).waitFor();
  }

  test('an editor pastes a text, and every figure of it finds its source', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'bientap');
    await page.getByRole('link', { name: 'Chương trình' }).first().click();
    await page.getByRole('link', { name: 'Tòa soạn' }).click();
    await page.getByRole('link', { name: 'Viết bài mới' }).click();
    await page.getByLabel('Nội dung (viết').fill(pasted);
    await look(page, 'newsroom-new');
    await page.getByRole('button', { name: 'Tạo bản nháp' }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    address = page.url();
    await page.getByText('4 trong 4 số liệu chưa rõ nguồn.').waitFor();
    await page.getByRole('status').getByText('106/175 = 60,6 %').waitFor();
    await page.getByText('Quyết định số 318/QĐ-TTg', { exact: false }).first().waitFor();
    await look(page, 'newsroom-pasted');

    const lead = page.getByLabel('Đoạn mở đầu');
    await lead.fill((await lead.inputValue()).replace('61,6%', '60,6%'));
    await page.getByText('Chưa thấy phép tính nào sai.').waitFor();
    for (const words of ['106/175 xã', '60,6%']) {
      const one = await opened(page, words);
      await one.getByRole('button', { name: `Gắn “${words}”` }).first().click();
      await page.getByText(`Đã gắn “${words}”`).waitFor();
    }
    await page.getByText('2 trong 4 số liệu chưa rõ nguồn.').waitFor();
    await save(page, 2);
    const guests = await opened(page, '120 đại biểu');
    await guests.getByLabel('Nguồn được trích').fill('Ban tổ chức hội nghị');
    await guests.getByRole('button', { name: 'Trích nguồn' }).click();
    await page.getByText('1 trong 4 số liệu chưa rõ nguồn.').waitFor();
    const story = await opened(page, 'ba hộ');
    await story.getByRole('button', { name: 'Không phải thống kê' }).click();
    await page.getByText('Cả 4 số liệu đều đã rõ nguồn.').waitFor();
    await look(page, 'newsroom-bound');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('words that were not saved come back; of two who write at once both texts are shown', async () => {
    const first = await unlockedDevice(staff, 'bientap');
    const second = await unlockedDevice(staff, 'bientaphai');
    for (const { page } of [first, second]) {
      await unlock(page, address);
      await page.getByLabel('Đoạn mở đầu').waitFor();
    }
    const lead = (page) => page.getByLabel('Đoạn mở đầu');
    await lead(first.page).press('Control+End');
    await lead(first.page).pressSequentially(' Bản của người thứ nhất.');
    await first.page.waitForTimeout(1_000);
    await unlock(first.page, address);
    await first.page.getByText('Đã lấy lại chữ chưa ghi').waitFor();

    await lead(second.page).press('Control+End');
    await lead(second.page).pressSequentially(' Bản của người thứ hai.');
    await second.page.getByRole('button', { name: 'Ghi bài' }).click();
    await second.page.getByText('Đã ghi phiên bản').waitFor();
    await first.page.getByRole('button', { name: 'Ghi bài' }).click();
    await first.page.getByText('Bài đã được người khác sửa').waitFor();
    await first.page.locator('.as-written', { hasText: 'Bản của người thứ hai.' }).waitFor();
    await first.page.locator('.as-written', { hasText: 'Bản của người thứ nhất.' }).waitFor();
    await look(first.page, 'newsroom-conflict');
    await first.page.getByRole('button', { name: 'Lấy bản trên máy chủ', exact: true }).click();
    await first.page.getByText('Bài đã được người khác sửa').waitFor({ state: 'detached' });
    assert.match(await lead(first.page).inputValue(), /Bản của người thứ hai\.$/);
    for (const { context, complaints } of [first, second]) {
      assert.deepEqual(complaints, []);
      await context.close();
    }
  });

  test('the editor takes it through its steps; somebody else approves and publishes', async () => {
    const editor = await unlockedDevice(staff, 'bientap');
    const { page } = editor;
    await unlock(page, address);
    await step(page, 'Biên tập xong', 'đã biên tập');
    await step(page, 'Đã kiểm số liệu', 'đã kiểm số liệu');
    await step(page, 'Đã kiểm riêng tư và bí mật', 'đã kiểm riêng tư');
    await page.getByText('Chưa làm được').first().waitFor(); // who wrote does not approve
    await page.getByText('Các phiên bản').click();
    await page.getByRole('button', { name: 'So sánh' }).click();
    await page.locator('.difference, .part li').first().waitFor();
    await look(page, 'newsroom-steps');
    assert.deepEqual(editor.complaints, []);
    await editor.context.close();

    const chief = await unlockedDevice(staff, 'tongbientap');
    await unlock(chief.page, address);
    await step(chief.page, 'Duyệt', 'đã duyệt');
    await step(chief.page, 'Đăng', 'đã đăng', () => chief.page.getByLabel('Ngày đăng').fill('31/12/2025'));
    const link = chief.page.getByRole('link', { name: 'Xem trên trang công khai' });
    slug = (await link.getAttribute('href')).replace('/tin-tuc/', '');
    await look(chief.page, 'newsroom-published');
    await chief.page.goto(staff.server.address + '/lam-viec/toa-soan');
    await unlock(chief.page);
    await chief.page.getByText('Đã đăng', { exact: true }).first().click();
    await chief.page.getByRole('link', { name: title }).waitFor();
    await look(chief.page, 'newsroom-list');
    assert.deepEqual(chief.complaints, []);
    await chief.context.close();
  });

  test('a claim is corrected later: the text stays, its figure leads to the correction', async () => {
    const context = await staff.browser.newContext({ locale: 'vi-VN', bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${staff.server.address}/tin-tuc/${slug}`);
    const bound = page.locator('a[href*="/so-lieu/"]', { hasText: '106/175 xã' }).first();
    const claim = (await bound.getAttribute('href')).split('/').pop();
    await lookInPublic(page, 'newsroom-public');
    await staff.persons.lanhdao.must(`/api/v1/claims/${claim}/correction`, {
      reason: 'Nguồn đã sửa số xã',
      numerator: '105',
      statement: '105/175 xã',
    });
    await page.reload();
    const text = await page.locator('main').innerText();
    assert.match(text, /106\/175 xã/, 'the text keeps the number of its day');
    await lookInPublic(page, 'newsroom-public-corrected');
    await page.locator('main a[href*="/so-lieu/"]').first().click();
    await page.locator('main .note a').first().click(); // the certificate leads to the figure that took its place
    await page.getByText('105/175 xã').first().waitFor();
    await context.close();
  });
});
