// Serials of slips, held to those that src/programme/surveys/serial.cpp made: serial_test.cpp reads the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serialAsMade, serialInScan, shownSerial } from '../../src/screens/surveys/serial';

const made = [
  ['YSDHMV6HE5V2', 'YSDH-MV6H-E5V2'],
  ['7QXVJ78M4JQ5', '7QXV-J78M-4JQ5'],
  ['EP2XFT8PAAD1', 'EP2X-FT8P-AAD1'],
  ['7QX3EB68A3NH', '7QX3-EB68-A3NH'],
  ['PK8698BY0AT3', 'PK86-98BY-0AT3'],
  ['7QXWT6V2AJ21', '7QXW-T6V2-AJ21'],
  ['90AC30TQ8V1R', '90AC-30TQ-8V1R'],
  ['7QXQN0979JRE', '7QXQ-N097-9JRE'],
] as const;

test('a serial is read as it was made, however it is typed', () => {
  for (const [serial, shown] of made) {
    assert.equal(shownSerial(serial), shown);
    for (const typed of [serial, shown, ` ${shown.toLowerCase()} `, shown.replaceAll('-', ' ')]) {
      assert.equal(serialAsMade(typed), serial, typed);
    }
  }
  assert.equal(serialAsMade('9OAC-3OTQ-8VIR'), '90AC30TQ8V1R');
  assert.equal(serialAsMade('9oac-3otq-8vlr'), '90AC30TQ8V1R');
});

test('a letter mistaken, two exchanged, one too few or too many are seen', () => {
  const letters = [...'0123456789ABCDEFGHJKMNPQRSTVWXY'];
  for (const [serial] of made) {
    for (let at = 0; at < serial.length; at += 1) {
      for (const other of letters) {
        const wrong = serial.slice(0, at) + other + serial.slice(at + 1);
        assert.equal(serialAsMade(wrong), wrong === serial ? serial : undefined, wrong);
      }
      const exchanged = serial.slice(0, at) + (serial[at + 1] ?? '') + (serial[at] ?? '') + serial.slice(at + 2);
      if (exchanged !== serial) assert.equal(serialAsMade(exchanged), undefined, exchanged);
    }
    assert.equal(serialAsMade(serial.slice(1)), undefined);
    assert.equal(serialAsMade(`${serial}0`), undefined);
  }
  for (const typed of ['', '7QX4F2K9ZTM', '7QX4F2K9ZT?U', '7QX4F2K9ZTÀC']) assert.equal(serialAsMade(typed), undefined);
});

test('a scanned address holds the serial behind its #', () => {
  const page = 'https://tinh.example.vn/phieu';
  const scans = ['7QXQN0979JRE', `${page}#7QXQN0979JRE`, `${page}#7QXQ-N097-9JRE`, `${page}#so=7QXQN0979JRE`];
  for (const scanned of scans) assert.equal(serialInScan(scanned), '7QXQN0979JRE', scanned);
  assert.equal(serialInScan('https://tinh.example.vn/phieu'), undefined);
});
