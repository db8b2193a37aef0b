// People with accounts on the demonstration, signed in, and the pages that each of them works with.
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { populate } from '../../tests/people.mjs';

const set = 'commune-ntm/2021-2025';
export const deskDay = '2025-12-31';
export const deskPeople = {
  quantri: { role: 'administrator', unit: '20' },
  dieuphoi: { role: 'coordinator', unit: '20' },
  lanhdao: { role: 'provincial_leader', unit: '20' },
  thamdinh: { role: 'department_reviewer', unit: '20', department: 'construction' },
  canbo: { role: 'commune_officer', unit: '06001' },
};

// A row for an indicator that the construction department owns and the law leaves to the province.
export const proposedRow = {
  indicator: '2.4', class: 'all', from: '2025-01-01', value: '70', confidence: 'uncertain', document: '318/QĐ-TTg',
  locator: 'Phụ lục',
};

export async function openDesk(server) {
  const world = { folder: dirname(server.database), url: server.database };
  const persons = await populate(world, server.address, deskPeople);
  return { server, persons };
}

// A context of the browser in which the person is signed in.
export async function signedIn(browser, desk, login, options = {}) {
  const context = await browser.newContext({ locale: 'vi-VN', ...options });
  const { address } = desk.server;
  const jar = desk.persons[login].jar(address);
  await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: address })));
  return context;
}

// Opens a page of somebody's desk: it does without script and style inline, has every word, and stays out of caches.
export async function openPlainly(page, name, address) {
  const answer = await page.goto(address);
  assert.equal(answer.status(), name === 'refused' ? 403 : 200, name);
  const html = await answer.text();
  assert.doesNotMatch(html, /<script|<style| style=|\son\w+=/i, name);
  assert.doesNotMatch(html, /\[[a-z_]+\.[a-z_.]+\]/, `${name} shows the code of a missing text`);
  assert.match(answer.headers()['cache-control'] ?? '', /no-store/, `${name} may be kept by a cache`);
}

// name → [who, path]: every page of theirs. The minutes of a council are looked at where one sits: council.test.mjs.
export function deskPages(desk) {
  const account = desk.persons.canbo.account;
  return {
    account: ['canbo', '/tai-khoan'],
    password: ['canbo', '/tai-khoan/mat-khau'],
    second_factor: ['dieuphoi', '/tai-khoan/yeu-to'],
    recovery: ['dieuphoi', '/tai-khoan/ma-du-phong'],
    sessions: ['canbo', '/tai-khoan/phien'],
    delegations: ['lanhdao', '/tai-khoan/uy-quyen'],
    tokens: ['canbo', '/tai-khoan/ma-truy-cap'],
    preference: ['canbo', '/tai-khoan/thong-bao'],
    notices: ['canbo', '/thong-bao'],
    why: ['canbo', '/quyen?viec=claims.publish'],
    why_yes: ['dieuphoi', '/quyen?viec=criteria.decide'],
    matrix_inside: ['canbo', '/quan-tri/phan-quyen'],
    accounts: ['quantri', '/quan-tri/tai-khoan'],
    invitation: ['quantri', '/quan-tri/tai-khoan/moi'],
    import: ['quantri', '/quan-tri/tai-khoan/nhap'],
    one_account: ['quantri', `/quan-tri/tai-khoan/${account}`],
    waiting: ['dieuphoi', '/quan-tri/vai-tro'],
    log: ['quantri', '/nhat-ky'],
    event: ['quantri', '/nhat-ky/1'],
    chain: ['quantri', '/nhat-ky/chuoi?kiem=1'],
    law_desk: ['dieuphoi', '/ban-luat'],
    open_points: ['dieuphoi', `/ban-luat/bo/${set}?tinh=20`],
    open_points_national: ['thamdinh', `/ban-luat/bo/${set}`],
    proposing: ['dieuphoi', `/ban-luat/bo/${set}/de-xuat?tinh=20&chi-tieu=9.2`],
    confirming: ['dieuphoi', `/ban-luat/bo/${set}/xac-nhan?chi-tieu=9.2`],
    refused: ['canbo', '/quan-tri/tai-khoan'],
    account_english: ['canbo', '/en/tai-khoan'],
    law_desk_english: ['dieuphoi', '/en/ban-luat'],
  };
}
