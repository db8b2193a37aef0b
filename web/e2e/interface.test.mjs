// The API against its own document: every route is described, every answer has the shape that is written down, every
// refusal is a problem that says what to do.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from './harness.mjs';
import { Schemas } from './schema.mjs';

const source = join(dirname(fileURLToPath(import.meta.url)), '../../src');
const anyDay = '2025-12-31';
const rowsPerPage = 7;

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return path.endsWith('.cpp') && !path.endsWith('_test.cpp') ? [path] : [];
  });
}

function routesOfTheSource() {
  const routes = new Set();
  for (const path of sourceFiles(source)) {
    const text = readFileSync(path, 'utf8');
    for (const [, method, named, pattern] of text.matchAll(
      /\b(?:router\.(get|post|put|patch|delete)|add(?:_unasked)?)\(\s*(?:"([A-Z]+)",\s*)?"(\/(?:api\/|healthz)[^"]*)"/g,
    ))
      routes.add(`${method ?? named?.toLowerCase() ?? 'get'} ${pattern}`);
  }
  return routes;
}

let server;
let schemas;
before(async () => {
  server = await startServer();
  schemas = new Schemas(await (await fetch(server.address + '/api/openapi.json')).json());
});
after(() => server?.stop());

const ask = (path, options) => fetch(server.address + path, options);

// Asks, finds the operation's schema for the status, and gives the body once it fits.
async function answer(operation, path, status = 200) {
  const response = await ask(path);
  const body = await response.json();
  assert.equal(response.status, status, `${path}: ${JSON.stringify(body).slice(0, 400)}`);
  const { responses } = schemas.document.paths[operation].get;
  const described = responses[String(status)];
  assert.ok(described, `${operation}: the document says nothing of status ${status} (${body.code})`);
  const media = response.headers.get('content-type').split(';')[0];
  const { schema } = schemas.resolve(described).content[media] ?? {};
  assert.ok(schema, `${path}: ${media} is not in the document`);
  assert.deepEqual(schemas.faults(schema, body).slice(0, 5), [], path);
  if (status === 200 && body.snapshot !== undefined)
    assert.equal(response.headers.get('luytre-snapshot'), String(body.snapshot), path);
  return body;
}

// Every row of a list, page by page.
async function everyRow(operation, list, query = '') {
  const rows = [];
  for (let cursor = ''; ; ) {
    const page = await answer(operation, `${operation}?limit=${rowsPerPage}${query}${cursor && `&cursor=${cursor}`}`);
    assert.ok(page[list].length <= rowsPerPage);
    rows.push(...page[list]);
    if (page.next_cursor === null) return rows;
    cursor = page.next_cursor;
  }
}

