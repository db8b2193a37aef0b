// A council by the people who sit in it: the secretary convenes and leads it, members vote, the chair signs, and the
// minutes are printed. LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openCouncil } from './council_world.mjs';
import { openPlainly } from './desk.mjs';
import { look } from './harness.mjs';
import { pin, unlockedDevice } from './staff.mjs';


describe('a council', { timeout: 300_000 }, () => {
  let staff;
  let address; // of the session

  before(async () => {
    staff = await openCouncil();
  });
  after(() => staff?.close());

  async function deviceAt(login) {
    const device = await unlockedDevice(staff, login);
    if (!address) return device;
    await device.page.goto(address);
    await device.page.getByLabel('Mã PIN', { exact: true }).fill(pin);
    await device.page.getByRole('button', { name: 'Mở', exact: true }).click();
    await device.page.getByRole('heading', { level: 1, name: 'Phiên họp tháng 3' }).waitFor();
    return device;
  }

  test('the secretary convenes it and opens it', async () => {
    const { context, page, complaints } = await deviceAt('thuky');
    await page.getByRole('link', { name: 'Chương trình' }).first().click();
    await page.getByRole('link', { name: 'Hội đồng thẩm định' }).click();
    await page.getByText('Chưa có phiên họp nào.').waitFor();
    await page.getByText('Triệu tập phiên họp').click();
    await page.getByLabel('Tên phiên họp').fill('Phiên họp tháng 3');
    await page.getByLabel('Ngày họp').fill('08/03/2026');
    await page.getByLabel('Nơi họp').fill('Lạng Sơn');
    const seat = (login, duty) => page.getByLabel(`Người ${login}`, { exact: true }).selectOption(duty);
    await seat('lanhdao', 'chair');
    await seat('thuky', 'secretary');
    await seat('xaydung', 'member');
    await seat('mattran', 'member');
    await seat('quansu', 'member');
    await page.getByLabel(/Đoàn Kết/).check();
    await page.getByRole('button', { name: 'Triệu tập', exact: true }).click();
    await page.getByRole('alert').getByText('09/03/2026').waitFor(); // a Sunday
    await look(page, 'council-convene');
    await page.getByLabel('Ngày họp').fill('03/03/2026');
    await page.getByRole('button', { name: 'Triệu tập', exact: true }).click();
    const link = page.getByRole('link', { name: 'Phiên họp tháng 3' });
    await link.waitFor();
    address = new URL(await link.getAttribute('href'), staff.server.address).href;
    await link.click();
    for (const login of ['lanhdao', 'thuky']) await page.getByRole('checkbox', { name: `Người ${login}` }).check();
    await page.getByRole('button', { name: 'Mở phiên họp' }).click();
    await page.getByRole('alert').getByText('2 trên 5').waitFor();
    for (const login of ['xaydung', 'mattran', 'quansu']) {
      await page.getByRole('checkbox', { name: `Người ${login}` }).check();
    }
    await page.getByRole('button', { name: 'Mở phiên họp' }).click();
    await page.getByText('đang họp').waitFor();
    await page.getByRole('button', { name: 'Trình bày hồ sơ' }).click();
    await page.getByRole('button', { name: 'Ghi Người xaydung không bỏ phiếu' }).click();
    await page.getByText('Người xaydung không bỏ phiếu: đã lập').waitFor();
    await page.getByRole('button', { name: 'Bắt đầu bỏ phiếu' }).click();
    await page.getByText('Đã có 0/4 phiếu').waitFor();
    await look(page, 'council-voting');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  for (const login of ['mattran', 'quansu', 'lanhdao', 'thuky']) {
    test(`${login} votes once`, async () => {
      const { context, page, complaints } = await deviceAt(login);
      await page.getByRole('radio', { name: 'tán thành', exact: true }).check();
      if (login === 'mattran') {
        // The Front may not open the dossier, and reads on what it votes.
        await page.locator('[data-lines] tr[data-indicator="9.2"]').getByText('Người xaydung').waitFor();
        assert.equal(await page.getByRole('link', { name: /Xem hồ sơ/ }).count(), 0);
        await look(page, 'council-ballot');
        await page.getByLabel('Chỉ hiện chỉ tiêu chưa đạt').check();
        await page.locator('[data-lines] tbody').first().waitFor();
      }
      await page.getByRole('button', { name: 'Bỏ phiếu', exact: true }).click();
      await page.getByText('Bạn đã bỏ phiếu.').waitFor();
      assert.equal(await page.getByRole('radio').count(), 0);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  test('who has a conflict gets no ballot', async () => {
    const { context, page } = await deviceAt('xaydung');
    await page.getByText('Bạn không bỏ phiếu hồ sơ này').waitFor();
    assert.equal(await page.getByRole('radio').count(), 0);
    await context.close();
  });

  test('the secretary counts, and says why the council differs from what was computed', async () => {
    const { context, page, complaints } = await deviceAt('thuky');
    await page.getByText('Đã có 4/4 phiếu').waitFor();
    await page.getByRole('button', { name: 'Kết thúc bỏ phiếu' }).click();
    await page.getByText('4 tán thành').waitFor();
    await page.getByText('Ghi đánh giá của hội đồng').click();
    await page.getByLabel('Tiêu chí số').fill('2');
    await page.locator('#vi-sao-1').fill('Còn 2 km đường thôn đang thi công');
    await page.getByRole('button', { name: 'Ghi đánh giá' }).click();
    await page.getByText('Còn 2 km đường thôn đang thi công').first().waitFor();
    await page.getByRole('button', { name: 'Kết luận', exact: true }).click();
    await page.getByRole('alert').getByText('Hãy ghi lý do của hội đồng').waitFor();
    await look(page, 'council-counted');
    await page.getByLabel('Hội đồng kết luận khác kết quả tính được: lý do').fill('Đường thôn xong trong quý I/2026');
    await page.getByRole('button', { name: 'Kết luận', exact: true }).click();
    await page.getByText('đã kết luận').first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the chair signs, and the minutes are printed', async () => {
    const { context, page, complaints } = await deviceAt('lanhdao');
    await page.getByRole('button', { name: 'Ký biên bản' }).click();
    await page.getByText('đã kết thúc').waitFor();
    await look(page, 'council-closed');
    const minutes = `/hoi-dong/${address.split('/').pop()}/bien-ban`;
    await openPlainly(page, 'minutes in English', `${staff.server.address}/en${minutes}`);
    await look(page, 'council-minutes-english');
    await openPlainly(page, 'minutes', staff.server.address + minutes);
    await page.getByText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM').waitFor();
    await page.getByText('Đã xác nhận trong hệ thống').waitFor();
    await look(page, 'council-minutes');
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
