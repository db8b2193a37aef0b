// Writes the provinces and communes in force from the npm package new-vn-provinces as one CSV, the same bytes for the
// same package. Usage: node current_units.mjs NPM_FOLDER OUT.csv
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const expected = { version: '3.0.0', provinces: 34, communes: 3321 };
const firstDay = '2025-07-01';
const provinceAct = '202/2025/QH15';
const communeAct = '19/2025/QĐ-TTg';

function fail(sentence) {
  process.stderr.write(`current_units.mjs: ${sentence}\n`);
  process.exit(1);
}

// The word of its kind that opens each name, and the type it stands for.
const provinceTypes = [['Tỉnh ', 'Tỉnh'], ['Thành phố ', 'Thành phố trực thuộc Trung ương']];
const communeTypes = [['Xã ', 'Xã'], ['Phường ', 'Phường'], ['Đặc khu ', 'Đặc khu']];

function typeOf(name, types, code) {
  const found = types.find(([word]) => name.startsWith(word));
  return found ? found[1] : fail(`unit ${code} is called "${name}", which names no known kind of unit.`);
}

function row(level, code, name, types, parent, act) {
  const tidy = name.normalize('NFC').trim();
  const cells = [level, code, tidy, typeOf(tidy, types, code), parent, firstDay, '', act];
  if (cells.some((cell) => /[",\n\r]/.test(cell))) fail(`unit ${code} holds a comma, quote or line break.`);
  return cells.join(',');
}

function check(provinces, communes) {
  if (provinces.length !== expected.provinces) fail(`${provinces.length} provinces instead of ${expected.provinces}.`);
  if (communes.length !== expected.communes) fail(`${communes.length} communes instead of ${expected.communes}.`);
  const codes = new Set();
  for (const code of [...provinces.map((p) => p.idProvince), ...communes.map((c) => c.idWard)]) {
    if (!/^(\d{2}|\d{5})$/.test(code)) fail(`"${code}" is not a code of the statistics office.`);
    if (codes.has(code)) fail(`code ${code} appears twice.`);
    codes.add(code);
  }
  const orphan = communes.find((c) => !codes.has(c.idProvince) || c.idProvince.length !== 2);
  if (orphan) fail(`commune ${orphan.idWard} belongs to the unknown province ${orphan.idProvince}.`);
}

async function load(folder) {
  let version;
  try {
    version = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
  } catch {
    fail(`no npm package in ${folder}; run npm ci in web/.`);
  }
  if (version !== expected.version) fail(`new-vn-provinces is ${version}; this build takes ${expected.version}.`);
  const library = createRequire(path.resolve(folder, 'package.json'))(path.resolve(folder, 'dist/index.js'));
  const provinces = await library.Provinces.getAllProvince();
  const communes = await library.Wards.getAllWards();
  if (!Array.isArray(provinces) || !Array.isArray(communes)) fail('the package gave no lists.');
  return { provinces, communes };
}

const [folder, out] = process.argv.slice(2);
if (!folder || !out) {
  process.stderr.write('usage: node current_units.mjs NPM_FOLDER OUT.csv\n');
  process.exit(2);
}
const { provinces, communes } = await load(folder);
check(provinces, communes);
const byCode = (a, b) => (a < b ? -1 : 1);
const lines = [
  'level,code,name,type,parent_code,valid_from,valid_to,legal_act',
  ...provinces.sort((a, b) => byCode(a.idProvince, b.idProvince))
    .map((p) => row('1', p.idProvince, p.name, provinceTypes, '', provinceAct)),
  ...communes.sort((a, b) => byCode(a.idWard, b.idWard))
    .map((c) => row('2', c.idWard, c.name, communeTypes, c.idProvince, communeAct)),
];
writeFileSync(out, lines.join('\n') + '\n');
