// What is wrong with what was typed; the texts are the server's catalogue, under `code`.
export interface Problem {
  readonly code: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly causes?: readonly Problem[];
}

export const refused = (code: string, args: Readonly<Record<string, string>> = {}): Problem => ({
  code,
  arguments: args,
});

export const isProblem = (value: object): value is Problem => 'code' in value;
