// Titles sustained, by the people who do it: the radar, a commune that scores itself, the signature, the department,
// the coordinator's words, and what the public sees. LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { look } from './harness.mjs';
import { openStaff, periodAsked, unlock, unlockedDevice } from './staff.mjs';

const people = {
  dieuphoi: { role: 'coordinator', unit: '20' },
  xaydung: { role: 'department_reviewer', unit: '20', department: 'construction' },
  chutich: { role: 'commune_chairman', unit: '06001' },
  canbo: { role: 'commune_officer', unit: '06001' },
};

describe('titles sustained', { timeout: 600_000 }, () => {
  let staff;
  const room = (rest = '') => `${staff.server.address}/lam-viec/duy-tri${rest}`;

  // A commune recognised in a drawn decision, with signed values of the last year.
  before(async () => {
    staff = await openStaff(people);
    const { dieuphoi, canbo, chutich } = staff.persons;
    await dieuphoi.must('/api/v1/recognitions', {
      date: '2025-08-20', kind: 'recognition', district: '', commune: 'Đoàn Kết', title_level: 'NTM',
      decision: '99/QĐ-VẼ', source_url: 'https://example.vn/99', trust: 'A', province: '20',
    });
    const { period } = await dieuphoi.must('/api/v1/reporting/periods', periodAsked);
    const said = (measure, value) => ({ unit_code: '06001', measure, as_of: '2025-12-31', opinion: 'self', ...value });
    await canbo.must('/api/v1/observations', {
      observations: [
        said('household_housing_solid', { numerator: '40', denominator: '100' }),
        said('power_grid_standard', { value: 'false' }),
        said('market_or_trading_place', { value: 'false' }),
      ],
    });
    const step = `/api/v1/reporting/periods/${period}/units/06001/step`;
    await canbo.must(step, { step: 'submitted' });
    await chutich.must(step, { step: 'signed', seen: 999_999 });
  });
  after(() => staff?.close());

  const device = (login) => unlockedDevice(staff, login);

  test('the coordinator looks at the radar, as law and as a what-if', async () => {
    const { context, page, complaints } = await device('dieuphoi');
    await page.getByRole('link', { name: 'Chương trình' }).click();
    await page.getByRole('link', { name: 'Duy trì danh hiệu' }).click();
    await page.locator('[data-what-if]').first().waitFor();
    await page.getByText('chưa có quy định mới trong hệ thống').first().waitFor();
    await look(page, 'sustain-what-if');
    await page.getByLabel('Tính đến ngày').fill('hôm kia');
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Tính đến ngày').fill('31/12/2025');
    await page.getByRole('button', { name: 'Xem' }).click();
    const row = page.locator('[data-unit="06001"]');
    await row.getByText(/\/19: .*\b4, .*7, .*9/).waitFor();
    assert.equal(await page.locator('[data-what-if]').count(), 0);
    await row.getByText('Vì sao').click();
    await row.getByText(/trên 19 tiêu chí chưa đạt/).waitFor();
    await look(page, 'sustain-radar');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the commune scores itself, its chairman signs', async () => {
    const officer = await device('canbo');
    await unlock(officer.page, room('/nam/2025'));
    await officer.page.locator('[data-unit="06001"]').getByText('quá hạn', { exact: true }).waitFor();
    await look(officer.page, 'sustain-year');
    await officer.page.getByRole('button', { name: /Tự đánh giá: Xã Đoàn Kết/ }).click();
    await officer.page.getByRole('heading', { level: 1, name: /Xã Đoàn Kết: kiểm tra năm 2025/ }).waitFor();
    await officer.page.locator('[data-check-state="scored"]').waitFor();
    const address = officer.page.url();
    await officer.context.close();

    const chairman = await device('chutich');
    await unlock(chairman.page, address);
    await chairman.page.getByRole('button', { name: 'Ký bản này' }).click();
    await chairman.page.locator('[data-check-state="signed"]').waitFor();
    await chairman.context.close();
    assert.deepEqual([...officer.complaints, ...chairman.complaints], []);
  });

  test('the department verifies, the coordinator warns, the public sees it', async () => {
    const reviewer = await device('xaydung');
    await unlock(reviewer.page, room('/nam/2025'));
    await reviewer.page.getByRole('link', { name: 'Xã Đoàn Kết' }).click();
    await reviewer.page.getByRole('button', { name: 'Đồng ý: 9.2' }).click();
    await reviewer.page.getByText('Đã ghi ý kiến của sở.').waitFor();
    await reviewer.context.close();

    const coordinator = await device('dieuphoi');
    await unlock(coordinator.page, room('/nam/2025'));
    await coordinator.page.getByRole('link', { name: 'Xã Đoàn Kết' }).click();
    await coordinator.page.getByLabel('Kết quả của năm').selectOption('warned');
    await coordinator.page.getByLabel('Lời giải thích').fill('Ba tiêu chí chưa đạt, cần sửa trong năm');
    await look(coordinator.page, 'sustain-close');
    await coordinator.page.getByRole('button', { name: 'Kết luận' }).click();
    await coordinator.page.locator('[data-check-state="warned"]').waitFor();
    await coordinator.page.getByText('chỉ tiêu chưa được sở thẩm tra').waitFor();
    await look(coordinator.page, 'sustain-check');
    await coordinator.page.goto(`${staff.server.address}/xa/06001`);
    await coordinator.page.getByText(/Kiểm tra duy trì năm 2025.*cảnh báo/).waitFor();
    await coordinator.context.close();
    assert.deepEqual([...reviewer.complaints, ...coordinator.complaints], []);
  });
});
