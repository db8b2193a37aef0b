// The last word on a title by whoever gives it: the leader signs after the council, the commune announces, the public
// sees; and a title that fell below the law is reviewed, warned and taken away. LUYTRE_PICTURES=folder keeps pictures.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { concludeCouncil, openCouncil, openRehearsal, serveOn, upload } from './council_world.mjs';
import { communePath, look, widths } from './harness.mjs';
import { publicly, unlock, unlockedDevice } from './staff.mjs';

const became = (page, stage) => page.locator(`p[data-stage="${stage}"]`).waitFor();
const formOf = (page, move) => page.locator(`[data-move="${move}"] form`);

async function open(page, move) {
  await page.locator(`[data-move="${move}"] > p > button`).click();
  return formOf(page, move);
}

async function confirm(form) {
  await form.getByRole('checkbox').check();
  await form.getByRole('button', { name: /Xác nhận/ }).click();
}

describe('a title is given', { timeout: 600_000 }, () => {
  let staff;
  const address = () => `${staff.server.address}/lam-viec/ho-so/${staff.dossier}`;
  const dossier = async () => {
    const { lanhdao } = staff.persons;
    return (await lanhdao.ask(`${lanhdao.base}/api/v1/dossiers/${staff.dossier}`)).json();
  };

  before(async () => {
    staff = await openCouncil();
    await concludeCouncil(staff);
  });
  after(() => staff?.close());

  test('the leader finds it among their tasks, with what the council said and what was computed', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'lanhdao');
    await page.getByRole('link', { name: /Hồ sơ công nhận chờ bạn: Xã Đoàn Kết/ }).click();
    await became(page, 'decision');
    const council = page.locator('#phan-hoi-dong');
    await council.getByText('Còn 2 km đường thôn đang thi công').waitFor();
    await council.getByText('4 tán thành').waitFor();
    await look(page, 'leader-decision');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('a decision without its number or on a day that cannot be is refused, and nothing changes', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'lanhdao');
    await unlock(page, address());
    await became(page, 'decision');
    const before = await dossier();
    const form = await open(page, 'recognise');
    await form.getByLabel('Ngày ký').fill('03/03/2026');
    await confirm(form);
    assert.ok(await form.getByLabel('Số quyết định').evaluate((field) => !field.checkValidity()), 'the browser asks');
    await form.getByLabel('Số quyết định').fill('  ');
    await form.getByRole('button', { name: /Xác nhận/ }).click();
    await form.getByRole('alert').getByText('Chưa có số quyết định').waitFor();
    await look(page, 'leader-refused');
    await form.getByLabel('Số quyết định').fill('26/QĐ-VẼ');
    await form.getByLabel('Ngày ký').fill('ngày mai');
    await form.getByRole('button', { name: /Xác nhận/ }).click();
    await form.getByRole('alert').getByText('Không đọc được ngày «ngày mai»').waitFor();
    await form.getByLabel('Ngày ký').fill('04/03/2026');
    await form.getByRole('button', { name: /Xác nhận/ }).click();
    await form.getByRole('alert').getByText('04/03/2026').waitFor();
    assert.equal(await form.getByLabel('Số quyết định').inputValue(), '26/QĐ-VẼ', 'what was typed stays');
    const now = await dossier();
    assert.deepEqual([now.expected_version, now.stage, now.decision], [before.expected_version, 'decision', null]);
    assert.doesNotMatch(await publicly(staff, '/cong-nhan', 'recognitions'), /26\/QĐ-VẼ/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the leader signs by keyboard alone, on a phone', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'lanhdao', { viewport: widths.phone });
    await unlock(page, address());
    await became(page, 'decision');
    const { keyboard } = page;
    const isAt = (locator) => locator.evaluate((one) => one === document.activeElement);
    const tabTo = async (locator) => {
      for (let presses = 0; presses < 12; presses += 1) {
        await keyboard.press('Tab');
        if (await isAt(locator)) return;
      }
      assert.fail(`the keyboard does not reach ${locator}`);
    };
    await page.locator('[data-move="recognise"] > p > button').focus();
    await keyboard.press('Enter');
    const form = formOf(page, 'recognise');
    await form.waitFor();
    await tabTo(form.getByLabel('Số quyết định'));
    await keyboard.type('26/QĐ-VẼ');
    await tabTo(form.getByLabel('Ngày ký'));
    await keyboard.type('03/03/2026');
    await tabTo(form.getByLabel('Ngày hiệu lực'));
    await keyboard.type('10/03/2026');
    await tabTo(form.getByRole('checkbox'));
    await keyboard.press('Space');
    await tabTo(form.getByRole('button', { name: /Xác nhận/ }));
    await keyboard.press('Enter');
    await became(page, 'announcement');
    await page.getByText('Quyết định 26/QĐ-VẼ, ký 03/03/2026, hiệu lực 10/03/2026.').waitFor();
    await look(page, 'leader-signed');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the commune announces it, and anybody reads where and what was only basically met', async () => {
    const chairman = await unlockedDevice(staff, 'chutich');
    await chairman.page.getByRole('link', { name: /Hồ sơ công nhận chờ bạn: Xã Đoàn Kết/ }).click();
    await became(chairman.page, 'announcement');
    const announcing = await open(chairman.page, 'announce');
    await announcing.getByLabel('Nơi công bố').fill('Nhà văn hóa xã Đoàn Kết');
    await confirm(announcing);
    await became(chairman.page, 'recognised');
    await chairman.page.getByText('Còn 2 km đường thôn đang thi công').waitFor();
    await look(chairman.page, 'leader-announced');
    const soon = await publicly(staff, '/cong-nhan', 'recognitions');
    assert.match(soon, /Đoàn Kết[\s\S]*26\/QĐ-VẼ[\s\S]*chưa có hiệu lực/i);
    assert.match(soon, /Hội đồng xem là cơ bản đạt: tiêu chí[\s\S]*Nhà văn hóa xã Đoàn Kết/);
    await serveOn(staff, '2026-03-10');
    assert.match(await publicly(staff, '/cong-nhan', 'recognitions'), /26\/QĐ-VẼ[\s\S]*đang có hiệu lực/i);
    const commune = await publicly(staff, communePath, 'commune');
    assert.match(commune, /26\/QĐ-VẼ/);
    assert.deepEqual(chairman.complaints, []);
    await chairman.context.close();
  });
});

