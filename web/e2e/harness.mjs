// What every journey starts from: a demonstration database, a server on a free port, a browser with an empty profile.
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

const axeSource = createRequire(import.meta.url)('axe-core').source;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = process.env.LUYTRE_BINARY ?? join(root, 'build/release/luytre');
const startMillisecondsMax = 20_000;

export const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };

export function browserPath() {
  return process.env.LUYTRE_CHROMIUM ?? '/usr/bin/chromium';
}

// Why the journeys cannot run on this machine; nothing when they can.
export function missing() {
  if (!existsSync(binary)) return `no program at ${binary}: build it, or set LUYTRE_BINARY`;
  if (!existsSync(browserPath())) return `no browser at ${browserPath()}: install chromium`;
  return undefined;
}

// `today` is the day of the rehearsal; `again` a server that was stopped with its folder kept, to go on where it was.
export async function startServer({ today, again } = {}) {
  const folder = again?.folder ?? mkdtempSync(join(tmpdir(), 'luytre-e2e-'));
  const database = join(folder, 'demonstration.db');
  const stdio = ['ignore', 'pipe', 'pipe'];
  const env = { ...process.env, ...(today && { LUYTRE_TODAY: today }) };
  if (!again) execFileSync(binary, ['--db', database, 'demo', 'load'], { stdio });
  const listenAt = again ? new URL(again.address).host : '127.0.0.1:0';
  const server = spawn(binary, ['--db', database, 'serve', '--listen', listenAt], { stdio, env });
  // A run that is cut short leaves no server behind.
  const end = () => server.kill('SIGTERM');
  process.once('exit', end);
  const address = await new Promise((fulfil, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), startMillisecondsMax);
    const listen = (bytes) => {
      said += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (!found) return;
      clearTimeout(late);
      fulfil(found[0]);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', (status) => reject(new Error(`the server ended with ${status}: ${said}`)));
  });
  const stop = ({ isKept = false } = {}) =>
    new Promise((fulfil) => {
      process.removeListener('exit', end);
      server.removeAllListeners('exit');
      server.on('exit', (status) => {
        if (!isKept) rmSync(folder, { recursive: true, force: true });
        fulfil(status);
      });
      server.kill('SIGTERM');
    });
  return { address, database, folder, stop };
}

export function startBrowser({ args = [] } = {}) {
  return chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run', ...args],
  });
}

// The server and the browser of a file (or a part of one): up before its first journey, down after its last.
export function staged() {
  const stage = { server: undefined, browser: undefined };
  before(async () => {
    stage.server = await startServer();
    stage.browser = await startBrowser();
  });
  after(async () => {
    await stage.browser?.close();
    if (stage.server) assert.equal(await stage.server.stop(), 0, 'the server ends cleanly when it is told to');
  });
  return stage;
}

// What axe finds wrong with the page, in short; the page's context must bypass the policy that forbids scripts.
export async function axeFaults(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return violations.map((one) => {
    const places = one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160));
    return `${one.id}: ${places.join(' | ')}`;
  });
}

const pictures = process.env.LUYTRE_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });
const paper = { upright: { width: 703, height: 1_000 }, across: { width: 1_030, height: 1_000 } }; // A4 in its margins

async function takePicture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function mustFit(page, where) {
  const { over, wide } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const reaches = (one) => one.getBoundingClientRect().right > clientWidth;
    const found = scrollWidth > clientWidth ? [...document.querySelectorAll('main *')].filter(reaches) : [];
    return { over: scrollWidth - clientWidth, wide: found.slice(-5).map((one) => one.outerHTML.slice(0, 120)) };
  });
  assert.ok(over <= 0, `${where}: ${over} px wider than it may be: ${wide.join('\n')}`);
}

// A page as its reader has it: nothing that axe finds wrong, nothing cut on a phone or a desktop.
// LUYTRE_PICTURES=folder keeps a picture of each.
export async function lookInPublic(page, name) {
  assert.deepEqual(await axeFaults(page), [], name);
  for (const [width, viewport] of Object.entries(widths)) {
    await page.setViewportSize(viewport);
    await mustFit(page, `${name} at ${width}`);
    await takePicture(page, `${name}-${width}`);
  }
}

