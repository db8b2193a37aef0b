// People with accounts: the invitation with its second factor, signing in again, a refusal that says who can.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { stepNow, totpOfStep as codeOf } from '../../tests/people.mjs';
import { binary, missing, staged, widths } from './harness.mjs';

const reason = missing();
const password = 'tre làng xanh mát';
describe('a person with an account', { skip: reason }, () => {
  const stage = staged();

  const run = (...words) => execFileSync(binary, ['--db', stage.server.database, ...words], { encoding: 'utf8' });
  const open = async (options = {}) => {
    const context = await stage.browser.newContext({ viewport: widths.phone, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return page;
  };
  const look = async (page) => {
    const isSideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(isSideways, false, `${page.url()} scrolls sideways at 360 px`);
  };
  let secret;
  let usedStep;

  test('opens the account with a one-time code, sets the second factor, and the code works once', async () => {
    const made = run('user', 'create-admin', '--login', 'quantri', '--name', 'Trần Thị Quản', '--json');
    const { code } = JSON.parse(made);
    const page = await open();
    await page.goto(`${stage.server.address}/kich-hoat/${code}`);
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('12345678');
    await page.getByLabel('Nhập lại mật khẩu mới').fill('12345678');
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    assert.match(await page.getByRole('alert').innerText(), /hay bị đoán ra/);
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(password);
    await page.getByLabel('Nhập lại mật khẩu mới').fill(password);
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    assert.match(page.url(), /\/tai-khoan\/yeu-to$/, 'an administrator must set a second factor');
    await page.getByRole('button', { name: 'Tạo mã mới' }).click();
    secret = await page.locator('.factor code').innerText();
    await look(page);
    usedStep = stepNow();
    await page.getByLabel('Mã', { exact: true }).fill(codeOf(secret, usedStep));
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    assert.equal(await page.locator('.codes li').count(), 10);
    const again = await open();
    await again.goto(`${stage.server.address}/kich-hoat/${code}`);
    assert.match(await again.locator('main').innerText(), /đã dùng hoặc đã hết hạn/);
    await again.context().close();
    await page.context().close();
  });

  test('signs in without script, by keyboard alone, with password and code; a used code is refused', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(`${stage.server.address}/tai-khoan`);
    assert.match(page.url(), /\/dang-nhap\?toi=/);
    await page.getByLabel('Tên đăng nhập').focus();
    await page.keyboard.type('quantri');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/dang-nhap\/ma/);
    await page.getByLabel('Mã', { exact: true }).fill(codeOf(secret, usedStep));
    await page.keyboard.press('Enter');
    assert.match(await page.getByRole('alert').innerText(), /đã dùng rồi/);
    await page.getByLabel('Mã', { exact: true }).fill(codeOf(secret, usedStep + 1));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tai-khoan$/);
    assert.match(await page.locator('main').innerText(), /Quản trị hệ thống/);
    await page.goto(`${stage.server.address}/quyen?viec=claims.publish`);
    const answer = await page.locator('main').innerText();
    assert.match(answer, /không giữ vai trò nào được công bố con số[\s\S]*Lãnh đạo tỉnh/);
    await page.goto(`${stage.server.address}/quan-tri/tai-khoan`);
    await page.getByRole('link', { name: 'Mời một người' }).click();
    await page.getByLabel('Họ và tên', { exact: true }).fill('Hoàng Thị Lan');
    await page.getByLabel('Tên đăng nhập', { exact: true }).fill('lan');
    await page.getByLabel('Vai trò', { exact: true }).selectOption('commune_officer');
    await page.getByLabel('Đơn vị').fill('Đoàn Kết');
    await page.getByRole('button', { name: 'Mời và in' }).click();
    assert.match(await page.locator('.slip').innerText(), /Hoàng Thị Lan[\s\S]*xã Đoàn Kết[\s\S]*kich-hoat/);
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.goto(`${stage.server.address}/quan-tri/tai-khoan`);
    assert.match(page.url(), /\/dang-nhap/);
    await page.context().close();
  });

  test('is refused with the words who can, and a stranger is sent to the sign-in page', async () => {
    const page = await open();
    await page.goto(`${stage.server.address}/dang-nhap`);
    await page.getByLabel('Tên đăng nhập').fill('khong-co');
    await page.getByLabel('Mật khẩu').fill('gì đó sai');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    assert.match(await page.getByRole('alert').innerText(), /không đúng/);
    assert.equal(await page.getByLabel('Tên đăng nhập').inputValue(), 'khong-co');
    await look(page);
    await page.context().close();
  });
});
