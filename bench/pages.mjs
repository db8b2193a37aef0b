// Pages of the portal that links lead to from the home page, as a client on this machine waits for them: the first
// time (drawn) and again (kept), on one connection. Prints the median, the 99th percentile and the slowest ones; the
// times include the client's own, so the server's are below. Bounds: 5 ms at the size of one province; 60 KB a view.
import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';

import { makeWorld, must, serve } from '../tests/trials/world.mjs';

const pagesMax = 1500;
const boundMs = 5;
const boundBytes = 60_000;

function get(agent, port, path) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const asked = request({ agent, host: '127.0.0.1', port, path }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const ms = performance.now() - began;
        const type = answer.headers['content-type'] ?? '';
        const isKept = !/no-store/.test(answer.headers['cache-control'] ?? '');
        resolve({ ms, status: answer.statusCode, type, isKept, body: Buffer.concat(parts) });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

function linksOf(html) {
  return [...html.matchAll(/href="(\/[^"#]*)/g)].map(([, address]) => address.replaceAll('&amp;', '&'));
}

const isPage = (address) => !/^\/(assets|api|lam-viec|van-phong|en\/|en$)/.test(address) && !address.startsWith('//');

// One link of each kind of page many times over says little: the first few of each path without its last part.
function crawlOrder(seen, found, counts) {
  const kind = (address) => address.split('?')[0].replace(/[^/]*$/, '') + (address.includes('?') ? '?' : '');
  return found.filter((address) => {
    if (seen.has(address) || !isPage(address)) return false;
    seen.add(address);
    const count = (counts.get(kind(address)) ?? 0) + 1;
    counts.set(kind(address), count);
    return count <= 60;
  });
}

function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

async function walk(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const seen = new Set(['/']);
  const counts = new Map();
  const waiting = ['/'];
  const pages = [];
  while (waiting.length > 0 && pages.length < pagesMax) {
    const address = waiting.shift();
    const first = await get(agent, port, address);
    if (first.status >= 500) throw new Error(`WRONG ANSWER: ${address} ${first.status}`);
    if (first.status !== 200 || !first.type.startsWith('text/html')) continue;
    const again = await get(agent, port, address);
    if (first.isKept && !again.body.equals(first.body))
      throw new Error(`WRONG ANSWER: ${address} is another page the second time`);
    pages.push({ address, first: first.ms, again: again.ms, bytes: gzipSync(first.body).length });
    waiting.push(...crawlOrder(seen, linksOf(first.body.toString()), counts));
  }
  agent.destroy();
  return pages;
}

function report(pages) {
  for (const [name, key] of [['drawn', 'first'], ['kept', 'again']]) {
    const times = pages.map((page) => page[key]);
    const p99 = quantile(times, 0.99);
    console.log(`${pages.length} pages ${name}: median ${quantile(times, 0.5).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms `
      + `(${(p99 / boundMs).toFixed(2)} of the bound)`);
  }
  const slowest = [...pages].sort((a, b) => b.first - a.first).slice(0, 12);
  for (const { address, first } of slowest) console.log(`  ${first.toFixed(2)} ms ${address}`);
  const heaviest = [...pages].sort((a, b) => b.bytes - a.bytes).slice(0, 3);
  for (const { address, bytes } of heaviest)
    console.log(`  ${(bytes / 1000).toFixed(1)} kB compressed${bytes > boundBytes ? ' ✗' : ''} ${address}`);
}

const world = makeWorld('sqlite');
let server;
try {
  must(world, 'demo', 'load');
  server = await serve(world);
  await fetch(`${server.base}/healthz`);
  report(await walk(server.port));
} finally {
  await server?.stop();
  world.remove();
}
