// A server in an office's own network, under a name and without HTTPS: the browser gives such a page no cryptography,
// no worker and no clipboard. Signing in, entering a value and a photograph work all the same; one sentence says that
// nothing is kept on the device.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { password } from '../../tests/people.mjs';
import { axeFaults, widths } from './harness.mjs';
import { became, cell, openStaff, periodAsked } from './staff.mjs';

const host = 'ten.thu';
const people = {
  dieuphoi: { role: 'coordinator', unit: '20' },
  canbo: { role: 'commune_officer', unit: '06001' },
};

describe('plain HTTP under a name', { timeout: 120_000 }, () => {
  let staff;
  let base;
  let period;

  before(async () => {
    staff = await openStaff(people, { args: [`--host-resolver-rules=MAP ${host} 127.0.0.1`] });
    base = staff.server.address.replace('127.0.0.1', host);
    ({ period } = await staff.persons.dieuphoi.must('/api/v1/reporting/periods', periodAsked));
  });
  after(() => staff?.close());

  test('sign in, enter, see it saved; one sentence says why nothing is kept', async () => {
    const context = await staff.browser.newContext({ locale: 'vi-VN', viewport: widths.phone, bypassCSP: true });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${base}/lam-viec`);
    assert.equal(await page.evaluate(() => globalThis.isSecureContext || crypto.subtle !== undefined), false);
    await page.getByRole('main').getByRole('link', { name: 'Đăng nhập' }).click();
    await page.getByLabel('Tên đăng nhập').fill('canbo');
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page
      .getByRole('link', { name: /Xã Đoàn Kết/ })
      .first()
      .waitFor();
    assert.equal(await page.getByText('Không có HTTPS thì trình duyệt không mã hóa được').count(), 1);
    assert.equal(await page.getByLabel('Mã PIN').count(), 0);
    await page.goto(`${base}/lam-viec/bieu/${period}/06001`);
    await cell(page, '2.2').fill('41/60');
    await cell(page, '2.2').press('Enter');
    await became(page, '2.2', 'saved');
    await page.getByRole('link', { name: 'Đã gửi hết' }).waitFor();
    await page.getByRole('button', { name: /Chi tiết chỉ tiêu 2\.2/ }).click();
    const onePixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const buffer = Buffer.from(onePixel, 'base64');
    await page
      .getByLabel('Thêm ảnh hoặc tệp')
      .first()
      .setInputFiles({ name: 'duong.png', mimeType: 'image/png', buffer });
    await page.getByRole('img', { name: 'duong.png' }).waitFor();
    assert.deepEqual(await axeFaults(page), []);
    await page.reload();
    await cell(page, '2.2').waitFor();
    assert.equal(await cell(page, '2.2').inputValue(), '41/60');
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
