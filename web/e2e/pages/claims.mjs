import { say } from '../words.mjs';
import { Site } from './site.mjs';

// The birth certificate of a figure.
export class CertificatePage extends Site {
  constructor(page, address) {
    super(page, address);
    this.certificate = page.getByRole('region', { name: say('portal.claim.certificate') });
  }
}
