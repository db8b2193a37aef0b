// What people come for, walked in a browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { communePath, pages, startBrowser, startServer, widths } from './harness.mjs';
import { CertificatePage } from './pages/claims.mjs';
import { CommunePage, CommunesPage } from './pages/commune.mjs';
import { HomePage } from './pages/home.mjs';
import { ArticlePage, NewsPage } from './pages/news.mjs';
import { Site } from './pages/site.mjs';
import { say } from './words.mjs';

const newsPerPage = 8;
const tabsMax = 60;

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// One page in a context of its own.
async function visit(walk, options = {}) {
  const context = await browser.newContext({ viewport: widths.desktop, locale: 'vi-VN', ...options });
  try {
    await walk(await context.newPage());
  } finally {
    await context.close();
  }
}

describe('from the province to one indicator', () => {
  test('a shape on the map opens the page of its commune', () =>
    visit(async (page) => {
      const home = new HomePage(page, server.address);
      await home.open('/');
      assert.equal(await home.onMap.count(), 65);
      const spot = home.onMap.filter({ hasText: /\d/ }).first();
      const label = await spot.getAttribute('aria-label');
      await spot.click();
      const commune = new CommunePage(page, server.address);
      const name = await commune.title();
      assert.ok(label.startsWith(name), `${label} opened ${name}`);
      assert.match(commune.path(), /^\/xa\/\d{5}-/);
    }));

  test('the list leads to the commune, its criteria to the law and the evidence', () =>
    visit(async (page) => {
      const communes = new CommunesPage(page, server.address);
      await communes.open('/');
      await communes.go('communes');
      assert.equal(await communes.links.count(), 65);
      const link = communes.links.filter({ hasText: /^Xã / }).first();
      const name = await link.innerText();
      await link.click();
      const commune = new CommunePage(page, server.address);
      assert.equal(await commune.title(), name);
      assert.equal(await commune.summaries.count(), 19);
      const summary = commune.summaries.nth(1);
      const explanation = commune.explanation(summary);
      assert.ok(!(await explanation.isVisible()));
      await summary.click();
      assert.ok(await explanation.isVisible());
      assert.match(await explanation.innerText(), /318\/QĐ-TTg/);
    }));

  test('a figure of the home page opens its certificate, which lists the communes counted', () =>
    visit(async (page) => {
      const home = new HomePage(page, server.address);
      await home.open('/');
      const words = say('portal.home.figure.not_met');
      const value = await home.value(words);
      await home.figure(words).click();
      const certificate = new CertificatePage(page, server.address);
      assert.match(await certificate.title(), new RegExp(`\\b${value}$`));
      assert.equal(await certificate.inside.count(), value);
      const name = await certificate.inside.first().innerText();
      await certificate.inside.first().click();
      assert.equal(await certificate.title(), name);
    }));

  test('the figures of the home page add up', () =>
    visit(async (page) => {
      const home = new HomePage(page, server.address);
      await home.open('/');
      const of = (name) => home.value(say(`portal.home.figure.${name}`));
      assert.equal(await of('units'), 65);
      assert.ok((await of('met')) + (await of('not_met')) + (await of('not_assessed')) <= 65);
    }));

  test('a merged commune tells what it was made from, and leads there and back', () =>
    visit(async (page) => {
      const commune = new CommunePage(page, server.address);
      await commune.open(communePath);
      const name = await commune.title();
      await commune.history.getByRole('link').first().click();
      assert.notEqual(commune.path(), communePath);
      await commune.history.getByRole('link', { name, exact: true }).first().click();
      assert.equal(await commune.title(), name);
    }));

  test('“cao loc” without marks finds Cao Lộc', () =>
    visit(async (page) => {
      const found = new CommunesPage(page, server.address);
      await found.open('/');
      await found.search('cao loc');
      const names = await found.found.getByRole('link').allInnerTexts();
      assert.ok(names.some((name) => name.endsWith('Cao Lộc')), names.join(', '));
      await found.found.getByRole('link', { name: 'Xã Cao Lộc', exact: true }).first().click();
      assert.equal(await found.title(), 'Xã Cao Lộc');
    }));
});

