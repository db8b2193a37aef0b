// The lock of one account's work on this device. A random data key seals everything; it is kept twice, each time sealed
// itself: under a key drawn from the person's PIN (opens without a network) and under a secret that the server gives to
// whoever signed in (opens when the PIN is forgotten or locked). Nothing here ever deletes work.
import { bytesOf, fromBase64, randomBytes, type Bytes } from './bytes';
import type { Sealed, WorkDatabase } from './database';
import { Trouble } from './trouble';

export interface VaultTools {
  readonly crypto: Crypto;
  readonly now: () => number; // milliseconds since 1970
}

export const pinDigitsMin = 6;
const pinDigitsMax = 32;
export const pinIterations = 600_000; // PBKDF2-SHA-256
const freeTries = 5;
const triesMax = 10;
const firstWaitMilliseconds = 30_000;

interface VaultRow {
  readonly version: 1;
  readonly account: string;
  readonly salt: Bytes;
  readonly iterations: number;
  readonly pin: Sealed | null; // null: locked
  readonly recovery: Sealed;
  readonly failures: number;
  readonly lastTryAt: number;
}

export type VaultState = { state: 'none' | 'locked' } | { state: 'closed'; waitUntil: number; triesLeft: number };

const name = 'vault';

// Digits only; neither one digit over and over nor a straight run.
export function isGoodPin(pin: string): boolean {
  if (!/^\d+$/.test(pin) || pin.length < pinDigitsMin || pin.length > pinDigitsMax) return false;
  const steps = new Set<number>();
  for (let at = 1; at < pin.length; at += 1) steps.add((pin.charCodeAt(at) - pin.charCodeAt(at - 1) + 10) % 10);
  const [only] = steps;
  return !(steps.size === 1 && (only === 0 || only === 1 || only === 9));
}

