// How each act is asked over HTTP, with the least valid content: (world, unit {code, day, …}, relation, role) → request
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { populate } from '../people.mjs';
import { here } from '../trials/world.mjs';
import { askAsCitizens, question } from './citizens_asks.mjs';

const root = join(here, '../..');
const today = '2025-12-31';

// Seen from a commune, a district (all have ended), the province, the country.
const ownCommune = { code: '06001', day: today, name: 'Đoàn Kết', province: '20' };
const otherCommune = { code: '06637', day: today, name: 'Châu Sơn', province: '20' };
const endedCommune = { code: '05998', day: '2024-06-30', name: 'Khánh Long', district: 'Tràng Định', province: '20' };
const farCommune = { code: '00004', day: today, name: 'Ba Đình', province: '01' };
const ownProvince = { code: '20', day: today, province: '20' };
const farProvince = { code: '01', day: today, province: '01' };
const country = { code: 'VN', day: today };
const whole = { code: '', day: today, province: '20' };

export const units = {
  commune: {
    own: ownCommune, above: ownProvince, sibling: otherCommune, other_province: farCommune,
    predecessor: endedCommune, whole,
  },
  district: { below: endedCommune, above: ownProvince, other_province: farCommune, predecessor: endedCommune, whole },
  province: {
    own: ownProvince, below: ownCommune, above: country, sibling: farProvince, other_province: farCommune,
    predecessor: endedCommune, whole,
  },
  country: { own: country, below: ownCommune, other_province: farCommune, predecessor: endedCommune, whole },
};

const value = (opinion) => (world, unit) => ({
  path: '/api/v1/observations',
  json: {
    observations: [{ unit_code: unit.code, measure: 'village_road_hardened', as_of: unit.day, opinion, value: '37.5' }],
  },
});

function fact(world, unit) {
  return {
    path: '/api/v1/recognitions',
    json: {
      date: unit.day, kind: 'recognition', district: unit.district ?? '', commune: unit.name ?? '', title_level: 'NTM',
      decision: '1/QĐ-THU', source_url: 'https://example.vn/1', trust: 'A', province: unit.province,
    },
  };
}

const declaration = (world, unit) => ({
  path: '/api/v1/recognitions/coverage',
  json: { unit: unit.code, title: 'ntm', from: unit.day, source: 'sổ gốc' },
});

function files(path, name, fields = {}) {
  return (world) => {
    const body = new FormData();
    for (const [field, text] of Object.entries(fields)) body.append(field, text);
    body.append('file', new Blob([world.files[name]]), name);
    return { path, body };
  };
}

// A role that may be given there, and that nobody holds yet.
function grantAt(unit) {
  if (unit.code === 'VN') return { role: 'ministry_viewer', unit: 'VN' };
  const isCommune = unit.name !== undefined;
  return { role: isCommune ? 'commune_officer' : 'emulation_officer', unit: unit.code };
}

const decide = (decision) => (world, unit) => ({
  path: `/api/v1/grants/${world.waiting[unit.code]}/decision`, json: { decision },
});

const at = (path) => () => ({ path, json: {} });
const read = (path) => () => ({ method: 'GET', path });

// Not an answer of its own: whether the log shows from where somebody acted.
function personal(cell, status, text) {
  if (status !== 200) return cell === 'allow' ? `expected to be allowed, found ${status}` : null;
  const shows = JSON.parse(text).events.some((event) => event.circumstance?.is_personal_part_shown);
  if (shows === (cell === 'allow')) return null;
  return `the log ${shows ? 'shows' : 'hides'} what is personal, the table says ${cell}`;
}

const form = 'commune-ntm/2021-2025';
// Units that ended are asked in a period of their time.
const period = (world, state, unit) => world.periods[unit.day < '2025-07-01' ? 'past' : state];
const sheet = (id, unit) => `/api/v1/reporting/periods/${id}/units/${unit.code}`;

