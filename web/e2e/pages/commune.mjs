import { say } from '../words.mjs';
import { Site } from './site.mjs';

export class CommunePage extends Site {
  constructor(page, address) {
    super(page, address);
    const region = (code) => page.getByRole('region', { name: say(code) });
    this.criteria = region('portal.commune.criteria');
    this.summaries = this.criteria.locator('summary');
    this.history = region('portal.commune.history');
  }

  // What stands below a criterion: outcomes, limits, references.
  explanation(summary) {
    return summary.locator('xpath=following-sibling::*').first();
  }
}

export class CommunesPage extends Site {
  constructor(page, address) {
    super(page, address);
    this.rows = page.getByRole('table', { name: say('portal.communes.caption') }).locator('tbody').getByRole('row');
    this.links = this.rows.getByRole('rowheader').getByRole('link');
  }
}
