// A resident answers a slip on a phone, with and without script, and later reads what the commune displays. The Front's
// own work is asked of the API here; surveys.test.mjs does it on its screens. LUYTRE_PICTURES=folder keeps pictures.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { lookInPublic, missing, widths } from './harness.mjs';
import { openStaff } from './staff.mjs';

const people = {
  canbo: { role: 'commune_officer', unit: '06001' },
  mtthon: { role: 'village_front', unit: '06001' },
  mtxa: { role: 'commune_front', unit: '06001' },
  mttinh: { role: 'provincial_front', unit: '20' },
};
const villages = { 'Bản Chang': 60, 'Nà Lại': 52, 'Khuổi Nặm': 33 };
const form = 'commune-ntm-2022';
const questions = ['q01', 'q02', 'q03', 'q04', 'q05', 'q06', 'q07', 'q08', 'q09', 'q10'];

function serialsOf(pdf) {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return [...new Set(text.match(/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g) ?? [])];
}

describe('a slip on a phone', { skip: missing(), timeout: 300_000 }, () => {
  let staff;
  let path; // of the round, over HTTP
  const places = []; // {village, serials}

  const asked = async (who) => (await staff.persons[who].ask(staff.server.address + path)).json();
  const post = async (who, ending, json) =>
    staff.persons[who].must(path + ending, { ...json, expected_version: (await asked(who)).version });
  const step = (who, name, words = '') => post(who, '/steps', { step: name, words });

  before(async () => {
    staff = await openStaff(people, { today: '2026-03-03' });
    const { persons, server } = staff;
    const frame = [];
    for (const [name, households] of Object.entries(villages)) {
      const made = await persons.canbo.must('/api/v1/villages', {
        name, households, people: 200, kind: 'thon', commune: '06001', from: '2025-07-01', as_of: '2026-02-20',
        source: 'Báo cáo của xã',
      });
      frame.push({ village: made.village, households, as_of: '2026-02-20', source: 'Báo cáo của xã' });
    }
    const { round } = await persons.mtxa.must('/api/v1/surveys', {
      unit: '06001', tier: 'ntm', form, document: '12/KH-MTTQ', opens_on: '2026-03-03', closes_on: '2026-03-20',
      sample: 'every_household', frame,
    });
    path = `/api/v1/surveys/${round}`;
    await step('mttinh', 'approve');
    await step('mtxa', 'train');
    for (const { village, households } of frame) {
      const json = { count: households, expected_version: (await asked('mtxa')).version };
      const press = `${server.address}${path}/villages/${village}/slips`;
      const printed = await persons.mtxa.ask(press, { method: 'POST', json });
      assert.equal(printed.status, 200);
      places.push({ village, serials: serialsOf(Buffer.from(await printed.arrayBuffer())) });
      await post('mtxa', `/villages/${village}/hand-out`, { count: households });
    }
    const sound = new FormData();
    sound.append('unit', '06001');
    sound.append('file', new Blob([Buffer.from('1A45DFA3', 'hex'), Buffer.alloc(64)]), 'tay.webm');
    const kept = await persons.mtxa.ask(`${server.address}/api/v1/surveys/forms/${form}/audio/q01/tyz`, {
      method: 'POST', body: sound,
    });
    assert.equal(kept.status, 200, await kept.text());
  });
  after(() => staff?.close());

  async function onPhone(options, work) {
    const context = await staff.browser.newContext({ locale: 'vi-VN', viewport: widths.phone, ...options });
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await work(page, complaints);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    await context.close();
  }
  async function answer(page, question, words) {
    await page.locator('fieldset').nth(question - 1).getByLabel(words, { exact: true }).check();
  }

  test('a scanned code fills the number and leaves the address; the number travels in no address', () =>
    onPhone({}, async (page, complaints) => {
      const serial = places[0].serials[0];
      const addresses = [];
      page.on('request', (request) => addresses.push(request.url(), request.headers().referer ?? ''));
      await page.goto(`${staff.server.address}/phieu#${serial.replaceAll('-', '')}`);
      assert.equal(await page.getByLabel('Số phiếu').inputValue(), serial);
      assert.equal(page.url(), `${staff.server.address}/phieu`);
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await page.getByText('Bản Chang').waitFor();
      await page.getByText('Nghe đọc câu hỏi').click();
      await page.getByLabel('1. Tiếng Tày').waitFor();
      await answer(page, 1, 'Không hài lòng');
      await answer(page, 10, 'Hài lòng');
      await page.getByRole('button', { name: 'Gửi phiếu' }).click();
      await page.getByRole('heading', { name: 'Đã nhận phiếu' }).waitFor();
      assert.deepEqual(complaints, []);
      for (const address of addresses) {
        assert.ok(!address.replace(/#.*/, '').includes(serial.slice(0, 4)), address);
      }
    }));

  test('without script: typed by hand, refused with what was typed kept, then taken', () =>
    onPhone({ javaScriptEnabled: false }, async (page) => {
      const [used, fresh] = places[0].serials;
      await page.goto(`${staff.server.address}/phieu`);
      await page.getByLabel('Số phiếu').fill(used.toLowerCase());
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await answer(page, 2, 'Không hài lòng');
      await page.getByRole('button', { name: 'Gửi phiếu' }).click();
      await page.getByRole('alert').getByText('đã được nhập rồi').waitFor();
      assert.ok(await page.locator('fieldset').nth(1).getByLabel('Không hài lòng').isChecked());
      await page.getByLabel('Số phiếu').fill(fresh);
      await page.getByRole('button', { name: 'Gửi phiếu' }).click();
      await page.getByRole('heading', { name: 'Đã nhận phiếu' }).waitFor();
    }));

  test('somebody who is signed in answers as nobody', async () => {
    const body = new URLSearchParams({ serial: places[0].serials[2] });
    const { mtthon } = staff.persons;
    const formToken = mtthon.formToken;
    mtthon.formToken = '';
    const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    const asked = await mtthon.ask(`${staff.server.address}/phieu`, { method: 'POST', body, headers });
    mtthon.formToken = formToken;
    assert.equal(asked.status, 200);
    assert.equal(asked.headers.getSetCookie().length, 0);
  });

  test('each of its pages is looked at', () =>
    onPhone({ bypassCSP: true }, async (page) => {
      await page.goto(`${staff.server.address}/phieu`);
      await lookInPublic(page, 'slip-serial');
      await page.getByLabel('Số phiếu').fill('ABCD-1234-EFGH');
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await page.getByRole('alert').waitFor();
      await lookInPublic(page, 'slip-wrong');
      await page.getByLabel('Số phiếu').fill(places[0].serials[3]);
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await answer(page, 1, 'Hài lòng');
      for (const words of ['Nghe đọc câu hỏi', 'Viết thêm lời của mình']) await page.getByText(words).first().click();
      await lookInPublic(page, 'slip-questions');
      await page.getByRole('button', { name: 'Gửi phiếu' }).click();
      await lookInPublic(page, 'slip-taken');
    }));

  test('what the commune displays is read by everybody, small counts as ranges', async () => {
    const page = await (await staff.browser.newContext({ locale: 'vi-VN', bypassCSP: true })).newPage();
    const results = `${staff.server.address}/xa/06001-doan-ket/hai-long`;
    for (const [at, { village, serials }] of places.entries()) {
      const slips = serials.slice(at === 0 ? 5 : 0, -3).map((serial, number) => {
        const answers = Object.fromEntries(questions.map((id) => [id, 'satisfied']));
        if (number % 4 === at) answers.q01 = 'not_satisfied';
        if (number % 6 === 0) answers.q02 = 'no_answer';
        if (number % 3 === 1) answers.q04 = number % 2 ? 'not_satisfied' : 'no_answer';
        if (number === 2) answers.q10 = 'not_satisfied';
        return { serial, answers, words: {}, seconds: 90 };
      });
      await staff.persons.mtthon.must(`${path}/villages/${village}/entries`, { channel: 'meeting', slips });
      await post('mtxa', `/villages/${village}/seal`, { words: '' });
    }
    assert.equal((await page.goto(results)).status(), 404);
    for (const anomaly of (await asked('mtxa')).anomalies) {
      const reviews = `/anomalies/${anomaly.id}/reviews`;
      await post('mtxa', reviews, { verdict: 'answered', words: 'Đã đối chiếu với phiếu gốc' });
      await post('mttinh', reviews, { verdict: 'accepted', words: 'Đã xem phiếu gốc' });
    }
    const { task } = await post('mtxa', '/tasks', {
      question: 'q01', words: 'Sửa đoạn đường lầy vào thôn Nà Lại', given_to: '06001', due_on: '2026-04-30',
    });
    await post('mtxa', '/tasks', { question: '', words: 'Thùng rác ở chợ', given_to: '20', due_on: '2026-05-30' });
    await step('mtxa', 'consolidate');
    await step('mtxa', 'display');
    await post('canbo', `/tasks/${task}/answers`, { words: 'Xã đã bố trí kinh phí, khởi công trong tháng 5.' });
    await page.goto(results);
    await lookInPublic(page, 'survey-results');
    await page.emulateMedia({ media: 'print' });
    await lookInPublic(page, 'survey-results-print');
    await page.emulateMedia({ media: null });
    const text = await page.locator('main').innerText();
    assert.match(text, /0–9 phiếu/);
    assert.match(text, /Xã đã bố trí kinh phí/);
    await page.goto(`${staff.server.address}/en/xa/06001-doan-ket/hai-long`);
    await lookInPublic(page, 'survey-results-english');
    await page.goto(`${staff.server.address}/xa/06001-doan-ket`);
    await page.getByRole('link', { name: 'Kết quả lấy ý kiến hài lòng' }).click();
    assert.equal(page.url(), results);
    await page.context().close();
  });
});
