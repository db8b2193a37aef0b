// The words of the catalogue, so that a journey looks for what the reader sees and survives a better wording.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../messages');
const catalogue = new Map();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
  for (const [code, texts] of Object.entries(parse(readFileSync(join(folder, file), 'utf8')) ?? {}))
    catalogue.set(code, texts);
}

// The text of a code with its {arguments} filled in.
export function say(code, values = {}, language = 'vi') {
  const text = catalogue.get(code)?.[language];
  if (text === undefined) throw new Error(`${code} is in no messages/*.yaml`);
  return text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}
