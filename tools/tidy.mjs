// The style as a check: run by ./x check and by ./x test. Prints every breach as FILE:LINE: what, and fails.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const lineLengthMax = 120;
const fileLinesMax = 500;
const functionLinesMax = 70;

// The house from the bottom up: a file may include its own room and the rooms that stand before it.
const rooms = [
  'base', 'engine', 'engine/columns',
  'platform/access', 'platform/storage', 'platform/audit', 'platform/commands', 'platform/http', 'platform/jobs',
  'platform/inspection',
  'platform/sheets', 'platform/paper', 'platform/notices', 'platform/accounts',
  'programme/units', 'programme/criteria', 'programme/observations', 'programme/evidence',
  'programme/recognition', 'programme/documents', 'programme/judgement', 'programme/totals',
  'programme/villages', 'programme/reporting', 'programme/plans', 'programme/dossiers', 'programme/councils',
  'programme/surveys', 'programme/sustain', 'programme/law_desk', 'programme/authority', 'programme/reorganisation',
  'programme/newsroom', 'programme/citizens', 'programme/demonstration',
  'outputs/statistics', 'outputs/record', 'outputs/feeds', 'outputs/drawing', 'outputs/search', 'outputs/portal',
  'outputs/office', 'outputs/app',
  'app/measuring', 'app',
];
const seesOnly = { engine: ['base', 'engine'], 'engine/columns': ['base', 'engine', 'engine/columns'] };

const breaches = [];
const breach = (file, line, what) => breaches.push(`${file}:${line}: ${what}`);

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path && existsSync(path));
const isCpp = (path) => /^(src|bench|tests)\/.*\.(h|cpp)$/.test(path);
const isScript = (path) => /\.(mjs|ts|js|svelte)$/.test(path) && !path.includes('/assets/vendor/');
const isApp = (path) => /^web\/src\/.*\.(ts|svelte)$/.test(path);

function roomOf(path) {
  const inside = path.replace(/^src\//, '');
  return rooms.filter((room) => inside.startsWith(room + '/')).sort((a, b) => b.length - a.length)[0];
}

function checkIncludes(path, lines) {
  const room = roomOf(path);
  if (!path.startsWith('src/')) return;
  if (!room) return breach(path, 1, 'stands in no room of the house (tools/tidy.mjs lists them)');
  lines.forEach((line, index) => {
    const included = /^#include "(.+)"/.exec(line)?.[1];
    if (!included) return;
    const other = roomOf('src/' + included);
    if (!other || !existsSync('src/' + included)) {
      return breach(path, index + 1, `includes "${included}", which is no file of src/`);
    }
    const up = rooms.indexOf(other) > rooms.indexOf(room);
    const hidden = seesOnly[room] && !seesOnly[room].includes(other);
    if (up || hidden) breach(path, index + 1, `room ${room} may not use room ${other}, which stands above it`);
  });
}

// A function body opens at column one or within a class and closes at the same indent; that is how clang-format writes.
const opensInCpp = /^ {0,4}\S.*\) (const |noexcept |override )*\{$/;
const opensInScript = /^ {0,4}\S.*\)(: [^=]+)? (=> )?\{$/;

function checkFunctions(path, lines) {
  let open = null;
  lines.forEach((line, index) => {
    if (open === null) {
      const opens = (isCpp(path) ? opensInCpp : opensInScript).test(line);
      if (opens && !/^\s*(if|for|while|switch|\} else)\b/.test(line)) {
        open = { indent: /^ */.exec(line)[0], line: index + 1 };
      }
    } else if ([`${open.indent}}`, `${open.indent}};`, `${open.indent}});`].some((end) => line.startsWith(end))) {
      const length = index + 2 - open.line;
      if (length > functionLinesMax) breach(path, open.line, `function of ${length} lines, over ${functionLinesMax}`);
      open = null;
    }
  });
}

function checkText(path, text) {
  const lines = text.split('\n');
  if (lines.length > fileLinesMax + 1) breach(path, 1, `file of ${lines.length - 1} lines (at most ${fileLinesMax})`);
  lines.forEach((line, index) => {
    const length = [...line].length;
    if (length > lineLengthMax) breach(path, index + 1, `line of ${length} characters, over ${lineLengthMax}`);
    if (/[ \t]$/.test(line)) breach(path, index + 1, 'blank at the end of the line');
    if (path === 'tools/tidy.mjs') return;
    if (/refuse\(.*\b(\w+)\.size\(\).*std::move\(\1\)/.test(line)) {
      breach(path, index + 1, 'size and move of one list in one call: the order of the two is not defined');
    }
    if (/steady_clock/.test(line) && /_test\.cpp$/.test(path)) breach(path, index + 1, 'a test that measures time');
    if (/\b(TODO|FIXME|XXX)\b(?!\(#\d+\))/.test(line)) breach(path, index + 1, 'TODO without an issue number');
    if (/(^|[^A-Za-z0-9_.])\/(home|root|tmp)\//.test(line)) breach(path, index + 1, 'names a path of one machine');
  });
  return lines;
}

// Every code that the sources name exists in the catalogue, and every problem of the catalogue is used.
function checkMessages(sources) {
  const defined = new Map();
  for (const path of tracked.filter((name) => /^messages\/.*\.yaml$/.test(name))) {
    readFileSync(path, 'utf8').split('\n').forEach((line, index) => {
      const code = /^([a-z_0-9.]+):\s*(\{.*)?$/.exec(line)?.[1];
      if (code) defined.set(code, `${path}:${index + 1}`);
    });
  }
  for (const [path, text] of sources) {
    text.split('\n').forEach((line, index) => {
      for (const [, code] of line.matchAll(/\b(?:refuse|say|text)\(\s*"([a-z_]+(?:\.[a-z_0-9]+)+)"(?! \+)/g)) {
        if (defined.has(code) || /_test\.cpp$/.test(path)) continue;
        breach(path, index + 1, `code ${code} is in no messages/*.yaml`);
      }
    });
  }
  return defined.size;
}

// Links between the papers lead somewhere.
function checkLinks(path, text) {
  text.split('\n').forEach((line, index) => {
    for (const [, target] of line.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)) {
      const there = existsSync(normalize(join(dirname(path), target)));
      if (!there) breach(path, index + 1, `link to ${target}, which is not there`);
    }
  });
}

const sources = [];
for (const path of tracked) {
  if (path.includes('package-lock')) continue;
  const isPaper = /\.md$/.test(path);
  if (!isCpp(path) && !isScript(path) && !isPaper) continue;
  const text = readFileSync(path, 'utf8');
  if (isPaper) {
    checkLinks(path, text);
    continue;
  }
  const lines = checkText(path, text);
  if (isApp(path)) checkFunctions(path, lines);
  if (!isCpp(path)) continue;
  sources.push([path, text]);
  checkIncludes(path, lines);
  checkFunctions(path, lines);
  if (/\.h$/.test(path) && !text.startsWith('//')) breach(path, 1, 'a header opens with what the module is');
}
const codes = checkMessages(sources);

for (const line of breaches) console.log(line);
console.log(`tidy: ${sources.length} C++ files, ${codes} messages, ${breaches.length} breaches`);
process.exit(breaches.length > 0 ? 1 : 0);
