// A yearly plan by the people who work with it: the coordinator records it from its annex and amends it; the commune's
// officer lists work and reports progress; the department reports on what it owns. LUYTRE_PICTURES=folder keeps
// pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { look } from './harness.mjs';
import { openStaff, unlockedDevice } from './staff.mjs';

const people = {
  dieuphoi: { role: 'coordinator', unit: '20' },
  canbo: { role: 'commune_officer', unit: '06001' },
  xaydung: { role: 'department_reviewer', unit: '20', department: 'construction' },
};
const annex = `STT,Xã,Nhóm mục tiêu,Số tiêu chí,Thời hạn
1,Đoàn Kết,Đạt chuẩn nông thôn mới,,30/11/2025
2,Đoàn Kết,Biên giới,12,31/12/2025
3,Châu Sơn,Đạt chuẩn nông thôn mới,,31/12/2025
`;

describe('a yearly plan', { timeout: 300_000 }, () => {
  let staff;
  let address; // of the plan

  before(async () => {
    staff = await openStaff(people);
  });
  after(() => staff?.close());

  async function fillPlan(page) {
    await page.getByLabel('Năm', { exact: true }).fill('2025');
    await page.getByLabel('Mã tỉnh').fill('20');
    await page.getByLabel('Tên kế hoạch').fill('Kế hoạch năm 2025');
    await page.getByLabel('Ngày ký').fill('15/07/2025');
    await page.getByLabel('Bộ tiêu chí cho các dòng').selectOption('commune-ntm/2021-2025');
    const file = (text) => ({ name: 'phu-luc.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    return (text) => page.getByLabel('Phụ lục (CSV hoặc Excel)').setInputFiles(file(text));
  }

  test('the coordinator records it from its annex, shown first', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'dieuphoi');
    await page.getByRole('link', { name: 'Chương trình' }).first().click();
    await page.getByRole('link', { name: 'Kế hoạch năm' }).click();
    await page.getByText('Chưa có kế hoạch nào được ghi.').waitFor();
    await page.getByText('Ghi kế hoạch mới').click();
    const choose = await fillPlan(page);
    // Without the number of its decision nothing is taken; a unit that nobody knows is told with its line.
    await choose(annex.replace('Châu Sơn', 'Nơi Nào'));
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('alert').getByText('Kế hoạch phải có số quyết định').waitFor();
    await page.getByLabel('Số văn bản').fill('15/KH-UBND');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('alert').getByText('phu-luc.csv:4').waitFor();
    await look(page, 'plan-refused');
    await choose(annex);
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('Xem trước: 3 mục tiêu, chưa ghi gì').waitFor();
    await page.getByText('1 thời hạn rơi vào ngày nghỉ').waitFor();
    await look(page, 'plan-preview');
    await page.getByRole('button', { name: 'Ghi kế hoạch' }).click();
    const link = page.getByRole('link', { name: 'Kế hoạch năm 2025' });
    await link.waitFor();
    address = new URL(await link.getAttribute('href'), staff.server.address).href;
    await look(page, 'plan-list');
    await link.click();
    await page.getByRole('heading', { level: 1, name: 'Kế hoạch năm 2025' }).waitFor();
    assert.equal(await page.getByText('sổ công nhận').count(), 2);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  const card = (page) => page.getByRole('article').filter({ hasText: 'Cứng hóa 6 km' });

  async function report(page, percent, day, reason = '') {
    const one = card(page);
    const form = one.locator('form');
    if (!(await form.isVisible())) await one.getByText('Báo tiến độ', { exact: true }).click();
    await one.getByRole('textbox', { name: 'Đã làm (%)' }).fill(percent);
    await one.getByLabel('Đến ngày').fill(day);
    await one.getByLabel('Lý do, nếu thấp hơn lần trước').fill(reason);
    await one.getByRole('button', { name: 'Gửi tiến độ' }).click();
  }

  test('the officer sees what is lacking, lists work and reports', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'canbo');
    await page.goto(address);
    await page.getByLabel('Mã PIN', { exact: true }).fill('135790');
    await page.getByRole('button', { name: 'Mở' }).click();
    await page.getByText('1 mục tiêu của đơn vị khác không hiện ở đây.').waitFor();
    await page.getByRole('link', { name: 'Xã Đoàn Kết' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Xã Đoàn Kết' }).waitFor();
    await page.locator('[data-uncovered]').waitFor();
    await page.getByText('Thêm việc').click();
    await page.getByLabel('Tiêu chí hoặc chỉ tiêu (số hiệu)').fill('2.2');
    await page.getByLabel('Việc phải làm').fill('Cứng hóa 6 km đường thôn');
    await page.getByLabel('Phụ trách').selectOption('construction');
    await page.getByLabel('Kinh phí (đồng)').fill('4.200.000.000');
    await page.getByLabel('Nguồn vốn').fill('ngân sách tỉnh');
    await page.getByLabel('Bắt đầu').fill('01/08/2025');
    await page.getByLabel('Hạn', { exact: true }).fill('30/11/2025');
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByRole('alert').getByText('Ngày 30/11/2025 không làm việc (cuối tuần)').waitFor();
    await page.getByLabel('Hạn', { exact: true }).fill('28/11/2025');
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByText('Đã ghi.').first().waitFor();
    await card(page).getByText('4.200.000.000 đồng').waitFor();
    await report(page, '20', '01/09/2025');
    await card(page).getByText('cần ít nhất hai lần báo tiến độ').waitFor();
    await report(page, '33,5', '01/10/2025');
    await card(page).getByText('dựa trên 2 lần báo từ 01/09/2025 đến 01/10/2025').waitFor();
    // Less than before wants a reason; what was said stays.
    await report(page, '30', '02/10/2025');
    await card(page).getByRole('alert').getByText('Hãy nêu lý do').waitFor();
    await report(page, '30', '02/10/2025', 'đo lại thực địa');
    await card(page).getByText('dựa trên 3 lần báo').waitFor();
    await card(page).getByText('Các lần báo tiến độ').click();
    await card(page).getByText('Lý do giảm: đo lại thực địa').waitFor();
    await look(page, 'plan-unit');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the department that owns the work reports on it, and changes nothing else', async () => {
    const { context, page } = await unlockedDevice(staff, 'xaydung');
    await page.goto(`${address}/06001`);
    await page.getByLabel('Mã PIN', { exact: true }).fill('135790');
    await page.getByRole('button', { name: 'Mở' }).click();
    await card(page).waitFor();
    assert.equal(await page.getByText('Thêm việc').count(), 0);
    await report(page, '60', '01/11/2025');
    await card(page).getByText('dựa trên 4 lần báo').waitFor();
    await context.close();
  });

  test('the coordinator sees pace and late work, and amends by a later decision', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'dieuphoi');
    await page.goto(address);
    await page.getByLabel('Mã PIN', { exact: true }).fill('135790');
    await page.getByRole('button', { name: 'Mở' }).click();
    await page.getByRole('heading', { name: 'Việc muộn' }).waitFor();
    await page.getByRole('img', { name: /1 việc đến hạn, 0 việc đã xong/ }).waitFor();
    await page.getByText('Số liệu của biểu đồ').click();
    await page.getByText('Điều chỉnh theo văn bản mới').click();
    await page.getByLabel('Số văn bản').fill('40/KH-UBND');
    await page.getByLabel('Ngày ký').fill('10/09/2025');
    await page.getByLabel('Thay đổi').selectOption('dropped');
    await page.getByLabel('Mã đơn vị').fill('06637');
    await page.getByRole('button', { name: 'Ghi điều chỉnh' }).click();
    await page.getByRole('alert').getByText('lý do').first().waitFor();
    await page.getByLabel('Lý do', { exact: true }).fill('chưa bố trí được vốn');
    await page.getByRole('button', { name: 'Ghi điều chỉnh' }).click();
    await page.getByText('Đã ghi điều chỉnh, kế hoạch nay là phiên bản 2.').waitFor();
    await page.getByText('Xã Châu Sơn (Đạt chuẩn nông thôn mới): theo 40/KH-UBND').waitFor();
    await look(page, 'plan-board');
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
