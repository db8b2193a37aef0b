import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLanguage, language, say, sayIn } from '../../src/words';
import { en } from '../../src/words/en';
import { vi } from '../../src/words/vi';

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('both languages take the same arguments', () => {
  for (const key of Object.keys(vi) as (keyof typeof vi)[]) assert.deepEqual(namesIn(en[key]), namesIn(vi[key]), key);
});

test('words follow the chosen language, numbers too', () => {
  const heard: string[] = [];
  const stop = language.subscribe((code) => heard.push(code));
  assert.equal(say('shell.unsent', { count: 1234 }), '1.234 mục chưa gửi');
  chooseLanguage('en');
  assert.equal(say('shell.unsent', { count: 1234 }), '1,234 not sent yet');
  stop();
  chooseLanguage('vi');
  assert.deepEqual(heard, ['vi', 'en']);
  assert.equal(sayIn('en', 'shell.sign_in'), 'Sign in');
  // @ts-expect-error a name without its argument does not compile
  assert.equal(sayIn('vi', 'shell.unsent'), '{count} mục chưa gửi');
});
