// Villages in the hands of their people: a list from Excel, a village whose commune ended, a dossier as far as the law
// is loaded, and the month ticked on a small phone. LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { look, widths } from './harness.mjs';
import { openStaff, unlockedDevice } from './staff.mjs';

const people = {
  dieuphoi: { role: 'coordinator', unit: '20' },
  chutich: { role: 'commune_chairman', unit: '06001' },
  canbo: { role: 'commune_officer', unit: '06001' },
  truongthon: { role: 'village_head', unit: '06001' },
};

const list = `Tên,Loại,Mã xã,Từ ngày,Số hộ,Số dân,Ngày số liệu,Nguồn
Bản Chang,Bản,06001,01/07/2025,82,340,31/12/2025,Báo cáo của xã
Nà Lại,Thôn,06001,01/07/2025,60,251,31/12/2025,Báo cáo của xã
`;
const fileOf = (text) => ({ name: 'thon.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('villages', { timeout: 600_000 }, () => {
  let staff;

  before(async () => {
    staff = await openStaff(people);
  });
  after(() => staff?.close());

  const device = (login, options) => unlockedDevice(staff, login, options);
  const room = (...parts) => [staff.server.address, 'lam-viec', 'thon', ...parts].join('/');

  const open = async (page, summary) => page.locator('summary', { hasText: summary }).click();

  test('the officer brings a list, which is shown before anything is written', async () => {
    const { context, page, complaints } = await device('canbo');
    await page.getByRole('link', { name: 'Chương trình' }).first().click();
    await page.getByRole('link', { name: 'Thôn và khu dân cư' }).click();
    await page.getByRole('link', { name: /Đoàn Kết/ }).click();
    await page.getByText('Chưa có thôn nào trong sổ.').waitFor();
    await open(page, 'Nhập danh sách từ tệp');
    const wrong = list.replace('06001,01/07/2025,60', '99999,01/07/2025,60');
    await page.getByLabel('Tệp danh sách').setInputFiles(fileOf(wrong));
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('alert').filter({ hasText: '99999' }).waitFor();
    await page.getByLabel('Tệp danh sách').setInputFiles(fileOf(list));
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('rowheader', { name: 'Nà Lại' }).waitFor();
    await look(page, 'village-import');
    await page.getByRole('button', { name: 'Ghi 2 dòng' }).click();
    await page.getByRole('link', { name: 'Bản Chang' }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('a village is confirmed under the successor of its commune, and an old title keeps its district', async () => {
    const { dieuphoi, canbo } = staff.persons;
    const add = (wish) => dieuphoi.must('/api/v1/villages', wish);
    const ended = { commune: '05998@2024-12-01', from: '2024-12-01' };
    const { village } = await add({ name: 'Khuổi Khin', kind: 'thon', ...ended });
    const { context, page, complaints } = await device('canbo');
    await page.goto(room('xa', '06001'));
    await unlockAgain(page);
    await page.getByText('Chương trình chỉ đề xuất.').waitFor();
    await look(page, 'village-unsettled');
    await page.getByRole('button', { name: 'Xác nhận 1 đề xuất' }).click();
    await page.getByText('Chương trình chỉ đề xuất.').waitFor({ state: 'detached' });
    const old = { issuer: '180', source: 'bản giấy' };
    for (const decision of [
      { ladder: 'village', year: 2020, decision: '2015/QĐ-UBND', signed_on: '2020-12-25' },
      { ladder: 'residential_area', year: 2022, decision: '77/QĐ-UBND', signed_on: '2023-01-10' },
    ]) {
      await canbo.must(`/api/v1/villages/${village}/decisions`, { ...decision, ...old });
    }
    const months = ['2026-01', '2026-02', '2026-03', '2026-04'];
    for (const [at, month] of months.entries()) {
      const items = [
        { item: 'lamps_lit', done: [15, 14, 15, 6][at], total: 15 },
        { item: 'hall_opened', done: 4 },
        { item: 'road_kept', done: at < 3 ? 1 : 0 },
      ];
      await canbo.must(`/api/v1/villages/${village}/ticks`, { month, items });
    }
    await page.reload();
    await unlockAgain(page);
    await page.getByRole('heading', { name: 'Dấu hiệu xuống cấp' }).waitFor();
    await page.getByText(/Đèn đường sáng: 6\/15 trong tháng/).waitFor();
    await look(page, 'village-commune');
    await page.getByRole('link', { name: 'Khuổi Khin' }).first().click();
    await page.getByText(/Huyện Tràng Định đã kết thúc ngày 01\/07\/2025/).first().waitFor();
    await page.getByRole('img', { name: /Đèn đường sáng/ }).waitFor();
    await look(page, 'village-page');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('a dossier goes as far as the law is loaded; what does not fit is refused beside the form', async () => {
    const { context, page, complaints } = await device('canbo');
    await page.goto(room('xa', '06001'));
    await unlockAgain(page);
    await page.getByRole('link', { name: 'Bản Chang' }).click();
    await open(page, 'Tên đăng nhập của trưởng thôn');
    await page.getByLabel('Tên đăng nhập của trưởng thôn').fill('truongthon');
    await page.getByRole('button', { name: 'Giao' }).click();
    await page.getByText('Tài khoản của thôn: Người truongthon').waitFor();
    await open(page, 'Đăng ký danh hiệu');
    await page.getByLabel('Danh hiệu', { exact: true }).first().selectOption('residential_area');
    await page.getByLabel('Năm đạt').first().fill('2026');
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByText('chưa chấm điểm được').first().waitFor();
    await page.getByLabel('Số hộ của thôn').fill('82');
    await page.getByLabel('Số hộ dự họp').fill('90');
    await page.getByLabel('Số hộ tán thành').fill('41');
    await page.getByLabel('Ngày', { exact: true }).first().fill('01/03/2026');
    await page.getByRole('button', { name: 'Ghi: Họp thôn' }).click();
    await page.getByRole('alert').filter({ hasText: 'Biên bản không khớp' }).waitFor();
    await page.getByLabel('Số hộ dự họp').fill('60');
    await page.getByRole('button', { name: 'Ghi: Họp thôn' }).click();
    await page.getByText('41 hộ tán thành trong 60 hộ dự họp').waitFor();
    await page.getByText('chưa quá 50 % tổng số hộ').waitFor();
    await page.getByLabel('Các việc, mỗi dòng một việc').fill('Trồng hoa ven đường\nLắp 15 đèn');
    await page.getByLabel('Ngày', { exact: true }).first().fill('10/03/2026');
    await page.getByRole('button', { name: 'Ghi: Kế hoạch' }).click();
    await page.getByText('– Lắp 15 đèn').waitFor();
    await look(page, 'village-dossier');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the village head ticks the month with one hand, and corrects it', async () => {
    const { context, page, complaints } = await device('truongthon', { viewport: widths.phone });
    await page.goto(room());
    await unlockAgain(page);
    await page.getByRole('link', { name: /Ghi sổ tháng: Bản Chang/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Ghi sổ tháng' }).waitFor();
    const more = page.getByRole('button', { name: /Thêm một: Nhà văn hóa/ });
    for (let times = 0; times < 3; times += 1) await more.click();
    await page.locator('[data-item="lamps_lit"] input').nth(0).fill('14');
    await page.locator('[data-item="lamps_lit"] input').nth(1).fill('15');
    await page.locator('[data-item="road_kept"]').getByLabel('Có').check();
    for (const box of await page.locator('.counter button, .tick-save button').all()) {
      const { width, height } = await box.boundingBox();
      assert.ok(width >= 44 && height >= 44, `a button of ${width} × ${height}`);
    }
    await look(page, 'village-tick');
    await page.setViewportSize(widths.phone);
    await page.getByRole('button', { name: /^Ghi sổ tháng/ }).click();
    await page.getByText(/Đã ghi sổ tháng/).waitFor();
    await page.getByText('Tháng này đã ghi.').waitFor();
    await page.locator('[data-item="lamps_lit"] input').nth(0).fill('13');
    await page.getByRole('button', { name: /^Sửa sổ tháng/ }).click();
    await page.getByText(/Đã ghi sổ tháng/).waitFor();
    await page.getByRole('link', { name: 'Bản Chang' }).click();
    await page.getByText('13/15').first().waitFor();
    await page.getByText('thôn ghi').first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  async function unlockAgain(page) {
    const field = page.getByLabel('Mã PIN', { exact: true });
    await field.waitFor();
    await field.fill('135790');
    await page.getByRole('button', { name: 'Mở' }).click();
  }
});
