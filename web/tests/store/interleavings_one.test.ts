import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellMany } from './stories';

// LUYTRE_SEED and LUYTRE_STORIES tell others, or one again.
const from = Number(process.env['LUYTRE_SEED'] ?? '1');
const count = Number(process.env['LUYTRE_STORIES'] ?? '500');

test(`${count} stories from ${from}: nothing lost, nothing overwritten unseen, nothing written twice`, async (t) => {
  const { written, resolved } = await tellMany(from, count);
  t.diagnostic(`${written} values written, ${resolved} conflicts resolved`);
  if (count < 500) return;
  assert.ok(written > 1_000, 'the stories do not tell much');
  assert.ok(resolved > 100, 'no story has a conflict');
});
