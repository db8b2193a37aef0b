import { say } from '../words.mjs';
import { Site } from './site.mjs';

export class NewsPage extends Site {
  constructor(page, address) {
    super(page, address);
    this.items = page.getByRole('article');
    this.pager = page.getByRole('navigation', { name: say('portal.pager.label') });
    this.next = this.pager.getByRole('link', { name: say('portal.pager.next') });
    this.first = this.pager.getByRole('link', { name: say('portal.pager.first') });
  }

  item(title) {
    return this.items.getByRole('link', { name: title, exact: true });
  }

  titles() {
    return this.items.getByRole('heading').allInnerTexts();
  }
}

export class ArticlePage extends Site {
  constructor(page, address) {
    super(page, address);
    this.article = page.getByRole('article');
    // The figures in the text itself: links to certificates.
    this.boundFigures = this.article.locator('p a[href*="/so-lieu/"]');
  }
}
