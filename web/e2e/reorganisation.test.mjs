// The day the 194 communes of Lạng Sơn became 65, on the coordinator's screen: proposals confirmed by group, a split
// decided by hand, a closing with its reason. LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { look } from './harness.mjs';
import { openStaff, unlock, unlockedDevice } from './staff.mjs';

const people = { dieuphoi: { role: 'coordinator', unit: '20' }, canbo: { role: 'commune_officer', unit: '06637' } };

describe('a reorganisation', { timeout: 300_000 }, () => {
  let staff;
  before(async () => {
    staff = await openStaff(people);
    await staff.persons.dieuphoi.must('/api/v1/reporting/periods', {
      set: 'commune-ntm/2021-2025',
      province: '20',
      title: 'Nửa đầu 2025',
      as_of: '2025-06-15',
      due_on: '2099-01-31',
    });
  });
  after(() => staff?.close());

  test('the coordinator decides what waits on the day, by group and one by one', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'dieuphoi');
    await unlock(page, `${staff.server.address}/lam-viec/sap-xep-don-vi`);
    await page.getByText('194 xã, phường, thị trấn và 11 huyện kết thúc; 65 đơn vị mới.').waitFor();
    await look(page, 'reorganisations');
    await page.getByRole('link', { name: 'Mở màn hình của ngày này: 01/07/2025' }).click();
    await page.getByText('Đã quyết định 0 trên 175 việc.').waitFor();

    // What was split is open from the start and proposes nothing.
    const asked = page.getByRole('region', { name: 'Phải chọn đơn vị nhận' });
    const splitOne = asked.getByRole('listitem').filter({ hasText: 'Bính Xá' });
    assert.equal(await splitOne.getByLabel('Quyết định', { exact: true }).inputValue(), '');
    assert.ok(await splitOne.getByRole('button', { name: /Quyết định: .*Bính Xá/ }).isDisabled());
    await look(page, 'reorganisation-day');
    await splitOne.getByLabel('Quyết định', { exact: true }).selectOption({ label: 'Giao cho Xã Đình Lập' });
    await splitOne.getByRole('button', { name: /Quyết định: .*Bính Xá/ }).click();
    await page.getByText('Đã quyết định 1 trên 175 việc.').waitFor();

    // A successor's proposals stand preselected; one is closed with a reason, the others confirmed at once.
    const group = page.getByRole('region', { name: 'Xã Châu Sơn' });
    await group.getByRole('button', { name: 'Xã Châu Sơn: 4 việc' }).click();
    const item = group.getByRole('listitem').filter({ hasText: 'Bắc Lãng' });
    assert.equal(await item.getByLabel('Quyết định', { exact: true }).inputValue(), 'successor:06637@2025-07-01');
    await item.getByLabel('Quyết định', { exact: true }).selectOption({ label: 'Đóng lại' });
    await item.getByLabel('Lý do').fill('Huyện đã tổng hợp');
    await look(page, 'reorganisation-group');
    await item.getByRole('button', { name: /Quyết định: .*Bắc Lãng/ }).click();
    await page.getByText('Đã quyết định 2 trên 175 việc.').waitFor();
    await group.getByRole('button', { name: 'Xác nhận 3 việc về Xã Châu Sơn' }).click();
    await page.getByText('Đã quyết định 5 trên 175 việc.').waitFor();
    await page.getByText('Đã quyết định (5)').click();
    await page.getByText('Huyện đã tổng hợp').waitFor();

    // The rest in a few seconds: all that is proposed, in one order.
    const started = Date.now();
    await page.getByRole('button', { name: /Xác nhận mọi đề xuất đang hiện \(169 việc\)/ }).click();
    await page.getByText('Đã quyết định 174 trên 175 việc.').waitFor({ timeout: 30_000 });
    assert.ok(Date.now() - started < 15_000, 'confirming a whole day takes too long');
    await look(page, 'reorganisation-decided');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('an officer sees the days and not what waits', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'canbo');
    await unlock(page, `${staff.server.address}/lam-viec/sap-xep-don-vi`);
    await page.getByRole('heading', { name: '01/07/2025' }).waitFor();
    assert.equal(await page.getByText('Mở màn hình của ngày này').count(), 0);
    await unlock(page, `${staff.server.address}/lam-viec/sap-xep-don-vi/2025-07-01`);
    await page.getByRole('alert').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
