// A citizen without script reports a wrong fact from a telephone; a moderator, the commune and an editor answer it; the
// answer is public, on the page that it is about too. Then news by mail: asked for, confirmed, ended. LUYTRE_PICTURES=
// folder keeps pictures.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually } from '../../tests/people.mjs';
import { openSink, parts } from '../../tests/notices/sink.mjs';
import { communePath, lookInPublic, look, missing, startBrowser, startServer, widths } from './harness.mjs';
import { openStaff, publicly, unlock, unlockedDevice } from './staff.mjs';

const people = {
  canbo: { role: 'commune_officer', unit: '06001' },
  bientap: { role: 'editor', unit: '20' },
  tongbien: { role: 'chief_editor', unit: '20' },
};
const words = 'Chị Hoàng Thị C báo: xã có 14 hộ nghèo, trang ghi 12. <b>Xin sửa</b> http://spam.example';
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)); // as long as reading takes

describe('a citizen asks, the commune answers', { skip: missing(), timeout: 600_000 }, () => {
  let staff;
  let status; // the private address
  const room = (rest = '') => `${staff.server.address}/lam-viec/hoi-dap${rest}`;
  before(async () => {
    staff = await openStaff(people);
  });
  after(() => staff?.close());

  test('without script, on a telephone, without leaving anything behind', async () => {
    const context = await staff.browser.newContext({
      locale: 'vi-VN', viewport: widths.phone, javaScriptEnabled: false,
    });
    const page = await context.newPage();
    await page.goto(staff.server.address + communePath);
    await page.getByRole('link', { name: 'Hỏi hoặc báo sai trên trang này' }).click();
    await page.getByText('Xã Đoàn Kết').first().waitFor();
    assert.equal(await page.getByLabel('Về trang nào').inputValue(), communePath);
    await page.getByLabel('Báo thông tin sai').check();
    await page.getByLabel('Lời của bạn').fill(words);
    await page.getByRole('button', { name: 'Gửi' }).click();
    // Faster than anybody types: it is said, and nothing that was typed is lost.
    await page.getByRole('alert').getByText('bấm gửi').waitFor();
    assert.equal(await page.getByLabel('Lời của bạn').inputValue(), words);
    await pause(2_200);
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByRole('heading', { name: 'Đã nhận. Xin cảm ơn!' }).waitFor();
    const receipt = await page.locator('[data-receipt]').innerText();
    assert.match(receipt, /^GY-\d{4}-0001$/);
    status = await page.locator('.private-address').getAttribute('href');
    await page.locator('.private-address').click();
    await page.getByText('đã nhận, chờ xem').waitFor();
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });

  test('the pages read well on both widths', async () => {
    for (const [name, path] of [['ask', `/gop-y?trang=${communePath}`], ['ask-status', status],
      ['answers-empty', '/hoi-dap'], ['subscribe-none', '/dang-ky'], ['ask-english', '/en/gop-y?trang=/luat']]) {
      const text = await publicly(staff, path, `citizens-${name}`);
      assert.doesNotMatch(text, /Hoàng Thị C/, `${name} shows what nobody has looked at`);
    }
  });

  test('the moderator accepts it and the commune answers', async () => {
    const moderator = await unlockedDevice(staff, 'bientap');
    await unlock(moderator.page, room());
    await moderator.page.getByText('1 việc đang chờ, 1 đến lượt bạn').waitFor();
    await look(moderator.page, 'citizens-inbox');
    await moderator.page.getByRole('link', { name: /^GY-/ }).click();
    await moderator.page.locator('[data-words]').getByText('<b>Xin sửa</b>').waitFor();
    assert.equal(await moderator.page.locator('[data-words] a').count(), 0, 'an address in it is no link');
    await look(moderator.page, 'citizens-received');
    await moderator.page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
    await moderator.page.locator('[data-question-state="accepted"]').waitFor();
    const address = moderator.page.url();
    await moderator.context.close();

    const officer = await unlockedDevice(staff, 'canbo');
    await unlock(officer.page, address);
    await officer.page.getByRole('button', { name: 'Viết câu trả lời' }).click();
    await officer.page.getByLabel('Câu trả lời').fill('Đúng là 14 hộ.\nXã đã báo cáo lại.');
    await look(officer.page, 'citizens-answering');
    await officer.page.getByRole('button', { name: 'Xác nhận: Viết câu trả lời' }).click();
    await officer.page.locator('[data-question-state="answered"]').waitFor();
    assert.equal(await officer.page.getByRole('button', { name: 'Duyệt và công bố' }).count(), 0);
    await officer.context.close();
    assert.deepEqual([...moderator.complaints, ...officer.complaints], []);
  });

  test('a second person leaves a name out and publishes', async () => {
    const { context, page, complaints } = await unlockedDevice(staff, 'tongbien');
    await unlock(page, room());
    await page.getByRole('link', { name: /^GY-/ }).click();
    await page.getByRole('button', { name: 'Duyệt và công bố' }).click();
    await page.getByLabel('Tiêu đề công bố').fill('Số hộ nghèo của xã Đoàn Kết');
    await page.locator('#loi-goc').evaluate((field, [from, to]) => {
      field.focus();
      field.setSelectionRange(from, to);
    }, [words.indexOf('Hoàng'), words.indexOf(' báo')]);
    await page.getByRole('button', { name: 'Che đoạn đã chọn' }).click();
    await page.getByText('Chị […] báo').waitFor();
    await look(page, 'citizens-publishing');
    await page.getByRole('button', { name: 'Xác nhận: Duyệt và công bố' }).click();
    await page.locator('[data-question-state="published"]').waitFor();
    await look(page, 'citizens-published');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('the answer is public, with nothing of it executed or made a link', async () => {
    const text = await publicly(staff, '/hoi-dap/so-ho-ngheo-cua-xa-doan-ket', 'citizens-answer');
    assert.match(text, /Chị \[…\] báo: xã có 14 hộ nghèo, trang ghi 12\. <b>Xin sửa<\/b> http:\/\/spam\.example/);
    assert.match(text, /Xã đã báo cáo lại/);
    const html = await (await fetch(`${staff.server.address}/hoi-dap/so-ho-ngheo-cua-xa-doan-ket`)).text();
    assert.doesNotMatch(html, /Hoàng Thị C|href="http:\/\/spam|<b>Xin/);
    assert.match(await publicly(staff, '/hoi-dap', 'citizens-answers'), /Số hộ nghèo của xã Đoàn Kết/);
    assert.match(await publicly(staff, communePath, 'citizens-on-its-page'), /1 câu hỏi đã trả lời về trang này/);
    assert.match(await publicly(staff, status, 'citizens-status-over'), /đã trả lời công khai/);
  });
});

describe('news by mail', { skip: missing(), timeout: 300_000 }, () => {
  const publicUrl = 'https://ntm.example.vn';
  let sink, server, browser;
  before(async () => {
    sink = await openSink();
    const mail = {
      LUYTRE_SMTP: `smtp://127.0.0.1:${sink.port}`, LUYTRE_MAIL_FROM: 'Lũy Tre <thong-bao@ntm.example.vn>',
      LUYTRE_URL: publicUrl,
    };
    Object.assign(process.env, mail);
    server = await startServer();
    for (const name of Object.keys(mail)) delete process.env[name];
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await sink?.close();
  });

  test('is asked for, confirmed with a button, and ended with one', async () => {
    const context = await browser.newContext({ locale: 'vi-VN', bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${server.address}/dang-ky`);
    await lookInPublic(page, 'citizens-subscribe');
    await page.getByLabel('Đính chính').check();
    await page.getByLabel('Mọi điều về một xã').selectOption({ label: 'Xã Đoàn Kết' });
    await page.getByLabel('Địa chỉ thư điện tử').fill('nguoi.nhan@example.vn');
    await pause(2_200);
    await page.getByRole('button', { name: 'Đăng ký' }).click();
    await page.getByRole('heading', { name: 'Hãy mở thư để xác nhận' }).waitFor();
    await lookInPublic(page, 'citizens-subscribed');
    const mail = parts(await eventually('a mail to confirm', () => sink.mails[0]));
    const path = new RegExp(`${publicUrl}(/dang-ky/xac-nhan/[0-9a-f]+)`).exec(mail.body)[1];
    await page.goto(server.address + path);
    await lookInPublic(page, 'citizens-confirm');
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    await page.getByText('Đính chính, Xã Đoàn Kết').waitFor();
    await page.goto(server.address + path);
    await page.getByText('Liên kết xác nhận đã dùng').waitFor();
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });
});