describe('news whose figures can be checked', () => {
  test('eight a page, forward and back', () =>
    visit(async (page) => {
      const news = new NewsPage(page, server.address);
      await news.open('/');
      await news.go('news');
      const first = await news.titles();
      assert.equal(first.length, newsPerPage);
      for (const item of await news.items.all()) {
        assert.match((await item.getByRole('time').getAttribute('datetime')) ?? '', /^\d{4}-\d{2}-\d{2}$/);
        assert.ok((await item.innerText()).split('\n').filter(Boolean).length >= 3, 'title, date and lead');
      }
      await news.next.click();
      const second = await news.titles();
      assert.ok(second.length > 0 && second.every((title) => !first.includes(title)));
      assert.equal(await news.next.count(), 0);
      await page.goBack();
      assert.deepEqual(await news.titles(), first);
      await page.goForward();
      await news.first.click();
      assert.deepEqual(await news.titles(), first);
    }));

  test('a number in an article opens its birth certificate, with the arithmetic that does not hold', () =>
    visit(async (page) => {
      const news = new NewsPage(page, server.address);
      await news.open('/tin-tuc');
      await news.items.getByRole('link', { name: /phần trăm/ }).click();
      const article = new ArticlePage(page, server.address);
      const words = await article.boundFigures.first().innerText();
      await article.boundFigures.first().click();
      const certificate = new CertificatePage(page, server.address);
      assert.match(await certificate.certificate.innerText(), new RegExp(words.match(/[\d.]+/)[0].replace('.', '\\.')));
      assert.match(await certificate.line('portal.claim.line.numerator'), /5\.860/);
      assert.ok((await certificate.line('portal.claim.line.source')).length > 0);
    }));

  test('a quoted share that does not fit its own counts says so, and names what would fit', () =>
    visit(async (page) => {
      const list = await (await fetch(server.address + '/api/v1/claims?discrepant=true')).json();
      assert.ok(list.claims.length > 0, 'the demonstration quotes one that does not hold');
      const certificate = new CertificatePage(page, server.address);
      await certificate.open('/so-lieu/' + list.claims[0].id);
      const text = await certificate.certificate.innerText();
      assert.ok(text.toLowerCase().includes(say('portal.claim.discrepant')), text);
    }));
});

// The element that has the focus, and whether a person can see that it has.
const focused = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const shows = (element) => {
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      return outlined || style.boxShadow !== 'none' || (element instanceof SVGElement && parseFloat(style.strokeWidth) >= 3);
    };
    const marked = [one, ...one.children].some(shows);
    const box = one.getBoundingClientRect();
    const onScreen = box.width > 0 && box.right > 0 && box.bottom > 0;
    return { tag: one.tagName.toLowerCase(), text: one.textContent.trim().slice(0, 60), marked, onScreen };
  });

