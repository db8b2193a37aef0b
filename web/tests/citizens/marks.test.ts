// What a moderator leaves out of what a citizen wrote.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { added, markOf, shown } from '../../src/screens/citizens/marks.js';

test('parts are counted in characters, joined where they touch, and left out', () => {
  const words = 'Ông 😀 Nguyễn Văn A ở Bản Chang';
  const start = words.indexOf('Nguyễn');
  const mark = markOf(words, start, start + 'Nguyễn Văn A'.length);
  assert.deepEqual(mark, [6, 18]);
  assert.equal(markOf(words, 3, 3), undefined);
  const marks = added(added([], [6, 12]), [12, 18]);
  assert.deepEqual(marks, [[6, 18]]);
  assert.equal(shown(words, marks), 'Ông 😀 […] ở Bản Chang');
  assert.equal(shown(words, added(marks, [0, 3])), '[…] 😀 […] ở Bản Chang');
});
