// What every page has: the way past the menu, the menu, the other language, the banner of the demonstration.
import { say } from '../words.mjs';

export class Site {
  constructor(page, address) {
    this.page = page;
    this.address = address;
    this.skip = page.getByRole('link', { name: say('portal.site.skip') });
    this.menu = page.getByRole('navigation', { name: say('portal.nav.label') });
    this.heading = page.getByRole('heading', { level: 1 });
    this.main = page.getByRole('main');
  }

  async open(path) {
    return this.page.goto(this.address + path);
  }

  // `place` as messages call it: "communes".
  async go(place) {
    await this.menu.getByRole('link', { name: say(`portal.nav.${place}`), exact: true }).click();
  }

  async search(text) {
    await this.page.getByRole('main').getByRole('searchbox').fill(text);
    await this.page.getByRole('main').getByRole('button', { name: say('portal.search.button'), exact: true }).click();
  }

  path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  async title() {
    return (await this.heading.innerText()).trim();
  }
}
