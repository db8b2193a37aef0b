// Builds the app: `node tools/pack.mjs FOLDER` writes FOLDER/site (as a web server would have it) and FOLDER/app.pack,
// the same files in one, for the program to embed. Names of files carry a hash of their content, so no list of them can
// stand in a build rule; the pack opens with its own list (src/outputs/app/pack.h reads it).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = resolve(process.argv[2] ?? join(web, '../build/web'));
const site = join(folder, 'site');
const address = '/lam-viec/';

if (!existsSync(join(web, 'node_modules/vite'))) {
  console.error('pack: the npm packages of web/package-lock.json are missing: run npm ci --ignore-scripts in web/');
  process.exit(1);
}
process.chdir(web);
const { build } = await import('vite');
const quiet = { logLevel: 'warn', root: web };

// The entry and all that it loads at once, from Vite's manifest.
function filesAtStart(manifest) {
  const found = new Set();
  const follow = (key) => {
    const chunk = manifest[key];
    if (found.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
    for (const next of chunk.imports ?? []) follow(next);
  };
  for (const key of Object.keys(manifest)) if (manifest[key].isEntry) follow(key);
  return found;
}

const filesOf = (under) =>
  readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(under, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

async function buildWorker(shell, later, version) {
  const text = (value) => JSON.stringify(value);
  await build({
    ...quiet,
    configFile: false,
    publicDir: false,
    define: { LUYTRE_SHELL: text(shell), LUYTRE_LATER: text(later), LUYTRE_VERSION: text(version) },
    build: {
      outDir: site,
      emptyOutDir: false,
      target: 'chrome100',
      rollupOptions: { input: 'src/sw.ts', output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  });
}

function pack(files) {
  const contents = files.map((file) => readFileSync(join(site, file)));
  const list = files.map((file, index) => `${contents[index].length} ${file}\n`).join('');
  return Buffer.concat([Buffer.from(`luytre-pack 1\n${list}\n`), ...contents]);
}

mkdirSync(folder, { recursive: true });
await build({ ...quiet, build: { outDir: site, emptyOutDir: true } });
const manifest = JSON.parse(readFileSync(join(site, '.vite/manifest.json'), 'utf8'));
rmSync(join(site, '.vite'), { recursive: true });
const built = filesOf(site);
const start = filesAtStart(manifest);
const shell = ['/lam-viec', ...built.filter((file) => start.has(file)).map((file) => address + file)];
const later = built.filter((file) => !start.has(file) && file !== 'index.html').map((file) => address + file);
const digest = createHash('sha256');
for (const file of built) digest.update(file).update(readFileSync(join(site, file)));
await buildWorker(shell, later, digest.digest('hex').slice(0, 16));
writeFileSync(join(folder, 'start.json'), JSON.stringify([...start, 'index.html'], null, 1) + '\n');
// Written beside and renamed: a build that is cut short leaves no half pack that looks new.
writeFileSync(join(folder, 'app.pack.new'), pack(filesOf(site)));
renameSync(join(folder, 'app.pack.new'), join(folder, 'app.pack'));
