// A dossier that waits for a council, on a rehearsal held on days of 2026; and the people who sit.
import { createHash } from 'node:crypto';
import { populate } from '../../tests/people.mjs';
import { makeWorld, must, serve } from '../../tests/trials/world.mjs';
import { startBrowser } from './harness.mjs';

export const people = {
  canbo: { role: 'commune_officer', unit: '06001' },
  chutich: { role: 'commune_chairman', unit: '06001' },
  thuky: { role: 'coordinator', unit: '20' },
  xaydung: { role: 'department_reviewer', unit: '20', department: 'construction' },
  mattran: { role: 'provincial_front', unit: '20' },
  quansu: { role: 'provincial_military', unit: '20' },
  lanhdao: { role: 'provincial_leader', unit: '20' },
};
const ownOfConstruction = ['1.1', '1.2', '2.1', '2.2', '2.3', '2.4', '9.1', '9.2'];
const letter = Buffer.from('Hồ sơ đề nghị công nhận xã Đoàn Kết\n');

// The server on another day: the same database, and everybody still signed in.
export async function serveOn(staff, day) {
  process.env.LUYTRE_TODAY = staff.world.today = day;
  if (staff.running) await staff.running.stop();
  staff.running = await serve(staff.world);
  const { base } = staff.running;
  staff.server = { address: base };
  for (const person of Object.values(staff.persons ?? {})) {
    person.jars.set(new URL(base).host, person.jar(person.base));
    person.base = base;
  }
}

export async function upload(person) {
  const sha256 = createHash('sha256').update(letter).digest('hex');
  const begun = await person.must('/api/v1/evidence/uploads', {
    unit: '06001', file_name: 'to-trinh.txt', bytes: letter.length, sha256,
  });
  const path = `/api/v1/evidence/uploads/${begun.upload}`;
  const sent = await person.ask(`${person.base}${path}?offset=0`, {
    method: 'PUT', body: letter, headers: { 'content-type': 'application/octet-stream' },
  });
  if (!sent.ok) throw new Error(await sent.text());
  return (await person.must(`${path}/completion`, {})).evidence;
}

// From registration to the council.
async function bringDossier(staff) {
  const { canbo, chutich, thuky, xaydung } = staff.persons;
  const opened = await canbo.must('/api/v1/dossiers', { unit: '06001', tier: 'ntm', year: 2025 });
  const path = `/api/v1/dossiers/${opened.dossier}`;
  let seen = opened.event;
  const say = async (person, what, body) => {
    seen = (await person.must(`${path}/${what}`, { ...body, expected_version: seen })).event;
  };
  await say(canbo, 'assessment', { as_of: '2025-12-31' });
  await say(canbo, 'steps', { move: 'publish' });
  await serveOn(staff, '2026-01-20');
  await say(canbo, 'steps', { move: 'conclude' });
  const evidence = await upload(canbo);
  const parts = ['submission_letter', 'result_report', 'opinions_summary', 'satisfaction_report', 'meeting_minutes'];
  for (const part of parts) await say(canbo, 'files', { part, evidence });
  await say(chutich, 'steps', { move: 'submit' });
  await say(thuky, 'steps', { move: 'accept' });
  const dossier = await (await thuky.ask(thuky.base + path)).json();
  const owned = dossier.assessment.lines.filter((line) => line.is_owned).map((line) => line.indicator);
  const find = async (person, numbers) => {
    const items = numbers.map((indicator) => ({ indicator, outcome: 'met' }));
    seen = (await person.must(`${path}/findings`, { version: 1, items })).event;
  };
  await find(xaydung, ownOfConstruction);
  await find(thuky, owned.filter((number) => !ownOfConstruction.includes(number)));
  const statement = { evidence: await upload(thuky) };
  for (const part of ['debt_statement', 'security_confirmation']) await say(thuky, 'files', { part, ...statement });
  await say(thuky, 'steps', { move: 'appraise' });
  return opened.dossier;
}

// A demonstration held on a day, with people signed in and a browser.
export async function openRehearsal(day, who) {
  const world = makeWorld('sqlite');
  const staff = { world };
  must(world, 'demo', 'init');
  await serveOn(staff, day);
  staff.persons = await populate(world, staff.server.address, who);
  staff.browser = await startBrowser();
  staff.close = async () => {
    await staff.browser.close();
    await staff.running.stop();
    world.remove();
    delete process.env.LUYTRE_TODAY;
  };
  return staff;
}

export async function openCouncil() {
  const staff = await openRehearsal('2026-01-05', people);
  staff.dossier = await bringDossier(staff);
  await serveOn(staff, '2026-03-03');
  return staff;
}

// The dossier before a session that approves it, criterion 2 as basically met.
export async function concludeCouncil(staff) {
  const { thuky, lanhdao, mattran, quansu } = staff.persons;
  const duties = { lanhdao: 'chair', thuky: 'secretary', mattran: 'member', quansu: 'member' };
  const members = Object.entries(duties).map(([login, duty]) => (
    { account: staff.persons[login].account, duty, name: `Người ${login}`, organisation: 'Sở' }));
  const session = await thuky.must('/api/v1/councils', {
    province: '20', title: 'Phiên họp tháng 3', held_on: '2026-03-03', place: 'Lạng Sơn', members,
    agenda: [staff.dossier],
  });
  const path = `/api/v1/councils/${session.session}`;
  const item = `${path}/items/${staff.dossier}`;
  let seen = session.event;
  const say = async (person, where, body) => {
    seen = (await person.must(where, { ...body, expected_version: seen })).event;
  };
  await say(thuky, `${path}/steps`, { step: 'open', present: members.map((one) => one.account) });
  await say(thuky, `${path}/steps`, { step: 'present', dossier: staff.dossier });
  await say(thuky, `${path}/steps`, { step: 'begin', dossier: staff.dossier });
  for (const person of [lanhdao, thuky, mattran, quansu]) {
    seen = (await person.must(`${item}/vote`, { choice: 'yes' })).event;
  }
  await say(thuky, `${path}/steps`, { step: 'count', dossier: staff.dossier });
  const views = [{ criterion: '2', outcome: 'basically_met', words: 'Còn 2 km đường thôn đang thi công' }];
  await say(thuky, `${item}/views`, { items: views });
  await say(thuky, `${item}/close`, { words: 'Đường thôn xong trong quý I/2026' });
  await say(lanhdao, `${path}/steps`, { step: 'close' });
}
