// The Nu checker finds no error and no warning in any page, style sheet or picture.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { pages, startServer } from './harness.mjs';

const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const outputBytesMax = 16 * 1024 * 1024;

// Everything below /assets/ that a page names, without scripts: the checker does not read them.
const assetsOf = (html) =>
  [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address)
    .filter((address) => !/\.js\b/.test(address));

test('pages, style sheet and pictures are valid', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luytre-markup-'));
  const server = await startServer();
  try {
    const assets = new Set();
    const save = async (name, address) => {
      const text = await (await fetch(server.address + address)).text();
      writeFileSync(join(folder, name), text);
      return text;
    };
    for (const [name, path] of Object.entries(pages))
      assetsOf(await save(`${name}.html`, path)).forEach((address) => assets.add(address));
    assert.ok([...assets].some((address) => address.includes('.css')), 'the pages name a style sheet');
    for (const address of assets) await save(basename(address.split('?')[0]), address);

    const done = spawnSync(
      'java',
      ['-Xss4m', '-jar', checker, '--format', 'json', '--also-check-css', '--also-check-svg', '--stdout', folder],
      { encoding: 'utf8', maxBuffer: outputBytesMax },
    );
    assert.ok(!done.error, `java does not run: ${done.error?.message}`);
    const { messages } = JSON.parse(done.stdout);
    const found = messages
      .filter(({ type, subType }) => type !== 'info' || subType === 'warning')
      .map(({ url, lastLine, message, extract }) => `${basename(url)}:${lastLine}: ${message} ${extract ?? ''}`);
    assert.deepEqual(found, []);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
