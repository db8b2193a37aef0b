// The staff app in the hands of its people: a demonstration server, a browser, and devices with storage of their own.
import { dirname } from 'node:path';
import { populate } from '../../tests/people.mjs';
import { signedIn } from './desk.mjs';
import { lookInPublic, startBrowser, startServer, widths } from './harness.mjs';

export const pin = '135790';
export const periodAsked = {
  set: 'commune-ntm/2021-2025',
  province: '20',
  title: 'Cuối năm 2025',
  as_of: '2025-12-31',
  due_on: '2099-01-31',
};

// `people` as populate() takes them. Everybody is signed in.
export async function openStaff(people, options = {}) {
  const { today } = options;
  const server = await startServer({ today });
  const browser = await startBrowser(options);
  const world = { folder: dirname(server.database), url: server.database, today };
  const persons = await populate(world, server.address, people);
  const staff = { server, browser, persons };
  staff.close = async () => {
    await browser.close();
    await staff.server.stop();
  };
  // The same server on another day of the rehearsal; everybody stays signed in.
  staff.on = async (day) => {
    const before = staff.server;
    await before.stop({ isKept: true });
    staff.server = await startServer({ today: day, again: before });
  };
  return staff;
}

// A device of theirs, signed in and not unlocked; `complaints` gathers what its page throws.
export async function deviceOf(staff, login, options = {}) {
  const context = await signedIn(staff.browser, staff, login, {
    viewport: widths.desktop,
    acceptDownloads: true,
    bypassCSP: true,
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints };
}

// Opens the app on a device that has no PIN yet, and chooses one.
export async function unlockedDevice(staff, login, options = {}) {
  const device = await deviceOf(staff, login, options);
  const { page } = device;
  await page.goto(`${staff.server.address}/lam-viec`);
  await page.getByLabel('Mã PIN', { exact: true }).fill(pin);
  await page.getByLabel('Nhập lại mã PIN').fill(pin);
  await page.getByRole('button', { name: 'Đặt mã' }).click();
  await page.getByRole('link', { name: 'Đã gửi hết' }).waitFor();
  return device;
}

// On a device whose PIN is chosen: a page opened anew asks for it.
export async function unlock(page, address) {
  if (address) await page.goto(address);
  await page.getByLabel('Mã PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Mở' }).click();
}

export const cell = (page, indicator) => page.locator(`[data-indicator="${indicator}"] [data-cell]`).first();
export const became = (page, indicator, state) =>
  page.locator(`[data-indicator="${indicator}"] [data-cell-state="${state}"]`).first().waitFor();

// What anybody reads on a public page, looked at on both widths.
export async function publicly(staff, path, name) {
  const context = await staff.browser.newContext({ locale: 'vi-VN', bypassCSP: true });
  const page = await context.newPage();
  await page.goto(staff.server.address + path);
  await lookInPublic(page, name);
  const text = await page.locator('main').innerText();
  await context.close();
  return text;
}
