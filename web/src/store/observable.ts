// A value that tells when it changes: the contract of Svelte's stores ($name in a component), without Svelte.
export interface Readable<T> {
  subscribe(listener: (value: T) => void): () => void;
  get(): T;
}

export interface Writable<T> extends Readable<T> {
  set(value: T): void;
}

export function writable<T>(first: T): Writable<T> {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener) {
      // A function given twice is two listeners.
      const own = (told: T) => listener(told);
      listeners.add(own);
      listener(value);
      return () => void listeners.delete(own);
    },
  };
}
