// What a phone fetches before the first screen stands, as it travels: gzip, as the server sends it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const folder = process.env.LUYTRE_WEB ?? join(root, 'build/web');
const startBytesMax = 200_000;
const startBytesHoped = 60_000;

const sizeOf = (file) => gzipSync(readFileSync(join(folder, 'site', file))).length;

test('the first screen weighs little', (t) => {
  assert.ok(existsSync(join(folder, 'start.json')), `no app in ${folder}: build it with npm run build in web/`);
  const files = JSON.parse(readFileSync(join(folder, 'start.json'), 'utf8'));
  const sizes = files.map((file) => [file, sizeOf(file)]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  t.diagnostic(`${total} bytes: ${sizes.map(([file, size]) => `${file} ${size}`).join(', ')}`);
  if (total > startBytesHoped) t.diagnostic(`more than the ${startBytesHoped} bytes hoped for`);
  assert.ok(total <= startBytesMax, `${total} bytes of at most ${startBytesMax}`);
});

test('nothing needs what the policy of the server forbids', () => {
  const page = readFileSync(join(folder, 'site/index.html'), 'utf8');
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=/);
  for (const file of readdirSync(join(folder, 'site/tep')).filter((name) => name.endsWith('.js'))) {
    const script = readFileSync(join(folder, 'site/tep', file), 'utf8');
    assert.doesNotMatch(script, /\bnew Function\(|[^.\w]eval\(|sourceMappingURL/, file);
    assert.doesNotMatch(script, /<[a-z]+ [^>`]*\sstyle="/, `${file}: a style attribute in a template is inline style`);
  }
});
