// Writes the passwords that are tried first, from the npm package @zxcvbn-ts/language-common: one a line, in order,
// shorter ones than a password may be left out. Usage: node common_passwords.mjs NPM_FOLDER OUT.txt
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const expectedVersion = '4.1.3';
const wordsMin = 10_000;
const lettersMin = 8; // password_letters_min_beside_factor

function fail(sentence) {
  process.stderr.write(`common_passwords.mjs: ${sentence}\n`);
  process.exit(1);
}

const [folder, out] = process.argv.slice(2);
if (!folder || !out) fail('usage: node common_passwords.mjs NPM_FOLDER OUT.txt');
let version;
try {
  version = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
} catch {
  fail(`no npm package in ${folder}; run npm ci in web/.`);
}
if (version !== expectedVersion) fail(`the package is ${version}; this build takes ${expectedVersion}.`);
const { dictionary } = createRequire(path.resolve(folder, 'package.json'))(path.resolve(folder));
const listed = dictionary?.['passwords-common'];
if (!Array.isArray(listed)) fail('the package gave no list.');
const words = new Set(listed.map((word) => String(word).normalize('NFKC').toLowerCase().replaceAll(' ', '')));
const kept = [...words].filter((word) => [...word].length >= lettersMin && !/[\n\r]/.test(word)).sort();
if (kept.length < wordsMin) fail(`${kept.length} passwords; the list used to be longer.`);
writeFileSync(out, kept.join('\n') + '\n');