export async function keyFromPin(crypto: Crypto, pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytesOf(pin), 'PBKDF2', false, ['deriveKey']);
  const rule = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(rule, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

async function keyFromDevice(crypto: Crypto, deviceKey: string, salt: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', fromBase64(deviceKey), 'HKDF', false, ['deriveKey']);
  const rule = { name: 'HKDF', hash: 'SHA-256', salt, info: bytesOf('luytre vault') };
  return crypto.subtle.deriveKey(rule, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export async function seal(crypto: Crypto, key: CryptoKey, plain: Bytes, place: string): Promise<Sealed> {
  const iv = randomBytes(crypto, 12);
  const rule = { name: 'AES-GCM', iv, additionalData: bytesOf(place) };
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt(rule, key, plain)) };
}

// Rejects when the key is another one, the bytes were touched, or they belong to another place.
export async function unseal(crypto: Crypto, key: CryptoKey, sealed: Sealed, place: string): Promise<Bytes> {
  const rule = { name: 'AES-GCM', iv: sealed.iv, additionalData: bytesOf(place) };
  return new Uint8Array(await crypto.subtle.decrypt(rule, key, sealed.data));
}

const placeOf = (account: string, way: 'pin' | 'recovery') => `vault/${account}/${way}`;

// The raw key is wiped from memory as soon as the browser holds its own, which no script can read.
async function importDataKey(crypto: Crypto, raw: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  raw.fill(0);
  return key;
}

function requireGoodPin(pin: string): void {
  if (!isGoodPin(pin)) throw new Trouble('vault.pin_too_simple', { digits: pinDigitsMin });
}

async function sealUnderPin(crypto: Crypto, account: string, raw: Bytes, pin: string) {
  const salt = randomBytes(crypto, 16);
  const key = await keyFromPin(crypto, pin, salt, pinIterations);
  return { salt, iterations: pinIterations, pin: await seal(crypto, key, raw, placeOf(account, 'pin')) };
}

// `deviceKey`: base64 of 32 bytes, from GET /api/v1/me/device-key.
export async function createVault(
  tools: VaultTools, database: WorkDatabase, pin: string, deviceKey: string,
): Promise<CryptoKey> {
  requireGoodPin(pin);
  const { crypto } = tools;
  const { account } = database;
  const raw = randomBytes(crypto, 32);
  const underPin = await sealUnderPin(crypto, account, raw, pin);
  const recoveryKey = await keyFromDevice(crypto, deviceKey, bytesOf(account));
  const recovery = await seal(crypto, recoveryKey, raw, placeOf(account, 'recovery'));
  let exists = false;
  await database.changeMeta<VaultRow>(name, (now) => {
    exists = now !== undefined;
    return exists ? undefined : { version: 1, account, ...underPin, recovery, failures: 0, lastTryAt: 0 };
  });
  if (exists) throw new Trouble('vault.exists');
  return importDataKey(crypto, raw);
}

function waitAfter(failures: number): number {
  return failures < freeTries ? 0 : firstWaitMilliseconds * 2 ** (failures - freeTries);
}

// A clock that was set back does not shorten the wait.
function waitUntil(row: VaultRow, now: number): number {
  const wait = waitAfter(row.failures);
  if (wait === 0) return 0;
  return now < row.lastTryAt ? now + wait : row.lastTryAt + wait;
}

export async function vaultState(tools: VaultTools, database: WorkDatabase): Promise<VaultState> {
  const row = await database.meta<VaultRow>(name);
  if (!row) return { state: 'none' };
  if (!row.pin) return { state: 'locked' };
  const until = waitUntil(row, tools.now());
  return { state: 'closed', waitUntil: until > tools.now() ? until : 0, triesLeft: triesMax - row.failures };
}

// A try is counted before it is made, so that closing the app in time gives no free try.
async function countTry(tools: VaultTools, database: WorkDatabase): Promise<VaultRow> {
  const now = tools.now();
  let trouble: Trouble | undefined;
  let found: VaultRow | undefined;
  await database.changeMeta<VaultRow>(name, (row) => {
    if (!row) trouble = new Trouble('vault.none');
    else if (!row.pin) trouble = new Trouble('vault.locked');
    else if (waitUntil(row, now) > now) trouble = new Trouble('vault.wait', { until: waitUntil(row, now) });
    if (trouble || !row) return undefined;
    found = row;
    return { ...row, failures: row.failures + 1, lastTryAt: now };
  });
  if (trouble || !found) throw trouble ?? new Trouble('vault.none');
  return found;
}

async function rawFromPin(tools: VaultTools, database: WorkDatabase, pin: string): Promise<Bytes> {
  const row = await countTry(tools, database);
  const key = await keyFromPin(tools.crypto, pin, row.salt, row.iterations);
  let raw: Bytes | undefined;
  try {
    if (row.pin) raw = await unseal(tools.crypto, key, row.pin, placeOf(row.account, 'pin'));
  } catch {
    raw = undefined;
  }
  const after = await database.changeMeta<VaultRow>(name, (now) => {
    if (!now) return undefined;
    if (raw) return { ...now, failures: 0, lastTryAt: 0 };
    // The copy that a PIN opens is thrown away; the copy that the server's secret opens stays, and all work with it.
    return now.failures >= triesMax ? { ...now, pin: null } : undefined;
  });
  if (raw) return raw;
  if (!after?.pin) throw new Trouble('vault.locked');
  throw new Trouble('vault.wrong_pin', { left: triesMax - after.failures });
}

export async function openWithPin(tools: VaultTools, database: WorkDatabase, pin: string): Promise<CryptoKey> {
  return importDataKey(tools.crypto, await rawFromPin(tools, database, pin));
}

async function setPin(tools: VaultTools, database: WorkDatabase, raw: Bytes, pin: string): Promise<void> {
  const underPin = await sealUnderPin(tools.crypto, database.account, raw, pin);
  await database.changeMeta<VaultRow>(name, (now) => now && { ...now, ...underPin, failures: 0, lastTryAt: 0 });
}

export async function changePin(
  tools: VaultTools, database: WorkDatabase, oldPin: string, newPin: string,
): Promise<void> {
  requireGoodPin(newPin);
  const raw = await rawFromPin(tools, database, oldPin);
  await setPin(tools, database, raw, newPin);
  raw.fill(0);
}

// After a sign-in, with the secret that the server keeps for the account: opens a forgotten or locked vault.
export async function openWithDeviceKey(
  tools: VaultTools, database: WorkDatabase, deviceKey: string, newPin: string,
): Promise<CryptoKey> {
  requireGoodPin(newPin);
  const row = await database.meta<VaultRow>(name);
  if (!row) throw new Trouble('vault.none');
  const key = await keyFromDevice(tools.crypto, deviceKey, bytesOf(row.account));
  let raw: Bytes;
  try {
    raw = await unseal(tools.crypto, key, row.recovery, placeOf(row.account, 'recovery'));
  } catch {
    throw new Trouble('vault.wrong_key');
  }
  await setPin(tools, database, raw, newPin);
  return importDataKey(tools.crypto, raw);
}