// Three periods: the commune's report waits to be handed over, waits to be signed, is signed.
async function openPeriods(world) {
  const { coordinator, commune_officer: officer, commune_chairman: chairman } = world.persons;
  world.periods = {};
  const past = { set: form, province: '20', title: 'Năm 2024', as_of: '2024-12-31', due_on: '2099-01-01' };
  world.periods.past = (await coordinator.must('/api/v1/reporting/periods', past)).period;
  for (const [state, day] of [['open', '2025-12-31'], ['submitted', '2025-12-30'], ['signed', '2025-12-29']]) {
    const wish = { set: form, province: '20', title: day, as_of: day, due_on: '2099-01-01' };
    world.periods[state] = (await coordinator.must('/api/v1/reporting/periods', wish)).period;
    await officer.must('/api/v1/observations', {
      observations: [{
        unit_code: '06001', measure: 'village_road_hardened', as_of: day, opinion: 'self', value: '37.5',
      }],
    });
    const step = `${sheet(world.periods[state], { code: '06001' })}/step`;
    if (state !== 'open') await officer.must(step, { step: 'submitted' });
    if (state === 'signed') await chairman.must(step, { step: 'signed', seen: 999999 });
  }
}

// One dossier of each commune that is asked about, as it is after it was opened.
async function openDossiers(world) {
  world.dossiers = {};
  const { neighbour } = await populate(world, world.base, { neighbour: { role: 'commune_officer', unit: '06637' } });
  for (const [code, person] of [['06001', world.persons.commune_officer], ['06637', neighbour]]) {
    const wish = { unit: code, tier: 'ntm', year: 2025 };
    const opened = await person.must('/api/v1/dossiers', wish);
    world.dossiers[code] = { path: `/api/v1/dossiers/${opened.dossier}`, expected_version: opened.event };
  }
}

const dossier = (world, unit) => world.dossiers[unit.code] ?? world.dossiers['06001'];
const step = (content) => (world, unit) => ({
  path: `${dossier(world, unit).path}/steps`,
  json: { ...content, expected_version: dossier(world, unit).expected_version },
  orRefusedAs: 'dossiers.',
});

// Villages of a commune: one whose account speaks for it, one that has none and a title of a district's time. Whoever
// holds nothing below an ended commune is asked about its successor.
const village = (world, unit) => world.villages[unit.code === otherCommune.code ? unit.code : ownCommune.code];
const oldDecision = (unit) => ({
  ladder: 'village', year: 2020, decision: '1/QĐ-THU', signed_on: '2020-12-25', source: 'bản giấy',
  issuer: unit.code === otherCommune.code ? '189' : '180',
});

// Others may tick in the village's name: only its own account speaks as the village.
function asTheVillage(cell, status, text) {
  const speaks = status === 200 && JSON.parse(text).entered_as === 'head';
  if (speaks === (cell === 'allow')) return null;
  return `${speaks ? 'speaks' : 'does not speak'} as the village, the table says ${cell}: ${text.slice(0, 200)}`;
}

