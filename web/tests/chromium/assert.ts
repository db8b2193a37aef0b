// node:assert/strict as far as the store's tests use it, for a page of a browser.
class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

const shown = (value: unknown) => JSON.stringify(value, (_key, inner: unknown) => inner ?? String(inner));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return left.length === right.length && left.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

function ok(isSo: unknown, why = 'it is not so'): asserts isSo {
  if (!isSo) throw new AssertionError(why);
}

async function rejects(work: Promise<unknown>, expected: Record<string, unknown> = {}): Promise<void> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error ?? new Error('rejected with nothing'),
  );
  ok(isObject(failure), 'it did not reject');
  for (const [key, value] of Object.entries(expected))
    ok(isSame(failure[key], value), `${key}: ${shown(failure[key])}`);
}

export default {
  ok,
  rejects,
  fail: (why?: string) => ok(false, why ?? 'failed'),
  equal: (a: unknown, b: unknown, why = '') => ok(Object.is(a, b), `${why} ${shown(a)} is not ${shown(b)}`),
  deepEqual: (a: unknown, b: unknown, why = '') => ok(isSame(a, b), `${why} ${shown(a)} is not ${shown(b)}`),
  match: (text: string, form: RegExp, why = '') => ok(form.test(text), `${why} ${text} is not like ${form.source}`),
};
