// Signing in through another provider, as people do it: the button on the page, and back where they were going.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Browser, run } from '../../tests/people.mjs';
import { desk, openProvider, writeSettings } from '../../tests/oidc/provider.mjs';
import { missing, startBrowser, startServer, widths } from './harness.mjs';

describe('a person of another provider', { skip: missing() }, () => {
  let server;
  let browser;
  let provider;
  let folder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'luytre-oidc-'));
    provider = await openProvider();
    process.env.LUYTRE_OIDC = writeSettings(folder, provider);
    server = await startServer();
    provider.register(`${server.address}/dang-nhap/oidc/thu/ve`);
    browser = await startBrowser();
  });
  after(async () => {
    delete process.env.LUYTRE_OIDC;
    await browser?.close();
    await server?.stop();
    await provider?.close();
    rmSync(folder, { recursive: true });
  });

  test('comes in by the button and lands on the page asked for; a stranger is told whom to ask', async () => {
    const world = { url: server.database, folder: dirname(server.database) };
    const invited = await run(world, 'user', 'invite', '--login', 'lan', '--name', 'Hoàng Thị Lan', '--email',
      'lan@xa.example.vn', '--role', 'commune_officer', '--unit', '06001', '--json');
    await new Browser().activate(server.address, JSON.parse(invited).code);
    const context = await browser.newContext({ viewport: widths.phone, locale: 'vi-VN' });
    const page = await context.newPage();
    desk.people.lan = { email: 'khac@xa.example.vn', email_verified: true };
    await page.goto(`${server.address}/thong-bao`);
    await page.getByRole('link', { name: 'Đăng nhập bằng Cổng thử' }).click();
    assert.match(await page.locator('main').innerText(), /chưa gắn với tài khoản/);
    desk.people.lan = { email: 'lan@xa.example.vn', email_verified: true };
    await page.goto(`${server.address}/thong-bao`);
    await page.getByRole('link', { name: 'Đăng nhập bằng Cổng thử' }).click();
    await page.waitForURL(/\/thong-bao$/);
    assert.match(await page.locator('.desk-bar').innerText(), /Hoàng Thị Lan[\s\S]*xã Đoàn Kết/);
    assert.match(await page.locator('main').innerText(), /Cổng thử/, 'the owner is told of the new way in');
    await context.close();
  });
});