async function openVillages(world) {
  const { coordinator } = world.persons;
  world.villages = {};
  for (const { code } of [ownCommune, otherCommune]) {
    const made = async (name) => {
      const wish = { name, kind: 'thon', commune: code, from: '2025-07-01' };
      return `/api/v1/villages/${(await coordinator.must('/api/v1/villages', wish)).village}`;
    };
    const [spoken, quiet] = [await made('Thôn Có Tiếng'), await made('Thôn Lặng')];
    await coordinator.must(`${spoken}/head`, { login: 'village_head' });
    const { title } = await coordinator.must(`${quiet}/decisions`, oldDecision({ code }));
    world.villages[code] = { spoken, quiet, steps: `/api/v1/villages/titles/${title}/steps` };
  }
}
// A survey is of today: there is none in a commune that has ended.
const aliveOf = (unit) => (unit === endedCommune ? ownCommune.code : unit.code);
const frame = (world) => ({ village: world.surveyVillage, households: 40, as_of: '2025-11-30', source: 'Trưởng thôn' });
// A round of the survey in the commune, not approved yet.
async function planSurvey(world) {
  world.surveyVillage = world.villages[ownCommune.code].quiet.split('/').pop();
  const { path, json } = asks['surveys.plan'](world, ownCommune);
  world.survey = `${path}/${(await world.persons.commune_front.must(path, json)).round}`;
}
// The commune holds two titles; one check of the year waits to be signed, the other is signed.
async function openChecks(world) {
  const { coordinator, commune_officer: officer, commune_chairman: chairman } = world.persons;
  world.checks = {};
  for (const [title, level] of [['ntm', 'NTM'], ['advanced', 'nâng cao']]) {
    const given = fact(world, { ...ownCommune, district: '' });
    given.json.title_level = level;
    given.json.decision = '9/QĐ-XÃ';
    await coordinator.must(given.path, given.json);
    const wish = { unit: '06001', title, year: 2025, as_of: '2025-12-31' };
    world.checks[title] = (await officer.must('/api/v1/sustain/checks', wish)).check;
  }
  await chairman.must(`/api/v1/sustain/checks/${world.checks.ntm}/sign`, { version: 1 });
}
const check = (world, title, verb) => `/api/v1/sustain/checks/${world.checks[title]}/${verb}`;

// Plans that name the own commune and its sibling, and one that has ended; a piece of work of a department.
const plan = (year, decision, codes) => ({
  year, province: '20', title: `Kế hoạch ${year}`, decision, decided_on: `${year}-07-15`,
  targets: codes.map((unit) => ({ unit, purpose: 'ntm' })),
});
const planOf = (world, unit) => (unit.day < '2025-07-01' ? world.pastPlan : world.plan);
const work = (what) => ({
  indicator: '2.2', what, department: 'construction', starts_on: '2025-08-01', due_on: '2025-11-28',
});

async function decidePlan(world) {
  const { coordinator, commune_officer: officer } = world.persons;
  world.plan = (await coordinator.must('/api/v1/plans', plan(2025, '8/KH-UBND', ['06001', '06637']))).plan;
  world.pastPlan = (await coordinator.must('/api/v1/plans', plan(2024, '7/KH-UBND', ['05998']))).plan;
  world.planItem = (await officer.must(`/api/v1/plans/${world.plan}/units/06001/items`, work('Cứng hóa đường'))).item;
}

