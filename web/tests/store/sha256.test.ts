import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, toHex } from '../../src/store/bytes';
import { sha256 } from '../../src/store/sha256';
import { crypto, generator } from './device';

test('SHA-256 in plain code is the browser’s own, at every length around a block', async () => {
  const pick = generator(256);
  assert.equal(toHex(sha256(bytesOf('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  for (const length of [...Array(130).keys(), 1_000, 70_001]) {
    const data = Uint8Array.from({ length }, () => pick(256));
    const own = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
    assert.equal(toHex(sha256(data)), toHex(own), `${length} bytes`);
  }
});
