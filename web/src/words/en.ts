import type { Catalogue } from './index';
import { plansEn } from './plans.en';
import { registerEn } from './register.en';
import { reorganisationEn } from './reorganisation.en';
import { councilsEn } from './councils.en';
import { dossiersEn } from './dossiers.en';
import { roomsEn } from './rooms.en';
import { screensEn } from './screens.en';
import { villagesEn } from './villages.en';
import { surveysEn } from './surveys.en';
import { newsroomEn } from './newsroom.en';
import { sustainEn } from './sustain.en';
import { citizensEn } from './citizens.en';

export const en: Catalogue = {
  ...plansEn,
  ...registerEn,
  ...reorganisationEn,
  ...councilsEn,
  ...dossiersEn,
  ...roomsEn,
  ...screensEn,
  ...villagesEn,
  ...surveysEn,
  ...sustainEn,
  ...citizensEn,
  ...newsroomEn,
  'shell.title': 'Work',
  'shell.skip': 'Skip to content',
  'shell.menu': 'Menu',
  'shell.home': 'My work',
  'shell.public_site': 'Public site',
  'shell.other_language': 'Tiếng Việt',
  'shell.sign_in': 'Sign in',
  'shell.sign_in_first': 'Sign in to enter values. What was entered on this device is kept.',
  'shell.offline': 'No network',
  'shell.unsent': '{count} not sent yet',
  'shell.unsent_none': 'Everything is sent',
  'shell.update': 'There is a new version. Reload to use it',
  'problem.network':
    'The server cannot be reached. What you entered is kept on this device and will be sent when there is a network.',
  'problem.timeout': 'The server took too long to answer. What you entered is kept on this device.',
  'problem.unreadable': 'The server gave an answer that cannot be read (status {status}).',
};
