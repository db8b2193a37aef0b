import { say } from '../words.mjs';
import { Site } from './site.mjs';

export class NewsPage extends Site {
  constructor(page, address) {
    super(page, address);
    this.items = page.getByRole('article');
    this.categories = page.getByRole('navigation', { name: say('reading.categories') });
    this.pager = page.getByRole('navigation', { name: say('portal.pager.label') });
    this.next = this.pager.getByRole('link', { name: say('portal.pager.next') });
    this.first = this.pager.getByRole('link', { name: say('portal.pager.first') });
  }

  titles() {
    return this.items.getByRole('heading').allInnerTexts();
  }
}
