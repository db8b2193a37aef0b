import { say } from '../words.mjs';
import { Site } from './site.mjs';

// The birth certificate of a figure, stored or computed.
export class CertificatePage extends Site {
  constructor(page, address) {
    super(page, address);
    this.certificate = page.getByRole('region', { name: say('portal.claim.certificate') });
    this.terms = this.certificate.getByRole('term');
    this.inside = page.getByRole('region', { name: say('portal.computed.inside') }).getByRole('link');
  }

  // "Tử số" -> "5.860 xã …"
  async line(code) {
    const term = this.terms.filter({ hasText: new RegExp(`^${say(code)}$`) });
    return term.locator('xpath=following-sibling::dd').innerText();
  }
}
