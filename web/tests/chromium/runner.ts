// node:test for a page: tests gather here, and the page is asked to run them one after the other.
interface Context {
  diagnostic(text: string): void;
}
type Work = (context: Context) => unknown;

export interface Told {
  readonly name: string;
  readonly failure?: string;
  readonly said: readonly string[];
  readonly milliseconds: number;
}

const gathered: { name: string; work: Work }[] = [];

export function test(name: string, work: Work): void {
  gathered.push({ name, work });
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message}\n${error.stack ?? ''}${error.cause ? `\n${wordsOf(error.cause)}` : ''}`;
}

async function runAll(): Promise<Told[]> {
  const told: Told[] = [];
  for (const { name, work } of gathered) {
    const said: string[] = [];
    const started = performance.now();
    let failure: string | undefined;
    try {
      await work({ diagnostic: (text) => void said.push(text) });
    } catch (error) {
      failure = wordsOf(error);
    }
    const milliseconds = Math.round(performance.now() - started);
    told.push({ name, said, milliseconds, ...(failure === undefined ? {} : { failure }) });
  }
  return told;
}

Object.assign(globalThis, { runAll });
