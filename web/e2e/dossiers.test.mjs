// A dossier of recognition from its registration to the council, by the people who do it, in their browsers: frozen,
// put on display, answered, signed, checked, appraised by two departments, concluded. The display lasts its fifteen
// days, so the server is held on later days of a rehearsal. LUYTRE_PICTURES=folder keeps pictures of the screens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { communePath, look } from './harness.mjs';
import { openStaff, publicly, unlock, unlockedDevice } from './staff.mjs';

const people = {
  dieuphoi: { role: 'coordinator', unit: '20' },
  thamdinh: { role: 'department_reviewer', unit: '20', department: 'construction' },
  nongnghiep: { role: 'department_reviewer', unit: '20', department: 'agriculture_environment' },
  lanhdao: { role: 'provincial_leader', unit: '20' },
  chutich: { role: 'commune_chairman', unit: '06001' },
  mattran: { role: 'commune_front', unit: '06001' },
  canbo: { role: 'commune_officer', unit: '06001' },
};

describe('a dossier of recognition', { timeout: 600_000 }, () => {
  let staff;
  let id;
  const devices = {};

  before(async () => {
    staff = await openStaff(people, { today: '2026-01-05' });
  });
  after(() => staff?.close());

  const base = () => staff.server.address;
  const address = () => `${base()}/lam-viec/ho-so/${id}`;

  // The person's own device, at the dossier.
  async function at(login) {
    if (devices[login]) await unlock(devices[login].page, address());
    else {
      devices[login] = await unlockedDevice(staff, login);
      await unlock(devices[login].page, address());
    }
    await devices[login].page.getByRole('heading', { level: 1, name: /Đoàn Kết/ }).waitFor();
    return devices[login].page;
  }

  const became = (page, stage) => page.locator(`p[data-stage="${stage}"]`).waitFor();
  const dossier = async (login) => (await staff.persons[login].ask(`${base()}/api/v1/dossiers/${id}`)).json();

  async function take(page, move, fill = async () => {}) {
    await page.locator(`[data-move="${move}"] > p > button`).click();
    const form = page.locator(`[data-move="${move}"] form`);
    await fill(form);
    const sure = form.getByRole('checkbox');
    if (await sure.count()) await sure.check();
    await form.getByRole('button', { name: /Xác nhận/ }).click();
  }

  async function putIn(page, part, file) {
    const row = page.locator(`[data-part="${part}"]`);
    await row.getByRole('button', { name: /Thêm tệp/ }).click();
    if (file) await row.locator('input[type="file"]').setInputFiles(file);
    else await row.getByLabel('Chọn từ minh chứng đã có của xã').selectOption({ index: 1 });
    await row.locator('button:not([disabled])', { hasText: 'Đưa vào hồ sơ' }).click();
    await row.getByRole('link').first().waitFor();
  }

  test('the officer opens it and freezes the self-assessment', async () => {
    devices.canbo = await unlockedDevice(staff, 'canbo');
    const { page } = devices.canbo;
    await unlock(page, `${base()}/lam-viec/ho-so`);
    await page.getByText('Mở hồ sơ mới').first().click();
    await page.getByLabel('Mã xã').fill('05998');
    await page.getByLabel('Năm đạt chuẩn').fill('2025');
    await page.getByRole('button', { name: 'Mở hồ sơ mới' }).click();
    await page.getByRole('alert').filter({ hasText: 'đã kết thúc' }).waitFor();
    await page.getByLabel('Mã xã').fill('06001');
    await page.getByRole('button', { name: 'Mở hồ sơ mới' }).click();
    await page.getByRole('heading', { level: 1, name: 'Xã Đoàn Kết: nông thôn mới 2025' }).waitFor();
    id = page.url().split('/').at(-1);
    await became(page, 'preparation');
    assert.match(await page.locator('.way [aria-current="step"]').textContent(), /Tự đánh giá, lập hồ sơ/);
    await page.getByText('Luật tạm dùng.').waitFor();
    // Nothing goes on display before the values are frozen, and the screen says so beside the move.
    const publish = page.locator('[data-move="publish"]');
    await publish.getByText('chưa chốt tự đánh giá').waitFor();
    assert.ok(await publish.getByRole('button').first().isDisabled());
    await look(page, 'opened');
    await page.getByLabel('Số liệu tính đến ngày').fill('cuối năm');
    await page.getByRole('button', { name: 'Chốt tự đánh giá' }).click();
    await page.getByRole('alert').filter({ hasText: 'Không đọc được ngày «cuối năm»' }).waitFor();
    await page.getByLabel('Số liệu tính đến ngày').fill('31/12/2025');
    await page.getByRole('button', { name: 'Chốt tự đánh giá' }).click();
    await page.getByText('Đã chốt tự đánh giá.').waitFor();
    await page.locator('[data-indicator="9.2"]').first().waitFor();
    const file = { name: 'to-trinh.txt', mimeType: 'text/plain', buffer: Buffer.from('Tờ trình của xã Đoàn Kết\n') };
    await putIn(page, 'submission_letter', file);
    // The same file serves again: nothing is uploaded twice.
    for (const part of ['result_report', 'opinions_summary', 'satisfaction_report', 'meeting_minutes']) {
      await putIn(page, part);
    }
    await page.getByText('Còn thiếu 2 thành phần cần có.').waitFor();
    await look(page, 'frozen');
    await take(page, 'publish');
    await became(page, 'display');
    const shown = await publicly(staff, `${communePath}/lay-y-kien`, 'public-display');
    assert.match(shown, /Đang lấy ý kiến[\s\S]*Gửi ý kiến/);
    assert.match(await publicly(staff, `/en${communePath}/lay-y-kien`, 'public-display-english'), /Open for opinions/);
    assert.deepEqual(devices.canbo.complaints, []);
  });

  test('the Front gives an opinion; the officer’s typed answer outlives a change by somebody else', async () => {
    const officer = devices.canbo.page;
    await officer.getByText('Còn 15 ngày công khai').waitFor();
    const front = await at('mattran');
    await front.getByLabel('Nội dung ý kiến').fill('Đường thôn Pò Loỏng chưa xong');
    await front.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await front.getByText('«Đường thôn Pò Loỏng chưa xong»').waitFor();
    assert.equal(await front.locator('[data-move]').count(), 0);
    await at('canbo');
    await officer.getByRole('button', { name: 'Trả lời', exact: true }).click();
    await officer.getByLabel('Nội dung trả lời').fill('Sẽ xong trong tháng 2');
    await front.getByLabel('Ý kiến của').selectOption('resident');
    await front.getByLabel('Nội dung ý kiến').fill('Nhà văn hóa thôn còn chật');
    await front.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await front.getByText('«Nhà văn hóa thôn còn chật»').waitFor();
    await officer.getByRole('button', { name: 'Ghi trả lời' }).click();
    const alert = officer.getByRole('alert').filter({ hasText: 'đã thay đổi' });
    await alert.getByText('Có thêm một ý kiến.').waitFor();
    await look(officer, 'changed');
    await alert.getByRole('button', { name: 'Tải lại hồ sơ' }).click();
    await officer.getByText('«Nhà văn hóa thôn còn chật»').waitFor();
    assert.equal(await officer.getByLabel('Nội dung trả lời').inputValue(), 'Sẽ xong trong tháng 2');
    await officer.getByRole('button', { name: 'Ghi trả lời' }).click();
    await officer.getByText('Trả lời: Sẽ xong trong tháng 2').waitFor();
    await officer.getByRole('button', { name: 'Trả lời', exact: true }).click();
    await officer.getByLabel('Nội dung trả lời').fill('Đã có trong kế hoạch');
    await officer.getByRole('button', { name: 'Ghi trả lời' }).click();
    await officer.getByText('2 ý kiến, 0 chưa trả lời.').waitFor();
    assert.ok(await officer.locator('[data-move="conclude"] button').first().isDisabled());
    await look(officer, 'display');
  });

  test('after fifteen days it is concluded, signed by the chairman and accepted by the coordinator', async () => {
    await staff.on('2026-01-20');
    const officer = await at('canbo');
    await officer.getByText('Đã công khai đủ ngày.').waitFor();
    await take(officer, 'conclude');
    await became(officer, 'finishing');
    devices.chutich = await unlockedDevice(staff, 'chutich');
    const chairman = devices.chutich.page;
    await chairman.getByRole('link', { name: /Hồ sơ công nhận chờ bạn: Xã Đoàn Kết/ }).click();
    await became(chairman, 'finishing');
    await take(chairman, 'submit');
    await became(chairman, 'completeness');
    devices.dieuphoi = await unlockedDevice(staff, 'dieuphoi');
    const coordinator = devices.dieuphoi.page;
    await coordinator.getByRole('link', { name: /Hồ sơ công nhận chờ bạn: Xã Đoàn Kết/ }).waitFor();
    await look(coordinator, 'tasks');
    await unlock(coordinator, `${base()}/lam-viec/ho-so`);
    await coordinator.getByRole('heading', { name: /Đang ở cơ quan điều phối/ }).waitFor();
    await look(coordinator, 'list');
    await coordinator.locator('[data-mine]').getByRole('link').first().click();
    await became(coordinator, 'completeness');
    // A return needs its reason; the browser and the server both ask.
    await coordinator.locator('[data-move="return"] > p > button').click();
    await coordinator.getByLabel('Lý do').waitFor();
    await look(coordinator, 'returning');
    await coordinator.getByRole('button', { name: 'Thôi' }).click();
    await take(coordinator, 'accept');
    await became(coordinator, 'appraisal');
  });

  test('two departments appraise what they own, several indicators at once', async () => {
    const construction = await at('thamdinh');
    await construction.getByRole('heading', { name: 'Thẩm định của bạn' }).waitFor();
    assert.equal(await construction.getByText('Bạn không có việc ở bước này').count(), 0);
    await look(construction, 'appraisal');
    const before = await dossier('thamdinh');
    const own = before.assessment.lines.filter((line) => line.may_find && line.is_owned).map((line) => line.indicator);
    assert.ok(own.includes('9.2') && !own.includes('4.1'), own.join());
    const mark = construction.getByRole('button', { name: /Đánh dấu đạt/ });
    if (await mark.count()) await mark.click();
    await construction.getByLabel('Ý kiến về 9.2').selectOption('not_met');
    await construction.getByLabel('Lý do (9.2)').selectOption('contradicts_sector');
    await construction.getByLabel('Nói rõ (9.2)').fill('Biên bản nghiệm thu ghi 20 trên 60 nhà');
    await look(construction, 'finding');
    await construction.getByRole('button', { name: /^Ghi \d+ ý kiến/ }).click();
    await construction.getByText(/Đã ghi \d+ ý kiến\./).waitFor();
    await construction.locator('tr[data-indicator="9.2"] .verdict[data-outcome="not_met"]').last().waitFor();
    const agriculture = await at('nongnghiep');
    const theirs = agriculture.locator('[data-find]').first();
    const indicator = await theirs.getAttribute('data-find');
    await agriculture.getByLabel(`Ý kiến về ${indicator}`, { exact: true }).selectOption('met');
    await agriculture.getByRole('button', { name: 'Ghi 1 ý kiến' }).click();
    await agriculture.getByText('Đã ghi 1 ý kiến.').waitFor();
  });

  test('the coordinator concludes the appraisal when nothing lacks', async () => {
    const coordinator = await at('dieuphoi');
    await coordinator.locator('[data-move="appraise"]').getByText(/chưa có ý kiến của cơ quan phụ trách/).waitFor();
    const now = await dossier('dieuphoi');
    const open = now.assessment.lines.filter((line) => line.is_owned && line.finding === null);
    const items = open.map((line) => ({ indicator: line.indicator, outcome: 'met' }));
    await staff.persons.dieuphoi.must(`/api/v1/dossiers/${id}/findings`, { version: 1, items });
    await at('dieuphoi');
    const file = { name: 'xac-nhan.txt', mimeType: 'text/plain', buffer: Buffer.from('Xác nhận của Công an tỉnh\n') };
    await putIn(coordinator, 'debt_statement', file);
    await putIn(coordinator, 'security_confirmation');
    await coordinator.getByText('Các thành phần cần có đều đã có tệp.').waitFor();
    await take(coordinator, 'appraise');
    await became(coordinator, 'council');
    await look(coordinator, 'council');
    // The council concludes in its session: nobody writes its result by hand.
    const leader = await at('lanhdao');
    assert.equal(await leader.locator('[data-move="recognise"]').count(), 0);
    await leader.getByText('Bạn không có việc ở bước này. Đang đến lượt: hội đồng thẩm định.').waitFor();
  });
});