describe('with the keyboard alone', () => {
  test('the first stop skips the menu', () =>
    visit(async (page) => {
      const site = new Site(page, server.address);
      await site.open('/');
      await page.keyboard.press('Tab');
      const first = await focused(page);
      assert.equal(first.text, say('portal.site.skip'));
      assert.ok(first.marked && first.onScreen, 'the skip link shows itself when it has the focus');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.ok(await site.main.locator(':focus').count(), 'the next stop is in the content');
    }));

  for (const [name, path] of [['home', '/'], ['commune', communePath], ['news', '/tin-tuc'], ['claims', '/so-lieu']]) {
    test(`every stop of the ${name} page can be seen`, () =>
      visit(async (page) => {
        await new Site(page, server.address).open(path);
        for (let tab = 0; tab < tabsMax; ++tab) {
          await page.keyboard.press('Tab');
          const stop = await focused(page);
          if (stop.tag === 'body') break;
          assert.ok(stop.marked && stop.onScreen, `stop ${tab + 1}: ${JSON.stringify(stop)}`);
        }
      }));
  }

  test('a criterion opens and closes', () =>
    visit(async (page) => {
      const commune = new CommunePage(page, server.address);
      await commune.open(communePath);
      const first = commune.summaries.first();
      for (let tab = 0; tab < tabsMax && !(await first.evaluate((one) => one === document.activeElement)); ++tab)
        await page.keyboard.press('Tab');
      assert.ok(await first.evaluate((one) => one === document.activeElement), 'reached');
      await page.keyboard.press('Enter');
      assert.ok(await commune.explanation(first).isVisible());
      await page.keyboard.press('Enter');
      assert.ok(!(await commune.explanation(first).isVisible()));
    }));
});

describe('for everyone', () => {
  test('without script every page reads, and details open', () =>
    visit(
      async (page) => {
        const commune = new CommunePage(page, server.address);
        for (const path of Object.values(pages)) {
          await commune.open(path);
          assert.equal(await commune.heading.count(), 1, path);
          assert.ok((await commune.main.innerText()).length > 80, path);
        }
        await commune.open(communePath);
        await commune.summaries.first().click();
        assert.ok(await commune.explanation(commune.summaries.first()).isVisible());
        await commune.open('/');
        await commune.search('cao loc');
        assert.ok((await commune.main.innerText()).includes('Cao Lộc'));
      },
      { javaScriptEnabled: false },
    ));

  test('on a phone nothing runs off the side', () =>
    visit(
      async (page) => {
        const site = new Site(page, server.address);
        for (const path of Object.values(pages)) {
          await site.open(path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= widths.phone.width, `${path} is ${wide} pixels wide`);
        }
      },
      { viewport: widths.phone },
    ));

  test('on a phone with every criterion open too', () =>
    visit(
      async (page) => {
        const site = new Site(page, server.address);
        for (const path of [communePath, '/luat/commune-ntm/2021-2025']) {
          await site.open(path);
          await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= widths.phone.width, `${path} is ${wide} pixels wide`);
        }
      },
      { viewport: widths.phone },
    ));

  test('screen and paper both say that the values are a demonstration', () =>
    visit(async (page) => {
      const site = new Site(page, server.address);
      for (const path of Object.values(pages)) {
        await site.open(path);
        const banner = site.banner(path.startsWith('/en') ? 'en' : 'vi');
        for (const media of ['screen', 'print']) {
          await page.emulateMedia({ media });
          assert.ok(await banner.isVisible(), `${path} on ${media}`);
        }
      }
    }));

  test('the other language is the same page', () =>
    visit(async (page) => {
      const site = new Site(page, server.address);
      await site.open(communePath);
      const name = await site.title();
      await page.getByRole('link', { name: say('portal.other_language'), exact: true }).click();
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.equal(site.path(), `/en${communePath}`);
      assert.equal(await site.title(), name);
      await page.getByRole('link', { name: say('portal.other_language', {}, 'en'), exact: true }).click();
      assert.equal(site.path(), communePath);
    }));

  test('a page that is not there says what to do, with its status', () =>
    visit(async (page) => {
      const site = new Site(page, server.address);
      const response = await site.open('/khong-co-trang-nay');
      assert.equal(response.status(), 404);
      await page.getByRole('link', { name: say('portal.problem.home') }).click();
      assert.equal(site.path(), '/');
    }));

  test('the menu says where the reader is', () =>
    visit(async (page) => {
      const site = new Site(page, server.address);
      await site.open('/');
      for (const place of ['communes', 'news', 'claims', 'law', 'about', 'home']) {
        await site.go(place);
        const current = site.menu.locator('[aria-current="page"]');
        assert.equal(await current.innerText(), say(`portal.nav.${place}`));
      }
    }));
});