export const asks = {
  'citizens.view': question('received'),
  'citizens.moderate': question('received', { step: 'accept' }),
  'citizens.answer': question('accepted', { step: 'answer', words: 'Trả lời' }),
  'citizens.publish': question('answered', { step: 'publish', title: 'Một câu hỏi' }),
  'citizens.withdraw': question('published', { step: 'withdraw', words: 'Có tên người' }),
  'citizens.take_down': question('photo', { step: 'take_down' }),
  'citizens.count': read('/api/v1/citizens/subscriptions'),
  'units.import': files('/api/v1/units/import', 'centres.csv'),
  'units.boundaries': files('/api/v1/units/boundaries', 'outline.geojson', { from: '2025-07-01' }),
  'criteria.propose': (world, unit, relation) => ({
    path: '/api/v1/law/proposals',
    json: {
      set: 'commune-ntm/2021-2025', province: relation === 'whole' ? '' : unit.province,
      rows: [{
        indicator: '9.2', class: 'all', from: '2025-01-01', value: '80', confidence: 'uncertain',
        document: '318/QĐ-TTg', locator: 'Phụ lục',
      }],
    },
  }),
  'criteria.decide': (world) => ({
    path: `/api/v1/law/proposals/${world.waitingProposal}/decision`, json: { decision: 'approve' },
  }),
  'criteria.confirm': (world, unit, relation) => ({
    path: '/api/v1/criteria/confirmations',
    json: {
      set: 'commune-ntm/2021-2025', indicator: '9.2', document: '318/QĐ-TTg',
      province: relation === 'whole' ? '' : unit.province,
    },
  }),
  'observations.record_self': value('self'),
  'observations.record_sector': value('sector'),
  'observations.record_council': value('council'),
  'evidence.add': (world, unit) => ({
    path: '/api/v1/evidence/uploads',
    json: { unit: unit.code, as_of: unit.day, file_name: 'a.txt', bytes: 1, sha256: 'ca'.repeat(32) },
  }),
  'evidence.view': (world, unit) => read(`/api/v1/evidence?unit=${unit.code}&as_of=${unit.day}`)(),
  'recognition.record': fact,
  'recognition.declare': declaration,
  'claims.record': () => ({
    path: '/api/v1/claims',
    json: {
      origin: 'quoted', definition: 'recognised_communes', place: '20', as_of: '2025-06-30', statement: '7 xã',
      numerator: '7', source: 'báo cáo',
    },
  }),
  'claims.publish': (world) => at(`/api/v1/claims/${world.draftClaim}/publication`)(),
  'claims.correct': (world) => ({
    path: `/api/v1/claims/${world.publishedClaim}/correction`,
    json: { numerator: '8', statement: '8 xã', reason: 'đếm lại' },
  }),
  'news.write': (world, unit) => ({
    path: '/api/v1/articles', json: { title: 'Một tin', lead: 'Một đoạn', unit: unit.code },
  }),
  'news.edit': (world) => ({ path: `/api/v1/articles/${world.draftArticle}/steps`, json: { step: 'edit' } }),
  'news.check_privacy': (world) => ({
    path: `/api/v1/articles/${world.checkedArticle}/steps`,
    json: { step: 'check_privacy', people: 'none', secrecy: 'none' },
  }),
  'news.check_people': (world) => ({
    path: `/api/v1/articles/${world.checkedArticle}/steps`,
    json: { step: 'check_privacy', people: 'identifiable', consent: 'phiếu số 1', secrecy: 'none' },
  }),
  'news.bind': (world) => at(`/api/v1/articles/${world.listedArticle}/figures/1/rejection`)(),
  'news.publish': (world) => at(`/api/v1/articles/${world.approvedArticle}/publication`)(),
  'news.correct': (world) => ({
    path: `/api/v1/articles/${world.publishedArticle}/correction`,
    json: { lead: 'Đã sửa', correction: 'sửa một chữ' },
  }),
  'documents.write': () => ({
    path: '/api/v1/documents', json: { symbol: '1/KH-UBND', issuer: 'UBND tỉnh', abstract: 'Một kế hoạch' },
  }),
  'documents.approve': (world) => ({
    path: `/api/v1/documents/${world.waitingDocument}/decision`, json: { version: 1, decision: 'publish' },
  }),
  'news.take_down': (world) => ({
    path: `/api/v1/articles/${world.publishedArticle}/images/none/takedown`,
    json: { reason: 'người trong ảnh yêu cầu' },
    orRefusedAs: 'news.',
  }),
  'accounts.manage': (world, unit) => ({
    path: '/api/v1/accounts', json: { login: 'nguoi.moi', full_name: 'Người mới', unit: unit.code },
  }),
  'accounts.view': read('/api/v1/accounts'),
  'accounts.erase': (world) => ({ path: `/api/v1/accounts/${world.closed}/erasure`, json: { reason: 'đơn số 7' } }),
  'grants.propose': (world, unit) => ({ path: `/api/v1/accounts/${world.nobody}/grants`, json: grantAt(unit) }),
  'grants.decide': decide('approve'),
  'grants.revoke': decide('revoke'),
  'audit.view': (world, unit, relation) =>
    read(`/api/v1/events?province=${relation === 'whole' ? '' : unit.code}`)(),
  'audit.view_personal': () => ({ method: 'GET', path: '/api/v1/events?limit=1', judge: personal }),
  'audit.publish_head': at('/api/v1/audit/heads'),
  'jobs.view': read('/api/v1/jobs'),
  'drafts.view': read('/api/v1/claims?drafts=true'),
  'observations.view_drafts': (world, unit) => ({ method: 'GET', path: sheet(period(world, 'open', unit), unit) }),
  // A report of a commune that ended, in the period of its time.
  'reorganisation.decide': (world) => ({
    path: '/api/v1/reorganisations/2025-07-01/decisions',
    json: {
      items: [{ kind: 'report', item: `${world.periods.past}/05998@2024-12-01`, choice: 'close', reason: 'thử' }],
    },
  }),
  'reporting.open_period': () => ({
    path: '/api/v1/reporting/periods',
    json: { set: form, province: '20', title: 'Kỳ khác', as_of: '2025-11-30', due_on: '2099-01-01' },
  }),
  'reporting.change_period': (world) => ({
    path: `/api/v1/reporting/periods/${world.periods.open}/change`, json: { change: 'locked' },
  }),
  'reporting.submit': (world, unit) => ({
    path: `${sheet(period(world, 'open', unit), unit)}/step`, json: { step: 'submitted' },
  }),
  'reporting.sign': (world, unit) => ({
    path: `${sheet(period(world, 'submitted', unit), unit)}/step`, json: { step: 'signed', seen: 999999 },
  }),
  'reporting.return': (world, unit) => ({
    path: `${sheet(period(world, 'signed', unit), unit)}/step`,
    json: { step: 'returned', reason_code: 'wrong_number', words: 'Đếm lại' },
  }),
  'reporting.verify': (world, unit) => ({
    path: `/api/v1/reporting/periods/${period(world, 'signed', unit)}/verifications`,
    json: { seen: 999999, items: [{ unit: unit.code, indicator: '2.2', decision: 'verified' }] },
  }),
  'dossiers.prepare': (world, unit) => ({
    path: `${dossier(world, unit).path}/assessment`,
    json: { as_of: '2025-12-31', expected_version: dossier(world, unit).expected_version },
  }),
  'dossiers.submit': step({ move: 'withdraw' }),
  'dossiers.opine': (world, unit) => ({
    path: `${dossier(world, unit).path}/opinions`,
    json: { voice: 'resident', words: 'Đường tốt', expected_version: dossier(world, unit).expected_version },
    orRefusedAs: 'dossiers.not_on_display',
  }),
  'dossiers.check': step({ move: 'stop', reason_code: 'other', words: 'Dừng' }),
  'dossiers.appraise': (world, unit) => ({
    path: `${dossier(world, unit).path}/findings`,
    json: { version: 1, items: [{ indicator: '2.2', outcome: 'met' }] },
    orRefusedAs: 'dossiers.not_here',
  }),
  'councils.convene': (world, unit) => ({
    path: '/api/v1/councils',
    json: {
      province: unit.code || '20', title: 'Phiên họp', held_on: '2099-01-05', place: 'Lạng Sơn',
      members: [{ account: world.nobody, duty: 'chair', name: 'Ông An' }], agenda: ['no-such-dossier'],
    },
    orRefusedAs: 'councils.',
  }),
  'councils.vote': (world, unit) => ({
    path: `/api/v1/councils/no-such-session/items/${dossier(world, unit).path.split('/').pop()}/vote`,
    json: { choice: 'yes' },
    orRefusedAs: 'councils.',
  }),
  'ntm.commune.verify': step({ move: 'verify' }),
  'ntm.commune.recognise': step({ move: 'recognise', decision: '1/QĐ-UBND', signed_on: today }),
  'surveys.plan': (world, unit) => ({
    path: '/api/v1/surveys',
    json: {
      unit: aliveOf(unit), tier: 'ntm', form: 'commune-ntm-2022', document: '1/KH-MTTQ', opens_on: '2025-12-01',
      closes_on: '2025-12-20', sample: 'every_household', frame: [frame(world)],
    },
    orRefusedAs: 'surveys.',
  }),
  'surveys.enter': (world) => ({
    path: `${world.survey}/villages/${world.surveyVillage}/entries`,
    json: { channel: 'paper', slips: [{ serial: 'KHONGCOPHIEU' }] },
    orRefusedAs: 'surveys.',
  }),
  'surveys.seal': (world) => ({
    path: `${world.survey}/villages/${world.surveyVillage}/seal`, json: { words: 'Thử', expected_version: 1 },
    orRefusedAs: 'surveys.',
  }),
  'surveys.approve': (world) => ({
    path: `${world.survey}/steps`, json: { step: 'approve', expected_version: 1 }, orRefusedAs: 'surveys.',
  }),
  'surveys.recount': (world) => ({
    method: 'GET', path: `${world.survey}/recounts/${world.surveyVillage}`, orRefusedAs: 'surveys.no_recount',
  }),
  'surveys.record_audio': (world, unit) => ({
    ...files('/api/v1/surveys/forms/commune-ntm-2022/audio/q01/tyz', 'centres.csv', { unit: aliveOf(unit) })(world),
    orRefusedAs: 'surveys.audio_kind',
  }),
  'surveys.answer_task': (world) => ({
    path: `${world.survey}/tasks/no-such-task/answers`, json: { words: 'Sẽ làm', expected_version: 1 },
    orRefusedAs: 'surveys.no_task',
  }),
  'surveys.view': (world) => ({ method: 'GET', path: world.survey, orRefusedAs: 'surveys.not_displayed' }),
  'reporting.remark': (world, unit) => ({
    path: `${sheet(period(world, 'open', unit), unit)}/remarks`, json: { indicator: '2.2', words: 'Xem lại' },
  }),
  'villages.view': (world, unit) => read(`/api/v1/villages?unit=${unit.code}&as_of=${unit.day}&dossiers=true`)(),
  'villages.keep': (world, unit) => ({
    path: '/api/v1/villages', json: { name: 'Thôn Mới', kind: 'thon', commune: unit.code, from: unit.day },
  }),
  'villages.prepare': (world, unit) => ({
    path: `${village(world, unit).quiet}/titles`, json: { ladder: 'residential_area', year: 2025 },
  }),
  'villages.speak': (world, unit) => ({
    path: `${village(world, unit).spoken}/ticks`,
    json: { month: '2026-01', items: [{ item: 'hall_opened', done: 1 }] },
    judge: asTheVillage,
  }),
  'villages.verify': (world, unit) => ({
    path: village(world, unit).steps, json: { step: 'upkeep_check', is_favourable: true },
  }),
  'villages.recognise': (world, unit) => ({
    path: village(world, unit).steps, json: { step: 'lapse', decision: '2/QĐ-THU', words: 'Thử' },
  }),
  'villages.record': (world, unit) => ({
    path: `${village(world, unit).quiet}/decisions`, json: { ...oldDecision(unit), ladder: 'residential_area' },
  }),
  'plans.view': (world, unit) => ({ method: 'GET', path: `/api/v1/plans/${planOf(world, unit)}/units/${unit.code}` }),
  'plans.record': () => ({ path: '/api/v1/plans', json: plan(2025, '9/KH-UBND', ['06001']) }),
  'plans.work': (world, unit) => ({
    path: `/api/v1/plans/${planOf(world, unit)}/units/${unit.code}/items`, json: work('Việc mới'),
  }),
  'plans.report': (world) => ({
    path: `/api/v1/plans/${world.plan}/items/${world.planItem}/progress`, json: { percent: '30', day: today },
  }),
  'sustain.score': (world, unit) => ({
    path: '/api/v1/sustain/checks',
    json: { unit: unit.code, title: 'advanced', year: Number(unit.day.slice(0, 4)), as_of: unit.day },
  }),
  'sustain.sign': (world) => ({ path: check(world, 'advanced', 'sign'), json: { version: 1 } }),
  'sustain.verify': (world) => ({
    path: check(world, 'ntm', 'verify'), json: { version: 1, items: [{ indicator: '2.2', decision: 'verified' }] },
  }),
  'sustain.close': (world) => ({
    path: check(world, 'ntm', 'close'), json: { version: 1, result: 'warned', words: 'Cần giữ tiêu chí 17' },
  }),
};

