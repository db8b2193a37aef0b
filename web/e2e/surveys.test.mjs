// The residents' survey by the Front: a round planned and approved, slips printed, entered from paper by two people, on
// a phone and without a network, sealed, explained, displayed and confirmed. LUYTRE_PICTURES=folder keeps pictures.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { look } from './harness.mjs';
import { unlock, unlockedDevice } from './staff.mjs';
import { enterSlip, openSurvey, serialsOf } from './survey_world.mjs';

const allGood = '1111111111';
// A browser that reads codes, and always sees this one.
const scannerOf = (serial) => `globalThis.BarcodeDetector = class {
  detect() { return Promise.resolve([{ rawValue: 'https://luytre.example.vn/phieu#${serial}' }]); }
};`;
const voices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

describe('the residents’ survey', { timeout: 900_000 }, () => {
  let staff;
  let round; // its address
  const serials = {}; // by village
  const devices = {}; // that stay in the hand of their person

  before(async () => {
    staff = await openSurvey({ args: voices });
  });
  after(() => staff?.close());

  async function deviceOf(login) {
    devices[login] ??= await unlockedDevice(staff, login);
    const { page } = devices[login];
    if (round) {
      await unlock(page, round);
      await page.getByRole('heading', { level: 1, name: /Lấy ý kiến: .*Đoàn Kết/ }).waitFor();
    }
    return page;
  }
  const fold = (page, words) => page.locator('summary', { hasText: words }).first().click();
  async function step(page, name, words = '') {
    const order = page.locator('details.order').filter({ has: page.locator('summary', { hasText: name }) });
    await order.locator('summary').click();
    if (words) await order.getByRole('textbox').last().fill(words);
    await order.getByRole('button', { name, exact: true }).click();
  }
  const state = (page, words) => page.locator('[data-survey-state]', { hasText: words }).waitFor();
  const village = (page, name) => page.locator('[data-village]', { hasText: name });
  async function toEntry(page, name) {
    await page.getByRole('link', { name: `Nhập phiếu của ${name}` }).click();
    await page.getByRole('heading', { level: 1, name: `Nhập phiếu: ${name}` }).waitFor();
  }
  const sent = (page, become) => page.locator(`[data-slip="${become}"]`).first().waitFor();

  test('the commune’s Front plans a round; what a plan wrote beforehand is no threshold', async () => {
    const page = await deviceOf('mtxa');
    await page.getByRole('link', { name: 'Chương trình' }).first().click();
    await page.getByRole('link', { name: 'Lấy ý kiến người dân' }).click();
    await page.getByText('Chưa có đợt lấy ý kiến nào.').waitFor();
    await page.getByRole('link', { name: 'Lập đợt lấy ý kiến' }).click();
    await page.getByLabel('Số kế hoạch của Mặt trận').fill('12/KH-MTTQ');
    await page.getByLabel('Từ ngày', { exact: true }).fill('03/03/2026');
    await page.getByLabel('Đến ngày', { exact: true }).fill('30/06/2026');
    await page.getByText('2/2 thôn, 10 hộ').waitFor();
    await page.getByLabel('Số hộ tính đến ngày').fill('20/02/2026');
    await page.getByLabel('Nguồn số hộ').fill('Báo cáo của xã');
    await fold(page, 'Con số mà một kế hoạch');
    await page.getByLabel('Bao nhiêu phần trăm').fill('98');
    await page.getByLabel('Ghi ở văn bản nào').fill('45/KH-UBND');
    await page.getByLabel('Nguyên văn').fill('Phấn đấu 98 % hộ hài lòng');
    await page.getByRole('button', { name: /Ghi kế hoạch/ }).click();
    await page.getByRole('alert').getByText('ngày làm việc').waitFor();
    await look(page, 'survey-plan');
    await page.getByLabel('Đến ngày', { exact: true }).fill('27/03/2026');
    await page.getByRole('button', { name: /Ghi kế hoạch/ }).click();
    await page.locator('[data-notes]').getByText('không dùng làm ngưỡng').waitFor();
    await page.getByRole('link', { name: 'Đến đợt lấy ý kiến' }).click();
    await state(page, 'chờ duyệt');
    round = page.url();
    await look(page, 'survey-planned');
  });

  test('the provincial Front approves it', async () => {
    const page = await deviceOf('mttinh');
    await page.getByText('Đến lượt Mặt trận tỉnh.').waitFor();
    await step(page, 'Duyệt kế hoạch');
    await state(page, 'đã duyệt');
  });

  test('the committee’s officer does not find the room before the result is displayed', async () => {
    const page = (devices.canbo = await unlockedDevice(staff, 'canbo')).page;
    await page.getByRole('link', { name: 'Chương trình' }).first().click();
    await page.getByRole('link', { name: 'Hồ sơ công nhận' }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(await page.getByRole('link', { name: 'Lấy ý kiến người dân' }).count(), 0);
    await unlock(page, round);
    await page.getByRole('alert').getByText('chưa được niêm yết').waitFor();
  });

  test('slips are printed once and handed out', async () => {
    const page = await deviceOf('mtxa');
    await step(page, 'Ghi nhận đã tập huấn');
    await state(page, 'đã tập huấn');
    for (const [name, count] of [['Bản Chang', 6], ['Nà Lại', 3]]) {
      await page.getByRole('button', { name: `Việc khác của ${name}` }).click();
      await page.getByText('Số phiếu chỉ hiện một lần').waitFor();
      await page.getByLabel('In thêm bao nhiêu phiếu').fill(String(count));
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'In phiếu', exact: true }).click(),
      ]);
      await page.getByText(`Đã làm ${count} phiếu.`).waitFor();
      const path = join(staff.server.folder, `${name}.pdf`);
      await file.saveAs(path);
      serials[name] = serialsOf(path);
      assert.equal(serials[name].length, count);
      if (name === 'Bản Chang') await look(page, 'survey-printed');
      await page.getByLabel('Vừa phát bao nhiêu phiếu').fill(String(count));
      await page.getByRole('button', { name: 'Ghi đã phát' }).click();
      await village(page, name).getByText('đang lấy ý kiến').waitFor();
      await page.getByRole('button', { name: `Việc khác của ${name}` }).click();
    }
    await state(page, 'đang lấy ý kiến');
  });

  test('a village’s enumerator enters paper and what came by phone', async () => {
    const page = await deviceOf('mtthon');
    await toEntry(page, 'Bản Chang');
    const [first, second, third] = serials['Bản Chang'];
    await page.getByLabel('Số phiếu').fill(first.replace(/.$/, (last) => (last === '7' ? '8' : '7')));
    await page.getByText('Số phiếu chưa đúng.').waitFor();
    await look(page, 'survey-entry');
    await enterSlip(page, first, '1121111111');
    await enterSlip(page, second, allGood);
    await page.getByText('Ghi lời của hộ về câu này').first().click();
    await page.getByLabel('Lời của hộ về câu 1', { exact: true }).fill('Cầu qua suối còn tạm');
    await page.getByText('Điện thoại', { exact: true }).click();
    await enterSlip(page, third, '2222222222');
    await page.getByRole('button', { name: 'Gửi 3 phiếu' }).click();
    await sent(page, 'waiting_second');
    await page.getByText('1 phiếu đủ, 2 chờ người thứ hai').waitFor();
    await page.getByText('Không còn phiếu nào chờ gửi.').waitFor();
    await look(page, 'survey-sent');
  });

  test('the second person sees numbers only; what differs is told', async () => {
    const page = await deviceOf('mtthonhai');
    await toEntry(page, 'Bản Chang');
    await fold(page, 'Phiếu giấy chờ người thứ hai');
    const [first, second] = serials['Bản Chang'];
    await page.getByRole('button', { name: `Nhập phiếu ${first}` }).click();
    assert.equal(await page.locator('.asked input:checked').count(), 0, 'nothing of the first entry is shown');
    for (const key of '1121111111') await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await enterSlip(page, second, '1111111112');
    await page.getByRole('button', { name: 'Gửi 2 phiếu' }).click();
    await sent(page, 'whole');
    await sent(page, 'differing');
    await look(page, 'survey-second');
  });

  test('without a network slips wait sealed on the device and go when it is back', async () => {
    const { context, page } = devices.mtthonhai;
    await context.setOffline(true);
    await page.getByText('Không có mạng').waitFor();
    await page.getByText('Họp thôn', { exact: true }).click();
    const [, , , fourth, fifth] = serials['Bản Chang'];
    await enterSlip(page, fourth, allGood);
    await page.reload();
    await unlock(page);
    await page.getByText('1 phiếu chờ gửi, đã mã hóa trên máy.').waitFor();
    await page.getByText('Họp thôn', { exact: true }).click();
    await enterSlip(page, fifth, '1311111111');
    await look(page, 'survey-offline');
    await page.getByRole('link', { name: '2 mục chưa gửi' }).click();
    await page.getByText('2 phiếu lấy ý kiến chờ gửi: Bản Chang').waitFor();
    await look(page, 'survey-unsent');
    await page.goBack();
    await context.setOffline(false);
    await page.getByRole('link', { name: 'Đã gửi hết' }).waitFor();
  });

  test('a slip of another village, or used already, stays with its reason', async () => {
    const [scanned, ...typed] = serials['Nà Lại'];
    await devices.mtthonhai.context.addInitScript(scannerOf(scanned));
    const page = await deviceOf('mtthonhai');
    await toEntry(page, 'Nà Lại');
    await page.getByText('Điện thoại', { exact: true }).click();
    await page.getByRole('button', { name: 'Quét mã' }).click();
    await page.getByText('Số phiếu đúng.').waitFor();
    assert.equal(await page.getByLabel('Số phiếu').inputValue(), scanned);
    for (const key of allGood) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.getByText(`Đã giữ phiếu ${scanned}.`).waitFor();
    for (const serial of typed) await enterSlip(page, serial, allGood);
    await enterSlip(page, serials['Bản Chang'][5], allGood);
    await page.getByRole('button', { name: 'Gửi 4 phiếu' }).click();
    const refused = page.locator('[data-slip="refused"]');
    await refused.getByText('thôn khác').waitFor();
    await look(page, 'survey-refused');
    await refused.getByRole('button', { name: /Sửa phiếu/ }).click();
    assert.equal(await page.getByLabel('Số phiếu').inputValue(), serials['Bản Chang'][5]);
    await page.getByRole('button', { name: 'Thôi' }).click();
    await refused.getByRole('button', { name: 'Bỏ phiếu' }).click();
    await refused.getByRole('button', { name: 'Chắc chắn bỏ?' }).click();
    await refused.waitFor({ state: 'detached' });
  });

  test('a file of Kobo is taken row by row; device and person are not read', async () => {
    const page = await deviceOf('mtxa');
    await page.getByRole('button', { name: 'Việc khác của Bản Chang' }).click();
    await fold(page, 'Nhập từ tệp Kobo hoặc ODK');
    const questions = Array.from({ length: 10 }, (_, at) => `q${String(at + 1).padStart(2, '0')}`);
    const rows = [serials['Bản Chang'][5], 'HONG-ROI'].map(
      (serial) => `imei:1,an,${serial},${questions.map(() => 'satisfied').join(',')}`,
    );
    const buffer = Buffer.from([`deviceid,username,serial,${questions.join(',')}`, ...rows].join('\n'));
    await page.getByLabel('Tệp', { exact: true }).setInputFiles({ name: 'kobo.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Nhập tệp' }).click();
    await page.getByText('Đã nhận 1 phiếu, không nhận 1.').waitFor();
    await page.getByText('Các cột đã bỏ, không đọc: deviceid, username.').waitFor();
    await look(page, 'survey-import');
  });

  test('the commune’s Front seals each village, and says why a slip is left out', async () => {
    const page = await deviceOf('mtxa');
    await village(page, 'Bản Chang').getByText('1 phiếu hai lần nhập khác nhau').waitFor();
    await look(page, 'survey-collecting');
    await page.getByRole('button', { name: 'Việc khác của Bản Chang' }).click();
    await step(page, 'Niêm phong thôn này', 'Một tờ phiếu mờ, hai người đọc khác nhau');
    await village(page, 'Bản Chang').getByText('đã niêm phong').waitFor();
    await page.getByRole('button', { name: 'Việc khác của Nà Lại' }).click();
    await step(page, 'Niêm phong thôn này');
    await state(page, 'đã niêm phong hết');
    await page.locator('[data-anomaly]').first().waitFor();
    await look(page, 'survey-closed');
  });

  test('anomalies are explained by the commune and weighed by the province', async () => {
    const page = await deviceOf('mtxa');
    const over = page.locator('[data-rule="returned_over_frame"]');
    await over.locator('summary', { hasText: 'Giải trình' }).click();
    await over.getByRole('textbox').fill('Một hộ mới tách sau ngày đếm số hộ');
    await over.getByRole('button', { name: 'Giải trình' }).click();
    await over.getByText('Một hộ mới tách').waitFor();
    await step(page, 'Tổng hợp toàn xã, ký biên bản');
    await state(page, 'đã tổng hợp');
    await step(page, 'Ghi nhận đã niêm yết');
    await state(page, 'đang niêm yết');
    const province = await deviceOf('mttinh');
    const answered = province.locator('[data-rule="returned_over_frame"]');
    await answered.locator('summary', { hasText: 'Chấp nhận giải trình' }).click();
    await answered.getByRole('textbox').first().fill('Đã đối chiếu sổ hộ khẩu');
    await answered.getByRole('button', { name: 'Chấp nhận giải trình' }).click();
    await answered.getByText('Đã đối chiếu').waitFor();
  });

  test('another commune’s Front counts slips again from the paper', async () => {
    const page = await deviceOf('mttinh');
    await page.getByLabel('Đếm lại thôn nào').selectOption({ label: 'Bản Chang' });
    await page.locator('summary', { hasText: 'Yêu cầu xã khác đếm lại' }).click();
    await page.getByLabel('Mã xã của Mặt trận đếm lại').fill('06004');
    await page.getByLabel('Lý do', { exact: true }).last().fill('Rút ngẫu nhiên');
    await page.getByRole('button', { name: 'Yêu cầu xã khác đếm lại' }).click();
    await page.locator('[data-recount]').getByText('chưa đếm').waitFor();
    const other = await deviceOf('mtxakhac');
    await other.getByRole('link', { name: 'Đếm lại' }).click();
    await other.getByRole('button', { name: /Mở phiếu/ }).first().click();
    assert.equal(await other.locator('.asked input:checked').count(), 0);
    for (const key of '1121111111') await other.keyboard.press(key);
    await look(other, 'survey-recount');
    await other.getByRole('button', { name: 'Ghi, sang phiếu sau' }).click();
    await other.reload();
    await unlock(other);
    await other.getByText('Đã đếm 1/1 phiếu.').waitFor();
    await step(other, 'Gửi kết quả đếm lại');
    await other.getByText('Đã gửi kết quả đếm lại.').waitFor();
  });

  test('what residents wrote becomes a task that an officer answers', async () => {
    const page = await deviceOf('mtxa');
    await page.getByRole('link', { name: 'Lời của người dân' }).click();
    await page.getByText('«Cầu qua suối còn tạm»').waitFor();
    await page.getByRole('button', { name: 'Giao việc' }).click();
    await page.getByLabel('Hạn trả lời').fill('30/04/2026');
    await look(page, 'survey-comments');
    await page.getByRole('button', { name: 'Giao việc này' }).click();
    await page.getByText('Đã giao việc.').waitFor();
    const officer = await deviceOf('canbo');
    await step(officer, 'Trả lời', 'Cầu được đưa vào kế hoạch quý II/2026');
    await officer.getByText('Cầu được đưa vào kế hoạch').waitFor();
    await look(officer, 'survey-officer');
    await officer.getByRole('link', { name: 'Chương trình' }).first().click();
    await officer.getByRole('link', { name: 'Lấy ý kiến người dân' }).click();
    await officer.locator('[data-round]').waitFor();
  });

  test('the provincial Front confirms the result and sends it to the dossier', async () => {
    const page = await deviceOf('mttinh');
    await step(page, 'Xác nhận kết quả');
    await state(page, 'đã xác nhận');
    const { dossier } = await staff.persons.canbo.must('/api/v1/dossiers', { unit: '06001', tier: 'ntm', year: 2026 });
    await fold(page, 'Gửi kết quả vào hồ sơ');
    await page.getByLabel('Hồ sơ nhận kết quả').fill(`${staff.server.address}/lam-viec/ho-so/${dossier}`);
    await page.getByRole('button', { name: 'Gửi kết quả vào hồ sơ' }).click();
    await state(page, 'đã gửi vào hồ sơ');
    await look(page, 'survey-sent-on');
    for (const [login, device] of Object.entries(devices)) {
      assert.deepEqual(device.complaints, [], login);
      await device.context.close();
    }
  });

  test('a question is recorded in Tày and heard by the enumerator', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'mtxa');
    await unlock(page, round);
    await page.getByRole('link', { name: /Câu hỏi đọc/ }).click();
    await page.getByRole('button', { name: 'Nghe hoặc ghi âm câu 1', exact: true }).click();
    const tay = page.locator('[data-spoken="tyz"]');
    await tay.getByRole('button', { name: 'Ghi âm', exact: false }).click();
    await page.waitForTimeout(1_000);
    await tay.getByRole('button', { name: 'Dừng ghi âm' }).click();
    await tay.getByRole('button', { name: 'Dùng bản này' }).click();
    await page.getByText('Đã có: Tày.').waitFor();
    await look(page, 'survey-audio');
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
