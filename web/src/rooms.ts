// The rooms of the programme beside reporting: their address below /lam-viec, their words in the menu, and the screen,
// which comes when it is asked for. A screen gets what stands behind its room in the address, as `parts`.
import type { Component } from 'svelte';
import { newsRoles } from './screens/newsroom/turns';
import { frontRoles } from './screens/surveys/turns';
import type { Key } from './words';

type Words = Extract<Key, `room.${string}`>;
export type RoomScreen = Component<{ parts: readonly string[] }>;

export interface Room {
  readonly address: string; // "ho-so"
  readonly title: Words;
  readonly lead: Words; // what it is for, in a sentence
  readonly load: () => Promise<{ default: RoomScreen }>;
  // Not everybody's: shown to whoever holds one of the roles, to others when the list has something for them.
  readonly own?: { readonly roles: readonly string[]; readonly path: string; readonly list: string };
}

// In the order of the work.
export const rooms: readonly Room[] = [
  {
    address: 'ho-so',
    title: 'room.dossiers.title',
    lead: 'room.dossiers.lead',
    load: () => import('./screens/dossiers/Dossiers.svelte'),
  },
  {
    address: 'ke-hoach',
    title: 'room.plans.title',
    lead: 'room.plans.lead',
    load: () => import('./screens/plans/Plans.svelte'),
  },
  {
    address: 'thon',
    title: 'room.villages.title',
    lead: 'room.villages.lead',
    load: () => import('./screens/villages/Villages.svelte'),
  },
  {
    address: 'sap-xep-don-vi',
    title: 'room.reorganisation.title',
    lead: 'room.reorganisation.lead',
    load: () => import('./screens/reorganisation/Reorganisation.svelte'),
  },
  {
    address: 'duy-tri',
    title: 'room.sustain.title',
    lead: 'room.sustain.lead',
    load: () => import('./screens/sustain/Sustain.svelte'),
  },
  {
    address: 'lay-y-kien',
    title: 'room.surveys.title',
    lead: 'room.surveys.lead',
    load: () => import('./screens/surveys/Surveys.svelte'),
    own: { roles: frontRoles, path: '/api/v1/surveys', list: 'rounds' },
  },
  {
    address: 'hoi-dong',
    title: 'room.councils.title',
    lead: 'room.councils.lead',
    load: () => import('./screens/councils/Councils.svelte'),
  },
  {
    address: 'so-cong-nhan',
    title: 'room.register.title',
    lead: 'room.register.lead',
    load: () => import('./screens/register/Register.svelte'),
  },
  {
    address: 'hoi-dap',
    title: 'room.citizens.title',
    lead: 'room.citizens.lead',
    load: () => import('./screens/citizens/Citizens.svelte'),
  },
  {
    address: 'toa-soan',
    title: 'room.newsroom.title',
    lead: 'room.newsroom.lead',
    load: () => import('./screens/newsroom/Newsroom.svelte'),
    own: { roles: newsRoles, path: '/api/v1/articles', list: 'articles' },
  },
];

export const roomAt = (address: string): Room | undefined => rooms.find((room) => room.address === address);
