// A period from the first value to the verified one, by the people who do it, in their browsers: entry by keyboard, by
// a block from Excel and by a workbook; without a network and after the page was killed; two devices at one cell; the
// signature; verification and return. LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { look, widths } from './harness.mjs';
import { became, cell, openStaff, pin, unlock, unlockedDevice } from './staff.mjs';

const people = {
  dieuphoi: { role: 'coordinator', unit: '20' },
  thamdinh: { role: 'department_reviewer', unit: '20', department: 'construction' },
  chutich: { role: 'commune_chairman', unit: '06001' },
  canbo: { role: 'commune_officer', unit: '06001' },
};
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('a reporting period', { timeout: 600_000 }, () => {
  let staff;
  let period;

  before(async () => {
    staff = await openStaff(people);
  });
  after(() => staff?.close());

  const device = (login, options) => unlockedDevice(staff, login, options);
  const base = () => staff.server.address;
  const sheetAddress = () => `${base()}/lam-viec/bieu/${period}/06001`;

  // Until the server has it: the mark alone may still be that of the value before.
  async function enter(page, indicator, text) {
    const sent = page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/api/v1/observations'),
    );
    await cell(page, indicator).fill(text);
    await cell(page, indicator).press('Enter');
    await sent;
    await became(page, indicator, 'saved');
  }

  test('the coordinator opens it', async () => {
    const { context, page, complaints } = await device('dieuphoi');
    await page.getByRole('link', { name: 'Kỳ báo cáo' }).first().click();
    await page.getByText('Mở kỳ mới').first().click();
    await page.getByLabel('Tên kỳ').fill('Cuối năm 2025');
    await page.getByLabel('Bộ tiêu chí').selectOption('commune-ntm/2021-2025');
    await page.getByLabel('Mã tỉnh').fill('20');
    await page.getByLabel('Số liệu tính đến ngày').fill('31/12/2025');
    await page.getByLabel('Hạn nộp').fill('ba mươi');
    await page.getByRole('button', { name: 'Mở kỳ mới' }).click();
    await page.getByText('Không đọc được ngày «ba mươi»').waitFor();
    await page.getByLabel('Hạn nộp').fill('31/01/2099');
    await page.getByRole('button', { name: 'Mở kỳ mới' }).click();
    const link = page.getByRole('link', { name: 'Bảng theo dõi' }).first();
    await link.waitFor();
    period = (await link.getAttribute('href')).split('/').at(-1);
    await look(page, 'periods');
    await link.click();
    await page.getByText('0/61 xã đã ký').waitFor();
    await page.getByRole('button', { name: 'Nhắc 61 xã chưa ký' }).click();
    await page.getByText('Đã nhắc 61 xã.').waitFor();
    assert.match(await page.getByLabel('Lời nhắn để dán vào Zalo').inputValue(), /Còn 61 xã chưa ký: .*Đoàn Kết/);
    await look(page, 'board');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the officer enters by keyboard and by a block from Excel, and sees the verdict at once', async () => {
    const { context, page, complaints } = await device('canbo');
    await look(page, 'mine');
    await page.getByRole('link', { name: /Nhập số liệu: Xã Đoàn Kết/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Xã Đoàn Kết' }).waitFor();
    const input = cell(page, '2.2');
    await input.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('41/60');
    // The verdict follows the typing; nothing was sent yet.
    await page.locator('[data-indicator="2.2"] .verdict', { hasText: '68,3' }).waitFor();
    await page.keyboard.press('Enter');
    await became(page, '2.2', 'saved');
    assert.notEqual(await page.evaluate(() => document.activeElement?.id), await input.getAttribute('id'));
    await cell(page, '4.2').fill('chín mươi');
    await cell(page, '4.2').press('Enter');
    await became(page, '4.2', 'unreadable');
    await cell(page, '4.2').fill('99,1');
    await cell(page, '4.2').press('Enter');
    await became(page, '4.2', 'saved');
    await cell(page, '2.1').evaluate((target) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '95,5\n42/60\n');
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await became(page, '2.1', 'saved');
    await page.getByRole('link', { name: 'Đã gửi hết' }).waitFor();
    await page.reload();
    await page.getByLabel('Mã PIN', { exact: true }).waitFor();
    await look(page, 'unlock', { isLocked: true });
    await page.getByLabel('Mã PIN', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Mở' }).click();
    await page.getByText('Mã PIN không đúng.').waitFor();
    await unlock(page);
    await page.getByRole('heading', { level: 1, name: 'Xã Đoàn Kết' }).waitFor();
    assert.equal(await cell(page, '2.2').inputValue(), '42/60');
    await look(page, 'sheet');
    await page.getByRole('button', { name: /Chi tiết chỉ tiêu 2\.2/ }).click();
    await page.getByText('Bốn ý kiến').or(page.getByText('Xã tự đánh giá')).first().waitFor();
    await page.getByLabel('Viết ý kiến').fill('Đã đếm lại ba thôn');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByText('Đã đếm lại ba thôn').first().waitFor();
    // A photograph goes its own way and is shown to those who may see it, and to nobody else.
    await page.getByLabel('Thêm ảnh hoặc tệp').first().setInputFiles({
      name: 'duong-thon.png', mimeType: 'image/png', buffer: Buffer.from(onePixel, 'base64'),
    });
    const photo = page.getByRole('img', { name: 'duong-thon.png' });
    await photo.waitFor();
    const address = new URL(await photo.getAttribute('src'), base()).href;
    assert.equal((await fetch(address)).status, 401);
    assert.equal((await page.request.get(address)).status(), 200);
    // A screen at rest asks for nothing: on a paid line a loop would be worse than a fault.
    await page.waitForTimeout(1_000);
    let asked = 0;
    page.on('request', () => (asked += 1));
    await page.waitForTimeout(2_000);
    assert.equal(asked, 0, 'requests of a screen at rest');
    await look(page, 'panel');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('without a network nothing is lost, not even when the page is killed', async () => {
    const { context, page } = await device('canbo');
    await unlock(page, sheetAddress());
    await page.getByRole('heading', { level: 1, name: 'Xã Đoàn Kết' }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await cell(page, '4.2').fill('98,7');
    await cell(page, '4.2').press('Enter');
    await became(page, '4.2', 'waiting');
    await page.getByRole('link', { name: '1 mục chưa gửi' }).waitFor();
    await page.locator('[data-indicator="4.2"] .verdict', { hasText: '98,7' }).waitFor();
    await page.close();
    const again = await context.newPage();
    await unlock(again, sheetAddress());
    await again.getByText('đang xem bản lưu trên máy').waitFor();
    await became(again, '4.2', 'waiting');
    assert.equal(await cell(again, '4.2').inputValue(), '98,7');
    await look(again, 'offline');
    await again.getByRole('link', { name: '1 mục chưa gửi' }).click();
    await again.getByRole('heading', { level: 1, name: 'Chưa gửi' }).waitFor();
    await again.getByRole('link', { name: /^4\.2 Hộ dùng điện/ }).waitFor();
    await again.getByText('Xã Đoàn Kết, số liệu đến 31/12/2025').waitFor();
    await look(again, 'unsent');
    await context.setOffline(false);
    await again.evaluate(() => dispatchEvent(new Event('online')));
    await again.getByRole('link', { name: 'Đã gửi hết' }).waitFor();
    await context.close();
  });

  test('two devices at one cell: a person decides', async () => {
    const first = await device('canbo');
    const second = await device('canbo', { viewport: widths.phone });
    for (const { page } of [first, second]) {
      await unlock(page, sheetAddress());
      await cell(page, '4.2').waitFor();
    }
    await second.context.setOffline(true);
    await cell(second.page, '4.2').fill('97,5');
    await cell(second.page, '4.2').press('Enter');
    await became(second.page, '4.2', 'waiting');
    await enter(first.page, '4.2', '99,9');
    await second.context.setOffline(false);
    await second.page.evaluate(() => dispatchEvent(new Event('online')));
    await became(second.page, '4.2', 'conflict');
    await second.page.getByText('Trên máy chủ: 99,9 (Người canbo').waitFor();
    await look(second.page, 'conflict');
    await second.page.getByRole('button', { name: 'Giữ số của tôi' }).click();
    await second.page.getByRole('link', { name: 'Đã gửi hết' }).waitFor();
    await first.page.reload();
    await unlock(first.page);
    await cell(first.page, '4.2').waitFor();
    assert.equal(await cell(first.page, '4.2').inputValue(), '97,5');
    await first.context.close();
    await second.context.close();
  });

  // Writes a text into the value cell (column F) of the row whose title begins so, as Excel would save it.
  function filled(bytes, title, text) {
    const parts = unzipSync(bytes);
    const name = Object.keys(parts).find((path) => strFromU8(parts[path]).includes(title));
    const rows = strFromU8(parts[name]);
    const row = new RegExp(`<row r="(\\d+)"[^>]*>(?:(?!</row>).)*${title}.*?</row>`).exec(rows);
    const address = `F${row[1]}`;
    const inline = `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const changed = row[0].replace(new RegExp(`<c r="${address}"[^>]*?(/>|>.*?</c>)`), inline);
    parts[name] = strToU8(rows.replace(row[0], changed));
    return { bytes: zipSync(parts), address };
  }

  test('the same by Excel: looked at first, cell by cell', async () => {
    const { context, page } = await device('canbo');
    await unlock(page, sheetAddress());
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải biểu Excel' }).click();
    const stream = await (await download).createReadStream();
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const template = new Uint8Array(Buffer.concat(chunks));
    const good = filled(template, '2.2 ', '45/60');
    const wrong = filled(good.bytes, '4.2 ', 'chín mươi');
    await page.getByText('Nộp biểu Excel').click();
    const choose = (bytes) => page.getByLabel('Chọn tệp .xlsx đã điền').setInputFiles({
      name: 'bieu.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(bytes),
    });
    await choose(wrong.bytes);
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('0 số mới, 1 số đổi').waitFor();
    await page.getByRole('row', { name: new RegExp(`${wrong.address} không nhận`) }).waitFor();
    await look(page, 'excel');
    await page.getByRole('button', { name: 'Ghi 1 số' }).click();
    await page.getByText('Đã ghi 1 số.').waitFor();
    await page.waitForFunction(() => document.querySelector('[data-indicator="2.2"] [data-cell]')?.value === '45/60');
    await choose(strToU8('không phải tệp'));
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('alert').filter({ hasText: 'Excel' }).waitFor();
    await context.close();
  });

  test('handed over, signed, verified and returned', async () => {
    const officer = await device('canbo');
    await unlock(officer.page, sheetAddress());
    await officer.page.getByRole('button', { name: 'Trình Chủ tịch ký' }).click();
    await officer.page.getByText('chờ Chủ tịch ký').first().waitFor();

    const chairman = await device('chutich');
    await chairman.page.getByRole('link', { name: /Chờ bạn ký: Xã Đoàn Kết/ }).click();
    await chairman.page.getByRole('button', { name: 'Ký và gửi tỉnh' }).click();
    await chairman.page.getByText('đã ký, ở tỉnh').first().waitFor();
    await look(chairman.page, 'signed');

    const reviewer = await device('thamdinh');
    await reviewer.page.getByRole('link', { name: /Chờ thẩm tra/ }).click();
    await reviewer.page.getByRole('heading', { level: 1, name: 'Thẩm tra theo ngành' }).waitFor();
    await look(reviewer.page, 'review');
    await reviewer.page.getByRole('button', { name: 'Đúng: Xã Đoàn Kết 2.2' }).click();
    await reviewer.page.getByText('Đã ghi 1 mục.').waitFor();
    await reviewer.page.getByRole('button', { name: 'Trả lại: Xã Đoàn Kết 2.1' }).click();
    await reviewer.page.getByLabel('Lý do').selectOption('missing_evidence');
    await reviewer.page.getByLabel('Cần sửa gì').fill('Thiếu ảnh hiện trạng');
    await reviewer.page.getByRole('button', { name: 'Trả lại', exact: true }).last().click();
    await reviewer.page.getByText(/1\/\d+ mục đã thẩm tra, 1 đang trả lại/).waitFor();

    await unlock(officer.page, `${base()}/lam-viec`);
    await officer.page.getByRole('link', { name: /Bị trả lại, cần sửa: Xã Đoàn Kết/ }).click();
    await officer.page.getByText('Thiếu ảnh hiện trạng').waitFor();
    await look(officer.page, 'returned');
    // The public page shows the verified value, and says whose it is.
    const question = '/api/v1/observations?unit=06001&measure=village_road_hardened';
    const shown = await (await fetch(base() + question)).json();
    const own = shown.observations.filter((one) => one.as_of === '2025-12-31' && one.opinion === 'self');
    assert.equal(own.at(-1).stage, 'verified');
    for (const { context } of [officer, chairman, reviewer]) await context.close();
  });

  test('a department enters its figures for all communes; the overview opens what stands behind a figure', async () => {
    const { context, page } = await device('thamdinh');
    await unlock(page, `${base()}/lam-viec/so-lieu-nganh/${period}`);
    await page.getByRole('heading', { level: 1, name: 'Số liệu của ngành' }).waitFor();
    await page.locator('#n-0-2').evaluate((target) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '91\t92\n93\t94\n');
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByRole('link', { name: 'Đã gửi hết' }).waitFor();
    await page.reload();
    await unlock(page);
    await page.locator('#n-1-3').waitFor();
    assert.equal(await page.locator('#n-1-3').inputValue(), '94');
    await look(page, 'sector', { sheet: 'across' });
    await unlock(page, `${base()}/lam-viec/tong-quan/${period}`);
    await page.getByRole('heading', { level: 1, name: 'Tổng quan kỳ' }).waitFor();
    await page.getByRole('button', { name: /tiêu chí đạt bình quân/ }).click();
    await page.getByRole('heading', { name: /Những xã đứng sau số này/ }).waitFor();
    await page.getByText(/Khai sinh của số này: \d+ trên \d+, tính đến \d\d\/\d\d\/\d{4}/).waitFor();
    await look(page, 'overview');
    await context.close();
  });
});