describe('the document', () => {
  test('describes every route of the program and no other', () => {
    const described = Object.entries(schemas.document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    assert.deepEqual(described.sort(), [...routesOfTheSource()].sort());
  });

  test('has no reference that leads nowhere, no operation without a name, no path parameter left out', () => {
    const walk = (node) => {
      if (node === null || typeof node !== 'object') return;
      if (typeof node.$ref === 'string') schemas.resolve(node);
      Object.values(node).forEach(walk);
    };
    walk(schemas.document);
    const names = new Set();
    for (const [path, operations] of Object.entries(schemas.document.paths)) {
      for (const operation of Object.values(operations)) {
        assert.ok(operation.operationId && operation.summary && operation.tags?.length, path);
        assert.ok(!names.has(operation.operationId), `${operation.operationId} twice`);
        names.add(operation.operationId);
        const parameters = (operation.parameters ?? []).map((parameter) => schemas.resolve(parameter));
        const inPath = parameters.filter((one) => one.in === 'path').map((one) => one.name);
        assert.deepEqual(inPath.sort(), [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(), path);
        for (const one of parameters) assert.ok(one.schema, `${path}: ${one.name} has no schema`);
      }
    }
  });

  test('names only schemas that something uses', () => {
    const text = JSON.stringify(schemas.document);
    const idle = Object.entries(schemas.document.components).flatMap(([kind, entries]) =>
      Object.keys(entries).filter((name) => !text.includes(`"#/components/${kind}/${name}"`)),
    );
    assert.deepEqual(idle, []);
  });
});

describe('every answer fits the document', () => {
  test('each route without a path parameter answers as described', async () => {
    for (const [path, { get }] of Object.entries(schemas.document.paths)) {
      if (!get || path.includes('{')) continue;
      const needed = (get.parameters ?? []).map((one) => schemas.resolve(one)).filter((one) => one.required);
      // A stranger asks: what is for those signed in says so.
      const status = get.responses['401'] ? 401 : 200;
      if (needed.length > 0) await answer(path, path, 400);
      const query = needed.map((one) => `${one.name}=${encodeURIComponent(one.example)}`);
      const asked = query.length > 0 ? `${path}?${query.join('&')}` : path;
      const { content = {} } = schemas.resolve(get.responses['200']);
      if (status === 401 || content['application/json']) {
        await answer(path, asked, status);
        continue;
      }
      // A file to keep: its media type is the one described.
      const file = await ask(asked);
      // Of a round of the survey there is none that everybody has: the example is answered as unknown.
      if (path === '/api/v1/survey-results.csv') {
        assert.equal((await file.json()).code, 'surveys.no_round', asked);
        continue;
      }
      assert.equal(file.status, 200, asked);
      assert.ok(file.headers.get('content-type').split(';')[0] in content, asked);
    }
  });

  test('units: the list, each unit, its lineage and its titles', async () => {
    const units = await everyRow('/api/v1/units', 'units', `&parent=20&as_of=${anyDay}`);
    assert.equal(units.length, 65);
    const codes = units.map((unit) => unit.code);
    assert.deepEqual(codes, [...new Set(codes)].sort());
    for (const code of codes) {
      await answer('/api/v1/units/{code}', `/api/v1/units/${code}?as_of=${anyDay}`);
      await answer('/api/v1/units/{code}/titles', `/api/v1/units/${code}/titles?as_of=${anyDay}`);
      const { predecessors } = await answer('/api/v1/units/{code}/lineage', `/api/v1/units/${code}/lineage`);
      const [first] = predecessors;
      if (first) await answer('/api/v1/units/{code}', `/api/v1/units/${encodeURIComponent(first.unit)}`);
    }
  });

  test('counts follow the day', async () => {
    for (const [day, commune] of [['2024-11-30', 200], ['2025-06-30', 194], ['2025-07-01', 65]]) {
      const count = await answer('/api/v1/units/count', `/api/v1/units/count?under=20&as_of=${day}`);
      assert.equal(count.commune, commune, day);
    }
  });

  test('“cao loc” finds Cao Lộc', async () => {
    const { found } = await answer('/api/v1/units/search', '/api/v1/units/search?q=cao%20loc');
    assert.match(found[0].name, /Cao Lộc$/);
  });

  test('criteria: every set', async () => {
    const { sets } = await answer('/api/v1/criteria-sets', '/api/v1/criteria-sets');
    assert.ok(sets.length > 10);
    for (const { set, loaded } of sets) {
      const detail = await answer('/api/v1/criteria-sets/{subject}/{period}', `/api/v1/criteria-sets/${set}`);
      assert.equal(detail.criteria.filter((one) => one.counts).length, loaded.criteria, set);
    }
  });

  test('judgement: every commune, and a prerequisite chain', async () => {
    const units = await everyRow('/api/v1/units', 'units', `&parent=20&as_of=${anyDay}`);
    for (const { code } of units) {
      const query = `unit=${code}&set=commune-ntm/2021-2025&as_of=${anyDay}`;
      const judged = await answer('/api/v1/evaluations', `/api/v1/evaluations?${query}`);
      const counted = judged.criteria.filter((one) => one.counts);
      const passed = counted.filter((one) => ['met', 'not_applicable'].includes(one.outcome));
      assert.equal(judged.criteria_met, passed.length, code);
      assert.equal(judged.criteria_total, counted.length, code);
    }
    const model = `unit=${units[0].code}&set=commune-ntm-model/2021-2025&as_of=${anyDay}`;
    await answer('/api/v1/evaluations', `/api/v1/evaluations?${model}`);
    await answer('/api/v1/evaluations/explain', `/api/v1/evaluations/explain?${model}`);
    const one = `unit=${units[0].code}&set=commune-ntm/2021-2025&as_of=${anyDay}&indicator=2`;
    await answer('/api/v1/evaluations/explain', `/api/v1/evaluations/explain?${one}`);
  });

  test('observations, page by page, each once', async () => {
    const rows = await everyRow('/api/v1/observations', 'observations', '&unit=06211');
    assert.ok(rows.length > rowsPerPage);
    assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
  });

  test('claims: the list in pages, each certificate', async () => {
    const claims = await everyRow('/api/v1/claims', 'claims');
    assert.equal(new Set(claims.map((claim) => claim.id)).size, claims.length);
    for (const { id } of claims) await answer('/api/v1/claims/{id}', `/api/v1/claims/${id}`);
    const discrepant = await everyRow('/api/v1/claims', 'claims', '&discrepant=true');
    for (const claim of discrepant) assert.equal(claim.arithmetic.holds, false);
  });

  test('news: eight a page, each article with its claims', async () => {
    const first = await answer('/api/v1/news', '/api/v1/news');
    assert.equal(first.articles.length, 8);
    for (const { slug } of await everyRow('/api/v1/news', 'articles'))
      await answer('/api/v1/news/{slug}', `/api/v1/news/${slug}`);
  });
});

describe('every refusal is a problem that says what to do', () => {
  const refusals = [
    ['/api/v1/units', '?asof=2025-01-01', 400, 'http.unknown_parameter'],
    ['/api/v1/units', '?limit=0', 400, 'http.integer_malformed'],
    ['/api/v1/units', '?limit=5&limit=6', 400, 'http.repeated_parameter'],
    ['/api/v1/units', '?cursor=nonsense', 400, 'http.cursor_malformed'],
    ['/api/v1/units', '?as_of=2025-02-30', 422, 'date.malformed'],
    ['/api/v1/units', '?as_known=999999999', 404, 'record.event_ahead'],
    ['/api/v1/units/search', '', 400, 'http.parameter_missing'],
    ['/api/v1/units/count', '?as_of=1990-01-01', 409, 'units.country_not_complete'],
    ['/api/v1/units/{code}', '/api/v1/units/nowhere', 404, 'units.unknown'],
    ['/api/v1/criteria-sets/{subject}/{period}', '/api/v1/criteria-sets/no/such', 404, 'criteria.unknown_set'],
    ['/api/v1/evaluations', '?unit=06211&opinion=mine', 400, 'http.choice_unknown'],
    ['/api/v1/evaluations', '?unit=06211&set=province-completion/2021-2025', 422, 'criteria.wrong_level'],
    ['/api/v1/evaluations/explain', '?unit=06211&indicator=99.9', 404, 'judgement.unknown_indicator'],
    ['/api/v1/observations', '?unit=nowhere', 422, 'observations.unit_unknown'],
    ['/api/v1/claims/{id}', '/api/v1/claims/none', 404, 'claim.unknown'],
    ['/api/v1/news', '?category=gossip', 422, 'news.unknown_category'],
    ['/api/v1/news/{slug}', '/api/v1/news/none', 404, 'news.unknown'],
    ['/api/v1/jobs/{id}', '/api/v1/jobs/none', 401, 'access.not_signed_in'],
    ['/api/v1/articles', '', 401, 'access.not_signed_in'],
    ['/api/v1/articles/{id}', '/api/v1/articles/none', 404, 'news.unknown'],
    ['/api/v1/articles/{id}/differences', '/api/v1/articles/none/differences', 404, 'news.unknown'],
  ];
  for (const [operation, rest, status, code] of refusals) {
    test(`${rest.startsWith('/') ? rest : operation + rest}: ${code}`, async () => {
      const path = rest.startsWith('/') ? rest : operation + rest;
      const problem = await answer(operation, path, status);
      assert.equal(problem.code, code);
      assert.equal(problem.status, status);
      assert.equal(problem.instance, path);
      assert.ok(problem.messages.vi !== problem.messages.en && !problem.detail.includes('{'), problem.detail);
      assert.equal(problem.detail, problem.messages.vi);
      const english = await (await ask(path + (path.includes('?') ? '&' : '?') + 'lang=en')).json();
      assert.equal(english.detail, english.messages.en);
    });
  }

  test('no such address, and no such method', async () => {
    const missing = await ask('/api/v1/nothing');
    assert.equal(missing.status, 404);
    assert.equal((await missing.json()).code, 'http.not_found');
    const posted = await ask('/api/v1/units', { method: 'POST' });
    assert.equal(posted.status, 405);
    assert.match(posted.headers.get('allow'), /GET/);
  });
});

describe('two times', () => {
  test('the snapshot of an answer, sent back as as_known, gives the same answer', async () => {
    const path = `/api/v1/evaluations?unit=06211&as_of=${anyDay}`;
    const now = await (await ask(path)).json();
    const again = await (await ask(`${path}&as_known=${now.snapshot}`)).json();
    assert.deepEqual(again, now);
  });

  test('before the first event nothing was known', async () => {
    const { units } = await answer('/api/v1/units', '/api/v1/units?as_known=0');
    assert.deepEqual(units, []);
  });

  test('an unchanged answer is 304', async () => {
    const first = await ask('/api/v1/criteria-sets');
    const second = await ask('/api/v1/criteria-sets', { headers: { 'If-None-Match': first.headers.get('etag') } });
    assert.equal(second.status, 304);
  });
});
