// node:crypto for a page: the browser's own, and a hash that answers at once for the model of the server.
import { bytesOf, toHex, type Bytes } from '../../src/store/bytes';
import { sha256 } from '../../src/store/sha256';

export const webcrypto = globalThis.crypto;

export function createHash(_kind: 'sha256') {
  let all: Bytes = new Uint8Array(0);
  const hash = {
    update(more: string | Bytes) {
      const bytes = typeof more === 'string' ? bytesOf(more) : more;
      const grown = new Uint8Array(all.length + bytes.length);
      grown.set(all);
      grown.set(bytes, all.length);
      all = grown;
      return hash;
    },
    digest: (_form: 'hex') => toHex(sha256(all)),
  };
  return hash;
}
