import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, toHex, type Bytes } from '../../src/store/bytes';
import { openOnline } from '../../src/store/online';
import type { Tools } from '../../src/store';
import { crypto, entry, Time } from './device';
import { ServerModel } from './server';

test('without a place to keep it, work goes to the server all the same', async () => {
  const server = new ServerModel();
  const session = server.signIn('an');
  const onlyRandom = { getRandomValues: (array: Bytes) => crypto.getRandomValues(array) } as unknown as Crypto;
  const tools: Tools = {
    crypto: onlyRandom,
    indexedDB: undefined as unknown as IDBFactory,
    clock: new Time(),
    random: () => 0,
    later: () => () => undefined,
    send: (sent) => Promise.resolve(server.answer(sent)),
    askSession: () => Promise.resolve(session),
  };
  const work = await openOnline(tools, 'an');
  assert.equal(work.isKept, false);
  await work.records.enter(entry('a', '41'));
  const uses = [{ measure: 'a', asOf: '2025-12-31' }];
  const data = bytesOf('một tấm ảnh');
  await work.photos.add({ unit: '06001', fileName: 'a.jpg', mediaType: 'image/jpeg', data, uses });
  await new Promise<void>((fulfil) => {
    const look = () => work.counts.get().waiting + work.counts.get().photos === 0 && fulfil();
    work.counts.subscribe(look);
    work.courier.wake();
  });
  assert.deepEqual(
    server.history.map((one) => one.value),
    ['41'],
  );
  const digest = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', data)));
  assert.deepEqual(
    server.evidence.map((one) => one.sha256),
    [digest],
  );
  work.close();
});