describe('a title is taken away', { timeout: 600_000 }, () => {
  const people = {
    canbo: { role: 'commune_officer', unit: '06001' },
    thuky: { role: 'coordinator', unit: '20' },
    lanhdao: { role: 'provincial_leader', unit: '20' },
  };
  const said = {
    farmland_actively_irrigated: '50', household_electricity_safe: '80', village_culture_house: '60',
    household_housing_solid: '40', multidimensional_poverty_rate_2021_2025: '30',
  };
  let staff;
  let path; // of the dossier

  const record = (as_of, values) => staff.persons.canbo.must('/api/v1/observations', {
    observations: Object.entries(values).map(([measure, value]) => (
      { unit_code: '06001', measure, as_of, opinion: 'self', value })),
  });
  const dossier = async () => (await staff.persons.thuky.ask(`${staff.server.address}/api/v1${path}`)).json();
  const say = async (login, what, body) => {
    const { expected_version } = await dossier();
    return staff.persons[login].must(`/api/v1${path}/${what}`, { ...body, expected_version });
  };
  async function freeze(page, day) {
    await page.getByLabel('Số liệu tính đến ngày').fill(day);
    await page.getByRole('button', { name: /^Chốt/ }).click();
    await page.getByText('Đã chốt tự đánh giá.').waitFor();
  }

  before(async () => {
    staff = await openRehearsal('2025-10-06', people);
    await staff.persons.thuky.must('/api/v1/recognitions', {
      date: '2025-08-20', kind: 'recognition', unit: '06001', title_level: 'ntm', decision: '1/QĐ-DT',
      source_url: 'https://example.vn/dien-tap', trust: 'A', achievement_year: '2025',
    });
    await record('2025-09-30', said);
  });
  after(() => staff?.close());

  test('the coordinator opens the review and warns; the rule does not bite yet', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'thuky');
    await unlock(page, `${staff.server.address}/lam-viec/ho-so`);
    await page.getByText('Mở rà soát để thu hồi').first().click();
    await page.getByLabel('Mã xã').fill('06001');
    await page.getByLabel('Năm rà soát').fill('2025');
    await look(page, 'review-open');
    await page.getByRole('button', { name: 'Mở rà soát để thu hồi' }).click();
    await became(page, 'review');
    path = `/dossiers/${page.url().split('/').at(-1)}`;
    await freeze(page, '01/10/2025');
    await look(page, 'review-frozen');
    const form = await open(page, 'warn');
    await form.getByLabel('Nói rõ vì sao và cần làm gì').fill('Năm tiêu chí không đạt; khắc phục trước 31/12/2025');
    await form.getByRole('button', { name: /Xác nhận/ }).click();
    await became(page, 'warned');
    await look(page, 'review-warned');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('a key criterion falls: revocation is proposed, with a last day that the coordinator moves', async () => {
    await serveOn(staff, '2026-01-05');
    await record('2025-12-31', { solid_waste_collected: '30' });
    const { context, page, complaints } = await unlockedDevice(staff, 'thuky');
    await unlock(page, `${staff.server.address}/lam-viec/ho-so/${path.split('/').at(-1)}`);
    await became(page, 'warned');
    await freeze(page, '31/12/2025');
    const form = await open(page, 'propose');
    await form.getByRole('button', { name: /Xác nhận/ }).click();
    await became(page, 'opinions');
    // A last day is a day that is worked, and has its reason.
    await page.getByText('Đổi hạn của bước này').click();
    await page.getByLabel('Hạn mới').fill('25/01/2026');
    await page.getByLabel('Vì sao đổi hạn').fill('Xã cần thêm thời gian giải trình');
    await page.getByRole('button', { name: 'Đổi hạn', exact: true }).click();
    await page.getByRole('alert').getByText('26/01/2026').waitFor();
    await look(page, 'review-due-refused');
    await page.getByLabel('Hạn mới').fill('26/01/2026');
    await page.getByRole('button', { name: 'Đổi hạn', exact: true }).click();
    await page.getByText('Đã đổi hạn thành 26/01/2026.').waitFor();
    await page.getByText('«Xã cần thêm thời gian giải trình»').waitFor();
    await page.getByText('Hạn đã đổi bằng tay.').waitFor();
    await look(page, 'review-due');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the leader takes the title away, not without the number of the decision', async () => {
    await say('canbo', 'steps', { move: 'conclude' });
    const { assessment } = await dossier();
    const items = assessment.lines.filter((line) => line.is_owned).map(({ indicator, outcome }) => (
      outcome === 'not_met'
        ? { indicator, outcome, reason_code: 'below_threshold', words: 'Không đạt' }
        : { indicator, outcome: 'met' }));
    await staff.persons.thuky.must(`/api/v1${path}/findings`, { version: 1, items });
    const evidence = await upload(staff.persons.thuky);
    for (const part of ['assessment_report', 'opinions_summary']) await say('thuky', 'files', { part, evidence });
    await say('thuky', 'steps', { move: 'appraise' });
    const { context, page, complaints } = await unlockedDevice(staff, 'lanhdao');
    await page.getByRole('link', { name: /Hồ sơ công nhận chờ bạn: Xã Đoàn Kết/ }).click();
    await became(page, 'decision');
    const form = await open(page, 'revoke');
    await form.getByLabel('Số quyết định').fill(' ');
    await form.getByLabel('Ngày ký').fill('05/01/2026');
    await confirm(form);
    await form.getByRole('alert').getByText('Chưa có số quyết định').waitFor();
    await look(page, 'revoke-refused');
    assert.equal((await dossier()).stage, 'decision');
    await form.getByLabel('Số quyết định').fill('7/QĐ-UBND');
    await form.getByRole('button', { name: /Xác nhận/ }).click();
    await became(page, 'revoked');
    await look(page, 'revoked');
    const shown = await publicly(staff, '/cong-nhan', 'recognitions');
    assert.match(shown, /7\/QĐ-UBND/);
    assert.match(shown, /đã bị thu hồi/i);
    assert.match(await publicly(staff, communePath, 'commune'), /7\/QĐ-UBND/);
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
