// Bytes, texts and identifiers of the store.
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const bytesOf = (text: string): Bytes => encoder.encode(text);
export const textOf = (bytes: BufferSource): string => decoder.decode(bytes);

const stepOfConversion = 8_192;

export function toBase64(bytes: Bytes): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += stepOfConversion) {
    binary += String.fromCharCode(...bytes.subarray(at, at + stepOfConversion));
  }
  return btoa(binary);
}

// Throws when the text is no base64.
export function fromBase64(text: string): Bytes {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

export function toHex(bytes: Bytes): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

export function randomBytes(crypto: Crypto, count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}

// RFC 9562: sorts by the time it was made.
export function uuidV7(crypto: Crypto, milliseconds: number): string {
  const bytes = randomBytes(crypto, 16);
  let rest = Math.floor(milliseconds);
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return dashed(toHex(bytes));
}

const dashed = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');


// Random through and through: says nothing of when it was made.
export function uuidV4(crypto: Crypto): string {
  const bytes = randomBytes(crypto, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return dashed(toHex(bytes));
}

export function millisecondsOfUuid(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
