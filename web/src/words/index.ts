// say('shell.unsent', { count: 3 }): the words of the chosen language. A key that does not exist, a key that one
// language lacks, and a {name} without its argument do not compile.
import { writable, type Readable } from '../store/observable';
import { en } from './en';
import { vi } from './vi';

export type Key = keyof typeof vi;
export type LanguageCode = 'vi' | 'en';
export type Catalogue = { readonly [K in Key]: string };

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
export type Arguments<K extends Key> =
  NamesIn<(typeof vi)[K]> extends never ? [] : [Record<NamesIn<(typeof vi)[K]>, string | number>];

const catalogues: Record<LanguageCode, Catalogue> = { vi, en };
const chosen = writable<LanguageCode>('vi');

export const language: Readable<LanguageCode> = chosen;

export function chooseLanguage(code: LanguageCode): void {
  chosen.set(code);
}

export function currentLanguage(): LanguageCode {
  return chosen.get();
}

export function sayIn<K extends Key>(code: LanguageCode, key: K, ...args: Arguments<K>): string {
  const given: Record<string, string | number> = args[0] ?? {};
  return catalogues[code][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = given[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(code).format(value) : value;
  });
}

export function say<K extends Key>(key: K, ...args: Arguments<K>): string {
  return sayIn(chosen.get(), key, ...args);
}
