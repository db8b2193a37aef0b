// Addresses of screens: /lam-viec/… . Links inside are followed without loading the page anew.
import { roomAt } from './rooms';
import { writable, type Readable } from './store/observable';

export type Route =
  | { readonly screen: 'mine' }
  | { readonly screen: 'periods' }
  | { readonly screen: 'board'; readonly period: string }
  | { readonly screen: 'sheet'; readonly period: string; readonly unit: string }
  | { readonly screen: 'review'; readonly period: string }
  | { readonly screen: 'sector'; readonly period: string }
  | { readonly screen: 'overview'; readonly period: string }
  | { readonly screen: 'unsent' }
  | { readonly screen: 'programme' }
  | { readonly screen: 'room'; readonly room: string; readonly parts: readonly string[] }
  | { readonly screen: 'unknown' };

export const home = '/lam-viec';

export function routeOf(path: string): Route {
  const parts = path
    .replace(/\/+$/, '')
    .slice(home.length)
    .split('/')
    .filter((part) => part !== '');
  const read = parts.map((part) => decodeURIComponent(part));
  const [first, period, unit] = read;
  if (first === undefined) return { screen: 'mine' };
  if (first === 'chua-gui') return { screen: 'unsent' };
  if (first === 'chuong-trinh') return { screen: 'programme' };
  if (roomAt(first)) return { screen: 'room', room: first, parts: read.slice(1) };
  if (first === 'ky' && period === undefined) return { screen: 'periods' };
  if (period === undefined) return { screen: 'unknown' };
  if (first === 'ky') return { screen: 'board', period };
  if (first === 'bieu' && unit !== undefined) return { screen: 'sheet', period, unit };
  if (first === 'tham-tra') return { screen: 'review', period };
  if (first === 'so-lieu-nganh') return { screen: 'sector', period };
  if (first === 'tong-quan') return { screen: 'overview', period };
  return { screen: 'unknown' };
}

export const addressOf = {
  periods: () => `${home}/ky`,
  board: (period: string) => `${home}/ky/${period}`,
  sheet: (period: string, unit: string) => `${home}/bieu/${period}/${unit}`,
  review: (period: string) => `${home}/tham-tra/${period}`,
  sector: (period: string) => `${home}/so-lieu-nganh/${period}`,
  overview: (period: string) => `${home}/tong-quan/${period}`,
  unsent: () => `${home}/chua-gui`,
  programme: () => `${home}/chuong-trinh`,
  // "ho-so", or a place in it: "ho-so", "0190…"
  room: (room: string, ...parts: string[]) => [home, room, ...parts.map(encodeURIComponent)].join('/'),
};

const current = writable<Route>(routeOf(location.pathname));
export const route: Readable<Route> = current;

const tell = () => current.set(routeOf(location.pathname));
addEventListener('popstate', tell);

export function go(address: string): void {
  history.pushState(null, '', address);
  tell();
  scrollTo(0, 0);
  document.getElementById('noi-dung')?.focus();
}

// A plain click on a link to a screen; anything else is the browser's.
export function followLinks(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  // A link of a drawing has no address of its own but its attribute.
  const written = link?.getAttribute('href');
  if (!link || !written || !isPlain || event.defaultPrevented) return;
  if (link.hasAttribute('target') || link.hasAttribute('download') || written.startsWith('#')) return;
  const to = new URL(written, location.href);
  if (to.origin !== location.origin || !`${to.pathname}/`.startsWith(`${home}/`)) return;
  event.preventDefault();
  if (to.href !== location.href) go(to.pathname + to.search);
}
