// A server's start over many values: from the file beside the database, from the database when the file is not whole,
// not at all when the values do not fit into memory. `node tests/start/start.test.mjs`.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { communes, luytre, makeWorld, must, serve, shareMeasures, writeFile } from '../trials/world.mjs';

const days = 50;
const world = makeWorld('sqlite');
try {
  must(world, 'init', '--province', '20');
  const codes = communes(world);
  const measures = shareMeasures();
  const { name, rows } = writeFile(world, 0, { codes, measures, days });
  assert.ok(rows > 200_000, `${rows} values are too few for a file to be kept`);
  must(world, 'observations', 'import', name);
  const file = `${world.url}.values`;

  const ask = async (server) => {
    const answer = await fetch(`${server.base}/api/v1/observations?unit=${codes[0]}&limit=1000`);
    assert.equal(answer.status, 200, await answer.clone().text());
    return JSON.stringify((await answer.json()).observations);
  };
  const start = async () => {
    const server = await serve(world);
    const values = await ask(server);
    assert.equal(await server.stop(), 0);
    return { values, said: server.said() };
  };

  const first = await start();
  assert.ok(existsSync(file), 'the file is kept');
  const second = await start();
  assert.doesNotMatch(second.said, /not whole|không còn nguyên vẹn/);
  assert.equal(second.values, first.values);

  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 4;
  writeFileSync(file, bytes);
  const third = await start();
  assert.match(third.said, /không còn nguyên vẹn/, 'one flipped bit is noticed');
  assert.equal(third.values, first.values, 'and the values are those of the database');
  assert.notDeepEqual(readFileSync(file), bytes, 'and the file is written again');
  const fourth = await start();
  assert.doesNotMatch(fourth.said, /không còn nguyên vẹn/);

  process.env.LUYTRE_MEMORY_BYTES = String(2 << 20);
  const refused = luytre(world, 'serve', '--listen', '127.0.0.1:0');
  assert.notEqual(refused.status, 0);
  assert.match(refused.said, new RegExp(`${rows} số liệu, cần khoảng \\d+ MB bộ nhớ, nhưng máy chỉ còn 3 MB`));
  console.log(`ok: ${rows} values`);
} finally {
  world.remove();
}