const outline = {
  type: 'FeatureCollection',
  features: [{
    type: 'Feature', properties: { code: '06001' },
    geometry: {
      type: 'Polygon',
      coordinates: [[[106.2, 22.3], [106.3, 22.3], [106.3, 22.4], [106.2, 22.4], [106.2, 22.3]]],
    },
  }],
};

// What has to be there: drafts by others, something published, a proposal and roles that wait, accounts without roles.
export async function prepare(world, { must }) {
  world.units = units;
  world.files = {
    'centres.csv': readFileSync(join(root, 'reference/lang-son/centres.csv')),
    'outline.geojson': JSON.stringify(outline),
  };
  const { coordinator, provincial_leader: leader, editor, chief_editor: chief, administrator } = world.persons;
  const claim = asks['claims.record']().json;
  world.draftClaim = (await coordinator.must('/api/v1/claims', claim)).claim;
  const other = { ...claim, statement: '6 xã', numerator: '6' };
  world.publishedClaim = (await coordinator.must('/api/v1/claims', other)).claim;
  await leader.must(`/api/v1/claims/${world.publishedClaim}/publication`, {});
  const article = async (title) => (await editor.must('/api/v1/articles', { title, lead: `Một ${title}` })).article;
  const steps = async (id, wanted) => {
    for (const step of wanted) {
      const person = step === 'approve' || step === 'publish' ? chief : editor;
      const answers = step === 'check_privacy' ? { people: 'none', secrecy: 'none' } : {};
      await person.must(`/api/v1/articles/${id}/steps`, { step, ...answers });
    }
    return id;
  };
  const checks = ['edit', 'check_figures', 'check_privacy'];
  world.draftArticle = await article('Bản nháp');
  world.checkedArticle = await steps(await article('Đã kiểm số'), checks.slice(0, 2));
  world.approvedArticle = await steps(await article('Đã duyệt'), [...checks, 'approve']);
  world.publishedArticle = await steps(await article('Đã đăng'), [...checks, 'approve', 'publish']);
  writeFileSync(join(world.folder, 'tin.txt'), '1. Đến ngày 30/6/2025, toàn tỉnh có 84 xã đạt chuẩn nông thôn mới.\n');
  const listed = JSON.parse(must(world, 'news', 'import-text', 'tin.txt', '--json'));
  world.listedArticle = listed.articles[0].id;
  const plan = { symbol: '900/KH-UBND', issuer: 'UBND tỉnh', abstract: 'Chờ duyệt' };
  world.waitingDocument = (await editor.must('/api/v1/documents', plan)).document;
  const newcomer = { login: 'chua.co.vai', full_name: 'Chưa có vai' };
  world.nobody = (await administrator.must('/api/v1/accounts', newcomer)).account;
  const leaver = { login: 'da.nghi', full_name: 'Đã nghỉ' };
  world.closed = (await administrator.must('/api/v1/accounts', leaver)).account;
  await administrator.must(`/api/v1/accounts/${world.closed}/closure`, {});
  const proposed = asks['criteria.propose'](world, whole, 'whole');
  world.waitingProposal = (await world.persons.department_reviewer.must(proposed.path, proposed.json)).proposal;
  await openPeriods(world);
  await openDossiers(world);
  await openVillages(world);
  await planSurvey(world);
  await decidePlan(world);
  await openChecks(world);
  await askAsCitizens(world);
  world.waiting = {};
  for (const [role, unit] of [
    ['commune_chairman', '06001'], ['commune_chairman', '06637'], ['commune_chairman', '00004'], ['coordinator', '20'],
    ['coordinator', '01'],
  ]) {
    must(world, 'user', 'invite', '--login', `cho.${unit}`, '--name', 'Chờ', '--role', role, '--unit', unit);
  }
  for (const grant of (await (await coordinator.ask(world.base + '/api/v1/grants')).json()).grants) {
    world.waiting[grant.unit.split('@')[0]] = grant.grant;
  }
}
