// A commune whose residents are asked: its villages, the people of the Front and those who answer for what is asked.
import { execFileSync } from 'node:child_process';
import { openStaff } from './staff.mjs';

export const today = '2026-03-03';
export const people = {
  canbo: { role: 'commune_officer', unit: '06001' },
  mtthon: { role: 'village_front', unit: '06001' },
  mtthonhai: { role: 'village_front', unit: '06001' },
  mtxa: { role: 'commune_front', unit: '06001' },
  mtxakhac: { role: 'commune_front', unit: '06004' },
  mttinh: { role: 'provincial_front', unit: '20' },
};
// In the second one more slips will come back than it has households: that must be explained.
export const villages = { 'Bản Chang': 8, 'Nà Lại': 2 };

export async function openSurvey(options = {}) {
  const staff = await openStaff(people, { today, ...options });
  const place = { kind: 'thon', commune: '06001', from: '2025-07-01' };
  const counted = { people: 300, as_of: '2026-02-20', source: 'Báo cáo của xã' };
  for (const [name, households] of Object.entries(villages)) {
    await staff.persons.canbo.must('/api/v1/villages', { name, households, ...place, ...counted });
  }
  return staff;
}

// The serials of a printed file, which stand nowhere else: "7QXQ-N097-9JRE".
export function serialsOf(file) {
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  return [...new Set(text.match(/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g) ?? [])];
}

// What a person types for one slip: 1, 2 or 3 for each question. Ends with the slip kept.
export async function enterSlip(page, serial, keys) {
  await page.getByLabel('Số phiếu').fill(serial.toLowerCase());
  await page.getByText('Số phiếu đúng.').waitFor();
  await page.getByLabel('Số phiếu').press('Enter');
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await page.getByText(`Đã giữ phiếu ${serial}.`).waitFor();
}
