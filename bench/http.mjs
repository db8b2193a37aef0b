// /healthz and pages of the portal, requests a second, against a plain server that sends the same bytes as a static
// file (nginx when it is installed, else node's own http). One client measures both in turn: wrk when it is installed,
// else node's own, which may itself be the limit: then the ratio is near one. Bound: at least half of nginx's rate.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

import { makeWorld, must, serve } from '../tests/trials/world.mjs';

const connections = 16;
const measureMs = 3000;

function get(agent, port, path) {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: '127.0.0.1', port, path }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, body: Buffer.concat(parts) }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const hasWrk = spawnSync('wrk', ['-v']).error === undefined;

// Requests a second by wrk, which counts what was not answered with 2xx; the bytes were compared before.
function rateByWrk(port, path) {
  const address = `http://127.0.0.1:${port}${path}`;
  const words = ['-t1', `-c${connections}`, `-d${measureMs / 1000}s`, address];
  const { stdout } = spawnSync('wrk', words, { encoding: 'utf8' });
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`WRONG ANSWER: ${path}: ${stdout}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
}

async function rate(port, path, expected) {
  const { status, body } = await get(new Agent(), port, path);
  if (status !== 200 || !body.equals(expected)) throw new Error(`WRONG ANSWER: ${path} ${status}`);
  return hasWrk ? rateByWrk(port, path) : rateByNode(port, path, expected);
}

// Requests a second; every answer must be the same bytes as the first.
async function rateByNode(port, path, expected) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let answered = 0;
  const run = async (until) => {
    while (Date.now() < until) {
      const { status, body } = await get(agent, port, path);
      if (status !== 200 || !body.equals(expected)) throw new Error(`WRONG ANSWER: ${path} ${status}`);
      answered += 1;
    }
  };
  const load = (milliseconds) => {
    const until = Date.now() + milliseconds;
    return Promise.all(Array.from({ length: connections }, () => run(until)));
  };
  await load(500);
  answered = 0;
  await load(measureMs);
  agent.destroy();
  return answered / (measureMs / 1000);
}

const nodePeer = `
const { readFileSync } = require('node:fs');
const [folder] = process.argv.slice(1);
require('node:http').createServer((asked, answer) => {
  const bytes = readFileSync(folder + asked.url);
  answer.writeHead(200, { 'content-type': 'text/html', 'content-length': bytes.length }).end(bytes);
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

async function startPeer(folder) {
  if (spawnSync('nginx', ['-v']).status === 0) {
    const port = 20000 + Math.floor(Math.random() * 12000);
    writeFileSync(join(folder, 'nginx.conf'), `daemon off; worker_processes auto; pid ${folder}/nginx.pid;
error_log stderr; events {} http { access_log off; keepalive_requests 10000000;
client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
server { listen 127.0.0.1:${port}; root ${folder}/static; default_type text/html; } }`);
    const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { name: 'nginx', port, child };
  }
  const child = spawn(process.execPath, ['-e', nodePeer, join(folder, 'static')]);
  const port = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
  return { name: 'node http from memory', port, child };
}

const world = makeWorld('sqlite');
let server;
let peer;
try {
  must(world, 'demo', 'load');
  server = await serve(world);
  const agent = new Agent();
  const pages = { '/healthz': '/healthz', '/': '/home', '/tin-tuc': '/news', '/xa/05986-tam-thanh': '/commune' };
  chmodSync(world.folder, 0o755);  // nginx started by root reads as another user
  mkdirSync(join(world.folder, 'static'));
  for (const [path, file] of Object.entries(pages)) {
    const { status, body } = await get(agent, server.port, path);
    if (status !== 200) throw new Error(`WRONG ANSWER: ${path} ${status}`);
    if (file === '/commune' && !body.includes('Tam Thanh')) throw new Error('WRONG ANSWER: not the page of Tam Thanh');
    writeFileSync(join(world.folder, 'static', file), body);
    pages[path] = { file, body };
  }
  peer = await startPeer(world.folder);
  for (const [path, { file, body }] of Object.entries(pages)) {
    const ours = await rate(server.port, path, body);
    const theirs = await rate(peer.port, file, body);
    const client = `${connections} connections of ${hasWrk ? 'wrk' : 'node'}`;
    const held = ours / theirs >= 0.5 ? '' : ' ✗ less than half';
    console.log(`${path} (${body.length} bytes): ${(ours / theirs).toFixed(2)} times the rate of ${peer.name} ` +
      `(${Math.round(ours)} against ${Math.round(theirs)} requests/s, ${client})${held}`);
  }
} finally {
  peer?.child.kill('SIGTERM');
  await server?.stop();
  world.remove();
}
