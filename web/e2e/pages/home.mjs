import { say } from '../words.mjs';
import { Site } from './site.mjs';

export class HomePage extends Site {
  constructor(page, address) {
    super(page, address);
    this.figures = page.getByRole('region', { name: say('portal.home.figures') }).getByRole('link');
  }

  // "3" of the link "3 xã đạt cả bộ tiêu chí".
  async value(words) {
    return Number((await this.figures.filter({ hasText: words }).innerText()).match(/\d+/)[0]);
  }
}
