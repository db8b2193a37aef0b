// luytre bench run on the world of a size, from the columns that are kept in build/worlds.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const luytre = process.env.LUYTRE_BINARY ?? 'build/release/luytre';
export const folder_of = (size) => join('build', 'worlds', size);

// { status, measured }: what the program said of itself; null when its status is not 0.
export function run_ours(size, ...more) {
  mkdirSync(folder_of(size), { recursive: true });
  const snapshot = join(folder_of(size), 'columns');
  const run = () =>
    spawnSync(luytre, ['bench', 'run', '--size', size, '--json', '--snapshot', snapshot, ...more], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 26,
    });
  // The first start of a world fills its columns and writes them; what is measured is a start from that file.
  if (!existsSync(snapshot)) run();
  const { status, stdout } = run();
  return { status, measured: status === 0 ? JSON.parse(stdout) : null };
}
