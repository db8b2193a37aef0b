// What the app writes down a second time, held to where it comes from: routes and methods to the API's description,
// reasons of a return to the server's list.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { reasonCodes } from '../../src/screens/reasons';

const sources = readdirSync('web/src', { recursive: true })
  .map((name) => join('web/src', String(name)))
  .filter((name) => /\.(ts|svelte)$/.test(name));

type Described = Record<string, Record<string, unknown>>;
const { parse } = createRequire(resolve('web/package.json'))('yaml') as { parse: (text: string) => unknown };
const { paths } = parse(readFileSync('docs/api/openapi.yaml', 'utf8')) as { paths: Described };

// "/api/v1/reporting/periods/${period}/units/{sheet.unit.code}?x" as "/api/v1/reporting/periods/*/units/*".
const shapeOf = (path: string) => path.replace(/\?.*$/, '').replace(/\$?\{[^}]*\}/g, '*');
const described = new Set<string>();
for (const [path, methods] of Object.entries(paths)) {
  for (const method of Object.keys(methods)) described.add(`${method.toUpperCase()} ${shapeOf(path)}`);
}

// What is called by way of a variable, so that its method stands elsewhere.
const byHand: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/recognitions/import': ['POST'],
  '/api/v1/observations': ['POST'],
  '/api/v1/surveys/*/villages/*/entries': ['POST'],
  '/api/v1/surveys/*/villages/*/import': ['POST'],
  '/api/v1/evidence/uploads': ['POST'],
  '/api/v1/evidence/uploads/*': ['PUT'],
  '/api/v1/evidence/uploads/*/completion': ['POST'],
  '/api/v1/reporting/periods/*/workbook': ['POST'],
  '/api/v1/villages/import': ['POST'],
  '/api/v1/plans/import': ['POST'],
  '/api/v1/news/inspection': ['POST'],
  '/api/v1/articles/*/images': ['POST'],
  '/api/v1/articles/*/images/*/removal': ['POST'],
  '/api/v1/articles/*/images/*/takedown': ['POST'],
  '/api/v1/articles/*/previews/*/revocation': ['POST'],
};
// Paths of which a part stands elsewhere.
const parts: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/reporting/periods/*/*': [
    'POST /api/v1/reporting/periods/*/change',
    'POST /api/v1/reporting/periods/*/reminders',
  ],
  '/api/v1/plans/*/items/*/*': ['POST /api/v1/plans/*/items/*/change', 'POST /api/v1/plans/*/items/*/progress'],
  '/api/v1/articles/*/*': [
    'POST /api/v1/articles/*/revision',
    'POST /api/v1/articles/*/correction',
    'POST /api/v1/articles/*/update',
  ],
  '/api/v1/reporting/periods/*/': ['GET /api/v1/reporting/periods/*/grid', 'GET /api/v1/reporting/periods/*/units/*'],
};

// "POST /api/v1/…" for each path that is written out in the file, or begins with a `base` written out in it.
function calledIn(name: string): string[] {
  const text = readFileSync(name, 'utf8')
    .replace(/\$\{asKnown \?.*?''\}/g, '')
    .replace(/^ *\/\/.*$/gm, '');
  const base = /const base = \$derived\(`([^`]+)`\)/.exec(text)?.[1] ?? '';
  const whole = text.replaceAll('${base}', base);
  return [...whole.matchAll(/[`'"](\/api\/v1\/[^`'"\s]*)/g)].flatMap((match) => {
    const shape = shapeOf(match[1] ?? '');
    const isPost = /\bpost(<[^(]*>)?\(\s*$/.test(whole.slice(Math.max(0, match.index - 60), match.index));
    const methods = byHand[shape] ?? [isPost ? 'POST' : 'GET'];
    return parts[shape] ?? methods.map((method) => `${method} ${shape}`);
  });
}

test('every route that the app calls is described, with this method', () => {
  const all = new Set<string>();
  for (const name of sources) {
    for (const called of calledIn(name)) {
      assert.ok(described.has(called), `${name}: ${called} is not in docs/api/openapi.yaml`);
      all.add(called);
    }
  }
  assert.ok(all.size > 24, `${all.size} routes found: ${[...all].join(', ')}`);
});

test('the reasons of a return are the server’s', () => {
  const text = readFileSync('src/programme/reporting/report.cpp', 'utf8');
  const list = /& reason_codes\(\) \{[^{]*\{([^}]*)\}/.exec(text)?.[1] ?? '';
  assert.deepEqual(
    [...list.matchAll(/"(\w+)"/g)].map((match) => match[1]),
    [...reasonCodes],
  );
});
