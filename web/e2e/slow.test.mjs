// A morning on a line of 64 kbit/s that drops: forty values and ten photographs, the real app, the real server. Nothing
// is lost, and no value waits until the photographs are through.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openStaff, periodAsked, unlock, unlockedDevice } from './staff.mjs';

const people = {
  dieuphoi: { role: 'coordinator', unit: '20' },
  canbo: { role: 'commune_officer', unit: '06001' },
};
const valuesTyped = 40;
const photosTaken = 10;
const photoBytes = 12_000;
const bytesPerSecond = 8_000; // 64 kbit/s each way
const line = { latency: 300, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond };
const untilDropMs = 5_000;
const dropMs = 700;

// The least that the server takes for a photograph, and bytes that do not compress.
const jpegStart = Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/wAALCAHgAoABAREA/9k=', 'base64');
const photo = (at) => ({
  name: `anh-${at}.jpg`,
  mimeType: 'image/jpeg',
  buffer: Buffer.concat([jpegStart, randomBytes(photoBytes)]),
});

describe('a slow line with drops', { timeout: 240_000 }, () => {
  let staff;
  let address;

  before(async () => {
    staff = await openStaff(people);
    const { period } = await staff.persons.dieuphoi.must('/api/v1/reporting/periods', periodAsked);
    address = `${staff.server.address}/lam-viec/bieu/${period}/06001`;
  });
  after(() => staff?.close());

  // Slows the page's line down and cuts it again and again; answers what ends that.
  async function slowDown(context, page) {
    const session = await context.newCDPSession(page);
    const set = (offline) => session.send('Network.emulateNetworkConditions', { offline, ...line });
    await session.send('Network.enable');
    await set(false);
    let drops = 0;
    const timer = setInterval(async () => {
      drops += 1;
      await set(true).catch(() => undefined);
      setTimeout(() => set(false).catch(() => undefined), dropMs);
    }, untilDropMs);
    return () => {
      clearInterval(timer);
      return drops;
    };
  }

  // What the page’s line carried: values, a photograph finished, a piece of one (or its beginning).
  function watch(page) {
    const carried = [];
    page.on('response', (answer) => {
      const request = answer.request();
      const path = new URL(answer.url()).pathname;
      if (!answer.ok() || request.method() === 'GET') return;
      carried.push(path.endsWith('/observations') ? 'v' : path.endsWith('/completion') ? 'f' : 'p');
    });
    return carried;
  }

  // Types into the first forty cells; answers what was typed.
  async function typeAll(page) {
    const typed = [];
    for (const [at, one] of (await page.locator('[data-cell]').all()).slice(0, valuesTyped).entries()) {
      const isChoice = (await one.evaluate((element) => element.tagName)) === 'SELECT';
      const isShare = ((await one.getAttribute('placeholder')) ?? '').includes('/');
      typed.push(isChoice ? await otherChoice(one) : isShare ? `${at + 1}/97` : `${at + 1}`);
      if (isChoice) await one.selectOption(typed.at(-1));
      else await one.fill(typed.at(-1));
      if (!isChoice) await one.press('Enter');
    }
    return typed;
  }

  async function otherChoice(select) {
    const before = await select.inputValue();
    const values = await select.locator('option').evaluateAll((all) => all.map(({ value }) => value));
    return values.find((value) => value !== '' && value !== before);
  }

  // Until the first cells show these texts.
  const shows = (page, texts) =>
    page.waitForFunction(
      (wanted) => {
        const cells = [...document.querySelectorAll('[data-cell]')];
        return wanted.every((text, at) => cells[at]?.value === text);
      },
      texts,
      { timeout: 10_000 },
    );

  test('forty values and ten photographs: nothing lost, values first', async (t) => {
    const { context, page, complaints } = await unlockedDevice(staff, 'canbo');
    await unlock(page, address);
    await page.getByRole('button', { name: /Chi tiết chỉ tiêu 2\.2/ }).click();
    const files = page.getByLabel('Thêm ảnh hoặc tệp').first();
    await files.waitFor({ state: 'attached' });
    const carried = watch(page);
    const started = Date.now();
    const endOfDrops = await slowDown(context, page);
    const photos = [...Array(photosTaken).keys()].map(photo);
    await files.setInputFiles(photos);
    const typed = await typeAll(page);
    assert.equal(typed.length, valuesTyped);
    const typedAt = Date.now();
    await page.locator('[data-cell-state="waiting"]').first().waitFor({ state: 'detached', timeout: 60_000 });
    const savedAt = Date.now();
    const through = carried.filter((what) => what === 'f').length;
    await shows(page, typed);
    await page.getByRole('link', { name: 'Đã gửi hết' }).waitFor({ timeout: 150_000 });
    const drops = endOfDrops();
    const seconds = (from, to) => Math.round((to - from) / 1_000);
    t.diagnostic(`typed in ${seconds(started, typedAt)} s, there ${seconds(typedAt, savedAt)} s later`);
    t.diagnostic(`all in ${seconds(started, Date.now())} s with ${drops} drops: ${carried.join('')}`);
    assert.deepEqual(complaints, []);
    assert.ok(drops >= 2, `${drops} drops`);
    assert.ok(through < photosTaken / 2, 'the values waited for the photographs');
    await context.close();
    await elsewhere(typed, photos);
  });

  // What another device of the same person sees: every value, and every photograph once.
  async function elsewhere(typed, photos) {
    const { context, page } = await unlockedDevice(staff, 'canbo');
    await unlock(page, address);
    await page.locator('[data-cell]').first().waitFor();
    await shows(page, typed);
    const answer = await page.request.get(`${staff.server.address}/api/v1/evidence?unit=06001&limit=200`);
    const names = (await answer.json()).evidence
      .map((one) => one.file_name)
      .filter((name) => name.startsWith('anh-'));
    assert.deepEqual(names.sort(), photos.map(({ name }) => name).sort());
    await context.close();
  }
});
