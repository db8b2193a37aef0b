// The register of titles by the coordinator who keeps it: a file that is shown first and mended, one decision and its
// announcement, the declaration of completeness. LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { look } from './harness.mjs';
import { openStaff, unlockedDevice } from './staff.mjs';

const people = { dieuphoi: { role: 'coordinator', unit: '20' } };
const file = `Mã đơn vị,Xã,Loại,Danh hiệu,Số quyết định,Ngày ký,Năm đạt chuẩn,Nguồn
06001,,Công nhận,nông thôn mới,21/QĐ-THU,20/11/2025,2025,sổ của tỉnh
06637,,Công nhận,nông thôn mới,24/QĐ-THU,20/11/2025,2026,sổ của tỉnh
`;

describe('the register of titles', { timeout: 300_000 }, () => {
  let staff;

  before(async () => {
    staff = await openStaff(people);
  });
  after(() => staff?.close());

  const choose = (page, text) =>
    page
      .getByLabel('Tệp sổ công nhận')
      .setInputFiles({ name: 'so.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

  test('a coordinator brings a file, records a decision and declares the register complete', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'dieuphoi');
    await page.getByRole('link', { name: 'Chương trình' }).first().click();
    await page.getByRole('link', { name: 'Sổ công nhận' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sổ công nhận' }).waitFor();
    await page.getByLabel('Đến ngày').first().fill('31/12/2025');
    await page.getByLabel('Trong đơn vị').fill('20');
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByText('chưa rõ có danh hiệu hay không').first().waitFor();
    await look(page, 'register');

    await page.getByText('Nhập từ Excel hoặc CSV').click();
    await choose(page, file);
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('Năm đạt chuẩn 2026 sau ngày ký').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Ghi \d+ dòng mới/ }).count(), 0);
    await look(page, 'register-preview');
    await choose(page, file.replace('2026', '2025'));
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('button', { name: 'Ghi 2 dòng mới' }).click();
    await page.getByText('Đã ghi 2 thông tin danh hiệu').waitFor();
    await page.getByText('21/QĐ-THU').first().waitFor();

    await page.getByText('Ghi một quyết định').click();
    const decision = page.locator('details', { hasText: 'Ghi một quyết định' });
    await decision.getByLabel('Mã đơn vị').fill('06040');
    await decision.getByLabel('Ngày ký (ngày').fill('01/12/2025');
    await decision.getByLabel('Nguồn').fill('sổ của tỉnh');
    await decision.getByRole('button', { name: 'Ghi quyết định' }).click();
    await decision.getByRole('alert').getByText('Chưa có số quyết định').waitFor();
    await decision.getByLabel('Số quyết định').fill('30/QĐ-THU');
    await decision.getByLabel('Ngày hiệu lực (bỏ').fill('15/12/2025');
    await decision.getByRole('button', { name: 'Ghi quyết định' }).click();
    await decision.getByRole('status').getByText('Đã ghi.').waitFor();

    await page.getByText('Khai sổ đầy đủ').click();
    const declaring = page.locator('details', { hasText: 'Khai sổ đầy đủ' });
    await declaring.getByLabel('Mã đơn vị').fill('20');
    await declaring.getByLabel('Từ ngày (ngày').fill('01/07/2025');
    await declaring.getByRole('button', { name: 'Ghi lời khai' }).click();
    await declaring.getByRole('alert').getByText('Hãy ghi căn cứ').waitFor();
    await declaring.getByLabel('Căn cứ').fill('rà soát sổ gốc của tỉnh');
    await declaring.getByRole('button', { name: 'Ghi lời khai' }).click();
    await page.getByText('Đầy đủ: rà soát sổ gốc của tỉnh').waitFor();
    await look(page, 'register-complete');
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