// The same of a screen, and of the paper that it is printed on: it does not show what only a screen can do, and says
// that it is a demonstration. `isLocked`: the device knows nothing of the server yet, and prints nothing of it.
export async function look(page, name, { sheet = 'upright', isLocked = false } = {}) {
  await lookInPublic(page, name);
  await page.setViewportSize(paper[sheet]);
  await page.emulateMedia({ media: 'print' });
  await mustFit(page, `${name} on paper`);
  const left = await page.evaluate(() =>
    [...document.querySelectorAll('nav, .no-print, .actions, main form')]
      .filter((one) => one.checkVisibility())
      .map((one) => one.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(left, [], `${name} on paper shows what is for the screen`);
  const isMarked = isLocked || (await page.locator('.banner').first().isVisible());
  assert.ok(isMarked, `${name} on paper does not say that it is a demonstration`);
  await takePicture(page, `${name}-paper`);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(widths.desktop);
}

// A commune with predecessors, criteria of every outcome and titles to tell.
export const communePath = '/xa/06001-doan-ket';

// Every kind of page; journeys and checks go through all of them.
export const pages = {
  home: '/',
  communes: '/xa',
  search: '/xa?q=cao%20loc',
  commune: communePath,
  commune_before_the_merger: '/xa/06001-doan-ket?ngay=2024-12-31',
  former_titles: '/xa/05986-tam-thanh/lich-su-danh-hieu',
  news: '/tin-tuc',
  article: '/tin-tuc/2025-12-12-ca-nuoc-giua-nam-2025',
  article_of_old_communes: '/tin-tuc/2025-12-05-lang-son-truoc-ngay-sap-xep',
  news_category: '/tin-tuc/chuyen-muc/chi-dao-huong-dan',
  news_archive: '/tin-tuc/luu-tru',
  news_month: '/tin-tuc/luu-tru/2025/12',
  commune_news: `${communePath}/tin-tuc`,
  events: '/su-kien',
  criterion: '/luat/commune-ntm/2021-2025/2',
  claims: '/so-lieu',
  certificate: '/so-lieu/VN/2022-10-31/communes_ntm',
  computed: '/so-lieu/tinh?loai=ket-qua&ket-qua=not_met&noi=20&bo=commune-ntm/2021-2025&ngay=2025-12-31&y-kien=self',
  recognitions: '/cong-nhan',
  recognitions_before: '/cong-nhan?danh-hieu=advanced&ngay=2025-06-30',
  law: '/luat',
  criteria_set: '/luat/commune-ntm/2021-2025',
  documents: '/van-ban',
  documents_on_a_day: '/van-ban?loai=decision&hieu-luc=2023-01-01',
  document: '/van-ban/318-qd-ttg',
  find: '/tim-kiem',
  found: '/tim-kiem?q=cao%20loc',
  found_nothing: '/tim-kiem?q=huyeen%20cao%20locc',
  about: '/gioi-thieu',
  map: '/ban-do',
  map_before_the_merger: '/ban-do?ngay=2025-06-30&xem=danh-hieu.ntm',
  map_of_an_indicator: '/ban-do?xem=chi-tieu.9.2',
  country: '/ban-do/ca-nuoc',
  league: '/xep-hang',
  province: '/tinh',
  definition: '/so-lieu?dinh-nghia=share_of_all_communes',
  district: '/xa/178-lang-son?ngay=2025-06-30',
  average: '/so-lieu/tinh?loai=binh-quan&noi=20&bo=commune-ntm/2021-2025&ngay=2025-12-31',
  open_data: '/du-lieu',
  map_english: '/en/ban-do',
  league_english: '/en/xep-hang',
  province_english: '/en/tinh',
  slip: '/phieu',
  slip_english: '/en/phieu',
  ask: '/gop-y?trang=/xa/06001-doan-ket',
  ask_english: '/en/gop-y',
  answers: '/hoi-dap',
  answers_english: '/en/hoi-dap',
  subscribe: '/dang-ky',
  sign_in: '/dang-nhap',
  permissions: '/quan-tri/phan-quyen',
  why_not: '/quyen?viec=claims.publish',
  past: '/?biet=1',
  not_found: '/khong-co-trang-nay',
  home_english: '/en',
  document_english: '/en/van-ban/318-qd-ttg',
  found_english: '/en/tim-kiem?q=NTM',
  recognitions_english: '/en/cong-nhan',
  article_english: '/en/tin-tuc/2025-12-12-ca-nuoc-giua-nam-2025',
  news_archive_english: '/en/tin-tuc/luu-tru',
  commune_english: `/en${communePath}`,
  former_titles_english: '/en/xa/05986-tam-thanh/lich-su-danh-hieu',
};
