// A round of the residents' survey in a commune of twelve villages, over HTTP: slips on paper entered by two people,
// on phones, and offline in batches that arrive twice; everything that must be refused; what the checks notice, a
// recount by another commune, the display, the dossier. Tallies are held to a naive count of what the households said.
// `node tests/surveys/round.test.mjs sqlite|postgres`.
import assert from 'node:assert/strict';
import { populate } from '../people.mjs';
import { luytre, makeWorld, must, serve } from '../trials/world.mjs';

const store = process.argv[2] ?? 'sqlite';
if (store === 'postgres' && !process.env.LUYTRE_TEST_POSTGRES) {
  console.log('skipped: no PostgreSQL for tests (LUYTRE_TEST_POSTGRES is not set)');
  process.exit(77);
}
const today = '2025-11-03';
const villagesCount = 12;
const householdsOf = (number) => 38 + number;

// A generator that gives the same numbers on every run.
let seed = 20251103;
function drawn(limit) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}

const world = makeWorld(store);
let server;
try {
  must(world, 'demo', 'init');
  process.env.LUYTRE_TODAY = today;
  server = await serve(world);
  const people = await populate(world, server.base, {
    hoa: { role: 'coordinator', unit: '20' },
    an: { role: 'village_front', unit: '06001' },
    binh: { role: 'village_front', unit: '06001' },
    lan: { role: 'commune_front', unit: '06001' },
    chi: { role: 'commune_front', unit: '06637' },
    tuan: { role: 'provincial_front', unit: '20' },
    minh: { role: 'commune_officer', unit: '06001' },
    dung: { role: 'provincial_leader', unit: '20' },
  });
  const { hoa, an, binh, lan, chi, tuan, minh } = people;

  // A person asks; `status` is what is expected.
  const call = async (person, method, path, json, status = 200) => {
    const answer = await person.ask(server.base + path, { method, json });
    const text = await answer.text();
    assert.equal(answer.status, status, `${method} ${path}: ${text.slice(0, 700)}`);
    return text.startsWith('{') ? JSON.parse(text) : text;
  };
  const get = (person, path, status) => call(person, 'GET', path, undefined, status);
  const post = (person, path, json, status) => call(person, 'POST', path, json, status);
  const stranger = { ask: (url, { method, json }) => fetch(url, {
    method, headers: json ? { 'content-type': 'application/json' } : {}, body: json && JSON.stringify(json),
  }) };

  const villages = [];
  for (let number = 1; number <= villagesCount; number += 1) {
    const wish = { name: `Thôn ${number}`, kind: 'thon', commune: '06001', from: '2025-07-01' };
    villages.push({ id: (await post(hoa, '/api/v1/villages', wish)).village, households: householdsOf(number) });
  }

  // ---- The plan: what it wrote beforehand is a note, what is wrong with it is told.
  const frame = villages.map(({ id, households }) =>
    ({ village: id, households, as_of: '2025-10-31', source: 'UBND xã cung cấp số hộ' }));
  const plan = {
    unit: '06001', tier: 'ntm', form: 'commune-ntm-2022', document: '12/KH-MTTQ', opens_on: today,
    closes_on: '2025-11-20', sample: 'every_household', frame,
    thresholds: [{ what: 'overall', percent: '98', document: '01/KH-BCĐ' }],
  };
  await post(minh, '/api/v1/surveys', plan, 403);
  await post(stranger, '/api/v1/surveys', plan, 401);
  const options = await get(lan, '/api/v1/surveys/options?unit=06001');
  assert.equal(options.villages.length, villagesCount);
  assert.equal(options.titles.find((each) => each.tier === 'ntm').parameters.overall.percent, '90');
  const planned = await post(lan, '/api/v1/surveys', plan);
  assert.equal(planned.notes[0].problem.code, 'surveys.target_is_no_threshold');
  const base = `/api/v1/surveys/${planned.round}`;
  const round = () => get(lan, base);
  const version = async () => (await round()).version;
  const step = async (person, name, more = {}, status = 200) =>
    post(person, `${base}/steps`, { step: name, expected_version: await version(), ...more }, status);
  assert.equal((await round()).round.parameters.overall.percent, '90');
  assert.equal((await round()).round.notes[0].percent, '98');
  assert.equal((await step(lan, 'approve', {}, 403)).code, 'access.no_role');
  assert.equal((await post(tuan, `${base}/steps`, { step: 'approve', expected_version: 1 }, 409)).code,
    'surveys.changed_meanwhile');
  await step(tuan, 'approve');
  await step(lan, 'train', { words: 'Tập huấn 24 người' });

  // ---- Slips: printed once, as marks ever after.
  for (const village of villages) {
    const count = village.households + 2;
    const path = `${base}/villages/${village.id}`;
    const trial = { count, format: 'csv', expected_version: await version() };
    assert.equal((await post(lan, `${path}/slips?dry_run=true`, trial)).is_dry_run, true);
    const list = await post(lan, `${path}/slips`, { count, format: 'csv', expected_version: await version() });
    village.serials = list.trim().split('\n').slice(1);
    assert.equal(village.serials.length, count);
    const over = await post(an, `${path}/hand-out`, { count: count + 1, expected_version: await version() }, 422);
    assert.equal(over.code, 'surveys.handed_over_printed');
    await post(an, `${path}/hand-out`, { count: village.households, expected_version: await version() });
  }
  const paper = await lan.ask(`${server.base}${base}/villages/${villages[0].id}/slips`, {
    method: 'POST', json: { count: 3, expected_version: await version() },
  });
  assert.equal(paper.headers.get('content-type'), 'application/pdf');
  assert.equal(Buffer.from(await paper.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');

  // ---- What households say. Some stay silent; in village 12 everybody is said to be satisfied.
  const questions = (await round()).round.form.questions.map((each) => each.id);
  const said = [];
  for (const [number, village] of villages.entries()) {
    village.slips = [];
    for (const serial of village.serials.slice(0, village.households)) {
      if (number < 11 && drawn(10) === 0) continue;
      const answers = {};
      for (const question of questions) {
        const turn = number === 11 ? 0 : drawn(20);
        answers[question] = turn === 19 ? 'no_answer' : turn >= 17 ? 'not_satisfied' : 'satisfied';
      }
      const slip = { serial, answers, seconds: 40 + drawn(200) };
      village.slips.push(slip);
      said.push({ village: village.id, answers });
    }
  }
  villages[0].slips[0].words = { q01: 'Đường vào xóm còn lầy lội' };

  // ---- Entry. Villages 1 to 6 on paper by two people, 7 to 9 on residents' phones, the rest offline in batches.
  const enter = async (person, village, channel, slips, headers = {}) => {
    const answer = await person.ask(`${server.base}${base}/villages/${village.id}/entries`, {
      method: 'POST', json: { channel, slips }, headers,
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text.slice(0, 500));
    return JSON.parse(text).results;
  };
  const states = (results) => results.map((each) => each.problem?.code ?? each.state);
  for (const village of villages.slice(0, 6)) {
    for (const state of states(await enter(an, village, 'paper', village.slips))) assert.equal(state, 'waiting_second');
    const wrong = { ...village.slips[1], answers: { ...village.slips[1].answers, q01: 'no_answer', q02: 'no_answer' } };
    if (JSON.stringify(wrong.answers) !== JSON.stringify(village.slips[1].answers)) {
      assert.deepEqual(states(await enter(binh, village, 'paper', [wrong])), ['differing']);
      assert.deepEqual(states(await enter(lan, village, 'paper', [village.slips[1]])), ['whole']);
      const rest = village.slips.filter((each) => each !== village.slips[1]);
      for (const state of states(await enter(binh, village, 'paper', rest))) assert.equal(state, 'whole');
    } else {
      for (const state of states(await enter(binh, village, 'paper', village.slips))) assert.equal(state, 'whole');
    }
  }
  for (const village of villages.slice(6, 9)) {
    for (const slip of village.slips) {
      const shown = await post(stranger, '/api/v1/survey-slips', { serial: slip.serial.toLowerCase() });
      assert.equal(shown.form.questions.length, questions.length);
      await post(stranger, '/api/v1/survey-slips', slip);
    }
    const again = await post(stranger, '/api/v1/survey-slips', village.slips[0], 409);
    assert.equal(again.code, 'surveys.serial_used');
  }
  for (const village of villages.slice(9)) {
    for (let at = 0; at < village.slips.length; at += 15) {
      const batch = village.slips.slice(at, at + 15);
      const key = { 'idempotency-key': `lo-${village.id}-${at}` };
      const first = states(await enter(an, village, 'kiosk', batch, key));
      // The answer was lost: the phone sends the same batch again, then once more under another key.
      assert.deepEqual(states(await enter(an, village, 'kiosk', batch, key)), first);
      assert.deepEqual(states(await enter(an, village, 'kiosk', batch)), first);
    }
  }

  // A file of Kobo for the last village's leftovers: device, user and position are dropped, a broken row alone refused.
  const last = villages.at(-1);
  const leftover = last.serials.slice(last.households);
  const csv = [
    `start,deviceid,username,_geolocation,serial,${questions.join(',')}`,
    `2025-11-03T08:00,imei:1,an,"21.8 106.7",${leftover[0]},${questions.map(() => 'satisfied').join(',')}`,
    `2025-11-03T08:05,imei:1,an,"21.8 106.7",HONG-ROI,${questions.map(() => 'satisfied').join(',')}`,
  ].join('\n');
  const form = new FormData();
  form.append('format', 'csv');
  form.append('channel', 'phone');
  form.append('file', new Blob([csv]), 'kobo.csv');
  const answer = await an.ask(`${server.base}${base}/villages/${last.id}/import`, { method: 'POST', body: form });
  const imported = JSON.parse(await answer.text());
  assert.equal(answer.status, 200, JSON.stringify(imported));
  assert.deepEqual(imported.results.map((each) => each.state), ['whole', 'refused']);
  assert.deepEqual(imported.dropped, ['_geolocation', 'deviceid', 'start', 'username']);
  said.push({ village: last.id, answers: Object.fromEntries(questions.map((each) => [each, 'satisfied'])) });

  // ---- What must be refused, alone.
  const [one, two] = villages;
  const spare = one.serials.at(-1);
  const broken = [
    { serial: 'KHONG-PHAI-SO' }, { ...two.slips[0] }, { ...one.slips[0] },
    { serial: spare, answers: { q99: 'satisfied' } }, { serial: spare, answers: { q01: 'rất hài lòng' } },
  ];
  assert.deepEqual(states(await enter(lan, one, 'meeting', broken)), [
    'surveys.serial_wrong', 'surveys.serial_other_village', 'surveys.serial_used', 'surveys.question_unknown',
    'surveys.answer_unknown',
  ]);
  const outside = await post(an, `${base}/villages/0190d8a0-0000-7000-8000-000000000000/entries`,
    { channel: 'meeting', slips: [{ serial: spare }] }, 422);
  assert.equal(outside.code, 'surveys.village_outside');
  await post(minh, `${base}/villages/${one.id}/entries`, { channel: 'meeting', slips: [{ serial: spare }] }, 403);
  await get(minh, `${base}/villages/${one.id}/pending`, 403);

  // Nothing is shown before the seal, to nobody.
  assert.equal((await round()).tally, null);
  assert.deepEqual((await get(stranger, '/api/v1/survey-results?unit=06001')).rounds, []);
  await get(minh, base, 403);

  // ---- The seal.
  const pending = await enter(an, one, 'paper', [{ serial: spare, answers: { q01: 'satisfied' } }]);
  assert.deepEqual(states(pending), ['waiting_second']);
  const waiting = await get(binh, `${base}/villages/${one.id}/pending`);
  assert.deepEqual(waiting.slips.map((each) => [each.serial, each.is_mine]), [[spare, false]]);
  assert.ok(!JSON.stringify(waiting).includes('satisfied'));
  for (const village of villages) {
    const path = `${base}/villages/${village.id}/seal`;
    if (village === one) {
      assert.equal((await post(lan, path, { expected_version: await version() }, 409)).code, 'surveys.not_whole');
    }
    const words = village === one ? 'Một phiếu chỉ một người nhập' : '';
    await post(lan, path, { words, expected_version: await version() });
  }
  const late = await post(an, `${base}/villages/${one.id}/entries`,
    { channel: 'paper', slips: [{ serial: spare }] }, 409);
  assert.equal(late.code, 'surveys.village_sealed');

  // ---- The tally is what the households said.
  const closed = await round();
  assert.equal(closed.state, 'closed');
  const naive = (slips, question, answer) => slips.filter((each) => each.answers[question] === answer).length;
  const check = (tally, slips) => {
    for (const item of tally.items) {
      assert.equal(item.satisfied, naive(slips, item.question, 'satisfied'));
      assert.equal(item.not_satisfied, naive(slips, item.question, 'not_satisfied'));
      assert.equal(item.no_answer, naive(slips, item.question, 'no_answer'));
    }
  };
  check(closed.tally.whole, said);
  for (const tally of closed.tally.villages) check(tally, said.filter((each) => each.village === tally.village));
  assert.equal(closed.tally.whole.returned, said.length + 1);
  assert.equal(closed.tally.whole.left_out, 1);
  assert.equal(closed.tally.whole.households, villages.reduce((sum, each) => sum + each.households, 0));
  assert.equal(closed.tally.whole.verdict.is_provisional || closed.tally.whole.verdict.outcome === 'not_met', true);

  // ---- Anomalies wait for an answer; a recount by another commune's Front.
  await step(lan, 'consolidate');
  await step(lan, 'display');
  const ordered = { village: two.id, by_unit: '06637', words: 'Kiểm tra ngẫu nhiên' };
  const own = { ...ordered, by_unit: '06001', expected_version: await version() };
  assert.equal((await post(tuan, `${base}/recounts`, own, 422)).code, 'surveys.recount_own_unit');
  await post(tuan, `${base}/recounts`, { ...ordered, expected_version: await version() });
  assert.equal((await step(tuan, 'confirm', {}, 409)).code.startsWith('surveys.'), true);
  await get(lan, `${base}/recounts/${two.id}`, 403);
  const { serials } = await get(chi, `${base}/recounts/${two.id}`);
  assert.ok(serials.length >= 10);
  const slipOf = (serial) => two.slips.find((each) => each.serial === serial);
  const counted = serials.slice(1).map((serial) => ({ serial, answers: slipOf(serial).answers }));
  const recounted = await post(chi, `${base}/recounts/${two.id}/result`,
    { slips: counted, missing: [serials[0]], words: 'Thiếu một phiếu', expected_version: await version() });
  assert.deepEqual([recounted.alike, recounted.different, recounted.missing], [serials.length - 1, 0, 1]);

  const { anomalies } = await round();
  for (const { id } of anomalies) {
    const path = `${base}/anomalies/${id}/reviews`;
    const review = async (person, verdict, status) => post(person, path,
      { verdict, words: 'Đã xem lại từng phiếu', expected_version: await version() }, status);
    assert.equal((await review(tuan, 'accepted', 409)).code, 'surveys.not_answered_yet');
    await review(lan, 'answered');
    await review(tuan, 'accepted');
  }
  await step(tuan, 'confirm');

  // ---- Residents are answered in public.
  const { comments } = await get(lan, `${base}/comments`);
  assert.deepEqual(comments, [{ question: 'q01', words: 'Đường vào xóm còn lầy lội' }]);
  await get(minh, `${base}/comments`, 403);
  const task = await post(lan, `${base}/tasks`, {
    question: 'q01', words: 'Làm đường vào xóm', given_to: '06001', due_on: '2025-12-31',
    expected_version: await version(),
  });
  await post(minh, `${base}/tasks/${task.task}/answers`, { words: 'Quý I sẽ làm', expected_version: await version() });

  // ---- In public: no small cell, in no format.
  const [shown] = (await get(stranger, '/api/v1/survey-results?unit=06001')).rounds;
  assert.deepEqual(shown.tasks[0].answers, ['Quý I sẽ làm']);
  const table = await get(stranger, `/api/v1/survey-results.csv?round=${planned.round}`);
  assert.ok(table.split('\n').length > questions.length);
  assert.ok(!JSON.stringify(shown).includes('"anomalies"'));
  const observations = await get(stranger, '/api/v1/observations?unit=06001&opinion=survey');
  assert.deepEqual(observations.observations, []);

  // ---- No other way in.
  const other = await an.ask(`${server.base}/api/v1/observations`, {
    method: 'POST', json: { observations: [{ unit_code: '06001', measure: 'resident_satisfaction_overall', as_of: today,
      opinion: 'survey', numerator: '99', denominator: '100' }] },
  });
  assert.notEqual(other.status, 200);
  assert.match(await other.text(), /surveys\.only_by_round|access\./);

  // ---- The dossier.
  const dossier = await post(minh, '/api/v1/dossiers', { unit: '06001', tier: 'ntm', year: 2025 });
  await step(tuan, 'send', { dossier: dossier.dossier });
  const sent = await round();
  assert.equal(sent.state, 'sent');
  assert.equal(sent.round.dossier, dossier.dossier);
  const file = JSON.stringify(await get(minh, `/api/v1/dossiers/${dossier.dossier}`));
  assert.ok(file.includes(`survey:${planned.round}`), 'the dossier has the round as its report');
  const drafts = await get(hoa, '/api/v1/observations?unit=06001&opinion=survey&drafts=true');
  const overall = drafts.observations.find((each) => each.measure === 'resident_satisfaction_overall');
  assert.equal(Number(overall.value.numerator ?? overall.numerator), naive(said, questions.at(-1), 'satisfied'));

  // ---- The server's own output never had a serial or an answer; the chain is whole.
  assert.equal(await server.stop(), 0);
  for (const village of villages) {
    for (const serial of village.serials) assert.ok(!server.said().includes(serial));
  }
  assert.equal(luytre(world, 'audit', 'verify').status, 0);
  console.log(`ok on ${store}: ${said.length} slips of ${villagesCount} villages, ${anomalies.length} anomalies`);
} finally {
  await server?.stop();
  world.remove();
}
