// What a first visit costs and whom it talks to: under 60 KB a page, no other host, nothing that the policy refuses.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pages, staged, widths } from './harness.mjs';

const firstViewBytesMax = 60 * 1024;

const stage = staged();

// Loads a page in an empty profile: the bytes on the wire, the hosts asked, what the browser complained of.
async function load(path) {
  const context = await stage.browser.newContext({ viewport: widths.phone });
  try {
    const page = await context.newPage();
    const complaints = [];
    const finished = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfinished', (request) => finished.push(request));
    page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
    const response = await page.goto(stage.server.address + path, { waitUntil: 'networkidle' });
    let bytes = 0;
    for (const request of finished) {
      const sizes = await request.sizes();
      bytes += sizes.responseBodySize + sizes.responseHeadersSize;
    }
    const hosts = [...new Set(finished.map((request) => new URL(request.url()).origin))];
    return { response, bytes, hosts, complaints };
  } finally {
    await context.close();
  }
}

describe('a first visit', () => {
  for (const [name, path] of Object.entries(pages)) {
    test(name, async (t) => {
      const { response, bytes, hosts, complaints } = await load(path);
      t.diagnostic(`${bytes} bytes`);
      assert.ok(bytes > 1000 && bytes < firstViewBytesMax, `${path}: ${bytes} bytes`);
      assert.deepEqual(hosts, [stage.server.address]);
      const expected = response.status() >= 400 ? complaints.filter((text) => !/status of 404/.test(text)) : complaints;
      assert.deepEqual(expected, []);
    });
  }
});

describe('what every page forbids', () => {
  test('inline script and style, other hosts, frames, and guessing of types', async () => {
    for (const path of Object.values(pages)) {
      const { headers } = await fetch(stage.server.address + path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /frame-ancestors 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|https?:|\*/, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-type'), /^text\/html; charset=utf-8$/i);
    }
  });

  test('pages carry no inline script, style or handler', async () => {
    for (const path of Object.values(pages)) {
      const html = await (await fetch(stage.server.address + path)).text();
      // A data block is never run, and the policy does not concern it.
      const run = html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, '');
      assert.doesNotMatch(run, /<style|\sstyle="|\son[a-z]+="|<script(?![^>]*\ssrc=)|javascript:/i, path);
    }
  });

  test('files named by their digest may be kept for ever, pages are asked for again', async () => {
    const response = await fetch(stage.server.address + '/');
    assert.match(response.headers.get('cache-control'), /no-cache/);
    const [, style] = (await response.text()).match(/<link rel="stylesheet" href="([^"]+)"/);
    assert.match((await fetch(stage.server.address + style)).headers.get('cache-control'), /immutable/);
    const headers = { 'If-None-Match': response.headers.get('etag') };
    const again = await fetch(stage.server.address + '/', { headers });
    assert.equal(again.status, 304);
  });
});
