import { say } from '../words.mjs';
import { Site } from './site.mjs';

export class HomePage extends Site {
  constructor(page, address) {
    super(page, address);
    this.figures = page.getByRole('region', { name: say('portal.home.figures') }).getByRole('link');
    this.map = page.getByRole('group', { name: say('portal.home.map') });
    this.onMap = this.map.getByRole('link');
    this.news = page.getByRole('region', { name: say('portal.home.news') }).getByRole('article');
  }

  figure(words) {
    return this.figures.filter({ hasText: words });
  }

  // "3" of the link "3 xã đạt cả bộ tiêu chí".
  async value(words) {
    return Number((await this.figure(words).innerText()).match(/\d+/)[0]);
  }
}
