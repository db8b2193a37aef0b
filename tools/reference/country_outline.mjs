// Writes reference/country/outline.csv from the npm package @svg-maps/vietnam (CC BY 4.0, Stephen Truong; see decision
// 0020): the 63 provinces until 30 June 2025 and the two archipelagos, corners on a grid of whole numbers.
//   npm pack @svg-maps/vietnam@2.0.0, unpack it, then: node tools/reference/country_outline.mjs PACKAGE OUT
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder, out] = process.argv;
const scale = 0.6;
const codes = {
  angiang: '89', baria: '77', baclieu: '95', bacgiang: '24', backan: '06', bacninh: '27', bentre: '83',
  binhduong: '74', binhdinh: '52', binhphuoc: '70', binhthuan: '60', camau: '96', caobang: '04', cantho: '92',
  danang: '48', daklak: '66', daknong: '67', dongnai: '75', dongthap: '87', dienbien: '11', gialai: '64',
  hagiang: '02', hanam: '35', hanoi: '01', hatinh: '42', haiduong: '30', haiphong: '31', haugiang: '93',
  hoabinh: '17', hcm: '79', hungyen: '33', khanhhoa: '56', kiengiang: '91', kontum: '62', lamdong: '68',
  langson: '20', laichau: '12', laocai: '10', longan: '80', namdinh: '36', ninhbinh: '37', ninhthuan: '58',
  nghean: '40', phutho: '25', phuyen: '54', quangbinh: '44', quangnam: '49', quangngai: '51', quangninh: '22',
  quangtri: '45', sonla: '14', soctrang: '94', tayninh: '72', thanhhoa: '38', thaibinh: '34', thainguyen: '19',
  tthue: '46', tiengiang: '82', travinh: '84', tuyenquang: '08', vinhlong: '86', vinhphuc: '26', yenbai: '15',
};
// The district that each archipelago is, and its province.
const archipelagos = { hoangsa: ['48', 'Hoàng Sa'], truongsa: ['56', 'Trường Sa'] };

// Points of each subpath; of a curve its end.
function rings(path) {
  const words = path.match(/[a-zA-Z]|-?\d*\.?\d+(?:e-?\d+)?/g);
  const found = [];
  let [x, y, startX, startY, command, at] = [0, 0, 0, 0, '', 0];
  const next = () => Number(words[at++]);
  while (at < words.length) {
    if (/^[a-zA-Z]$/.test(words[at])) command = words[at++];
    if (/z/i.test(command)) {
      [x, y] = [startX, startY];
      continue;
    }
    const isRelative = command === command.toLowerCase();
    if (/c/i.test(command)) at += 4;
    const [a, b] = [next(), next()];
    [x, y] = isRelative ? [x + a, y + b] : [a, b];
    if (/m/i.test(command)) {
      [startX, startY] = [x, y];
      found.push([]);
      command = isRelative ? 'l' : 'L';
    }
    found.at(-1).push([x, y]);
  }
  return found;
}

function onGrid(ring) {
  const points = [];
  for (const [x, y] of ring) {
    const point = [Math.round(x * scale), Math.round(y * scale)];
    const last = points.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (points.length > 1 && first[0] === last[0] && first[1] === last[1]) points.pop();
  return points;
}

// An island smaller than the grid stays as a small diamond.
function kept(points, isArchipelago) {
  if (points.length >= 3) return points;
  if (!isArchipelago) return null;
  const [x, y] = points[0];
  return [[x, y - 1], [x + 1, y], [x, y + 1], [x - 1, y]];
}

const source = readFileSync(join(folder, 'index.js'), 'utf8').replace(/^export default /, '').replace(/;\s*$/, '');
const rows = [];
for (const { id, name, path } of JSON.parse(source).locations) {
  const [code, words] = archipelagos[id] ?? [codes[id], ''];
  if (!code) throw new Error(`no code for ${name}`);
  const drawn = rings(path).map((ring) => kept(onGrid(ring), id in archipelagos)).filter(Boolean);
  rows.push([code, words, drawn.map((ring) => ring.map((point) => point.join(' ')).join(' ')).join(';')]);
}
rows.sort((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1));
writeFileSync(out, `code,archipelago,rings\n${rows.map((row) => row.join(',')).join('\n')}\n`);
