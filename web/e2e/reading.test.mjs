// How the pages read: one leads to the next and back, figures agree with each other, the keyboard sees where it is,
// nothing needs a script. journeys.test.mjs has the errands that bring people here.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { communePath, pages, staged, widths } from './harness.mjs';
import { CertificatePage } from './pages/claims.mjs';
import { CommunePage, CommunesPage } from './pages/commune.mjs';
import { HomePage } from './pages/home.mjs';
import { NewsPage } from './pages/news.mjs';
import { Site } from './pages/site.mjs';
import { say } from './words.mjs';

const newsPerPage = 8;
const tabsMax = 60;

const stage = staged();

// One page in a context of its own.
async function visit(walk, options = {}) {
  const context = await stage.browser.newContext({ viewport: widths.desktop, locale: 'vi-VN', ...options });
  try {
    await walk(await context.newPage());
  } finally {
    await context.close();
  }
}

describe('from the province to one indicator', () => {
  test('the list leads to the commune, its criteria to the law and the evidence', () =>
    visit(async (page) => {
      const communes = new CommunesPage(page, stage.server.address);
      await communes.open('/');
      await communes.go('communes');
      assert.equal(await communes.links.count(), 65);
      const link = communes.links.filter({ hasText: /^Xã / }).first();
      const name = await link.innerText();
      await link.click();
      const commune = new CommunePage(page, stage.server.address);
      assert.equal(await commune.title(), name);
      assert.equal(await commune.summaries.count(), 19);
      const summary = commune.summaries.nth(1);
      const explanation = commune.explanation(summary);
      assert.ok(!(await explanation.isVisible()));
      await summary.click();
      assert.ok(await explanation.isVisible());
      assert.match(await explanation.innerText(), /318\/QĐ-TTg/);
    }));

  test('the figures of the home page add up', () =>
    visit(async (page) => {
      const home = new HomePage(page, stage.server.address);
      await home.open('/');
      const of = (name) => home.value(say(`portal.home.figure.${name}`));
      assert.equal(await of('units'), 65);
      assert.ok((await of('met')) + (await of('not_met')) + (await of('not_assessed')) <= 65);
    }));

  test('a merged commune tells what it was made from, and leads there and back', () =>
    visit(async (page) => {
      const commune = new CommunePage(page, stage.server.address);
      await commune.open(communePath);
      const name = await commune.title();
      await commune.history.getByRole('link').first().click();
      assert.notEqual(commune.path(), communePath);
      await commune.history.getByRole('link', { name, exact: true }).first().click();
      assert.equal(await commune.title(), name);
    }));
});

describe('news whose figures can be checked', () => {
  test('eight a page, forward and back', () =>
    visit(async (page) => {
      const news = new NewsPage(page, stage.server.address);
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

  test('a quoted share that does not fit its own counts says so, and names what would fit', () =>
    visit(async (page) => {
      const list = await (await fetch(stage.server.address + '/api/v1/claims?discrepant=true')).json();
      assert.ok(list.claims.length > 0, 'the demonstration quotes one that does not hold');
      const certificate = new CertificatePage(page, stage.server.address);
      await certificate.open('/so-lieu/' + list.claims[0].id);
      const text = await certificate.certificate.innerText();
      assert.ok(text.toLowerCase().includes(say('portal.claim.discrepant')), text);
    }));
});

describe('an article and the lists it stands in', () => {
  const path = '/tin-tuc/2025-12-12-ca-nuoc-giua-nam-2025';

  test('a category leads to its articles, and each back to its category', () =>
    visit(async (page) => {
      const news = new NewsPage(page, stage.server.address);
      await news.open('/tin-tuc');
      await news.categories.getByRole('link', { name: say('newsroom.category.guidance') }).click();
      assert.equal(await news.title(), say('newsroom.category.guidance'));
      const titles = await news.titles();
      assert.ok(titles.length > 0);
      await news.items.first().getByRole('link').click();
      assert.equal(await news.title(), titles[0]);
      await news.main.getByRole('link', { name: say('newsroom.category.guidance') }).click();
      assert.deepEqual(await news.titles(), titles);
    }));

  test('the archive counts what its months hold', () =>
    visit(async (page) => {
      const news = new NewsPage(page, stage.server.address);
      await news.open('/tin-tuc/luu-tru');
      const month = news.main.getByRole('listitem').filter({ hasText: say('portal.month.12') }).first();
      const count = Number(await month.locator('.count').innerText());
      await month.getByRole('link').click();
      assert.equal((await news.titles()).length, count);
    }));

  test('the first abbreviation is explained, and only the first', () =>
    visit(async (page) => {
      await page.goto(stage.server.address + '/tin-tuc/2025-10-18-sao-ocop-co-han');
      const explained = page.locator('.story abbr');
      const words = await explained.allInnerTexts();
      assert.equal(new Set(words).size, words.length);
      assert.equal(await page.locator('.story .means').count(), words.length);
    }));

  test('on paper it says where it came from and shows nothing that only a screen can do', () =>
    visit(async (page) => {
      await page.goto(stage.server.address + path);
      await page.emulateMedia({ media: 'print' });
      assert.ok(!(await page.getByRole('navigation').first().isVisible()));
      assert.match(await page.locator('.printed').innerText(), new RegExp(`${path}`));
      const figure = page.locator('.found li').first();
      assert.match(await figure.innerText(), /\/so-lieu\/[0-9a-f-]{36}/);
    }));

  test('its PDF is a document with its words', async () => {
    const response = await fetch(stage.server.address + path + '.pdf');
    assert.equal(response.headers.get('content-type'), 'application/pdf');
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  });

  test('its page names the feeds, and each of them is one', async () => {
    const html = await (await fetch(stage.server.address + path)).text();
    const feeds = [...html.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">/g)];
    const types = feeds.map(([, type]) => type);
    assert.deepEqual(types, ['application/rss+xml', 'application/atom+xml', 'application/feed+json']);
    for (const [, type, address] of feeds) {
      const response = await fetch(stage.server.address + address);
      assert.ok(response.headers.get('content-type').startsWith(type), address);
      assert.equal(response.status, 200);
    }
  });

  test('what a search engine is told is data that can be read', async () => {
    const html = await (await fetch(stage.server.address + path)).text();
    const blocks = [...html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)];
    const types = blocks.map(([, text]) => JSON.parse(text)['@type']);
    assert.deepEqual(types, ['NewsArticle', 'BreadcrumbList']);
  });

  test('an address that nobody has offers the one that was meant', () =>
    visit(async (page) => {
      const response = await page.goto(stage.server.address + path.slice(0, -6));
      assert.equal(response.status(), 404);
      await page.getByRole('main').getByRole('article').first().getByRole('link').click();
      assert.equal(new URL(page.url()).pathname, path);
    }));
});

// The element that has the focus, and whether a person can see that it has.
const focused = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const shows = (element) => {
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const stroked = element instanceof SVGElement && parseFloat(style.strokeWidth) >= 3;
      return outlined || style.boxShadow !== 'none' || stroked;
    };
    const marked = [one, ...one.children].some(shows);
    const box = one.getBoundingClientRect();
    const onScreen = box.width > 0 && box.right > 0 && box.bottom > 0;
    return { tag: one.tagName.toLowerCase(), text: one.textContent.trim().slice(0, 60), marked, onScreen };
  });

describe('with the keyboard alone', () => {
  test('the first stop skips the menu', () =>
    visit(async (page) => {
      const site = new Site(page, stage.server.address);
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
        await new Site(page, stage.server.address).open(path);
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
      const commune = new CommunePage(page, stage.server.address);
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
        const commune = new CommunePage(page, stage.server.address);
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

  test('the menu says where the reader is', () =>
    visit(async (page) => {
      const site = new Site(page, stage.server.address);
      await site.open('/');
      for (const place of ['communes', 'news', 'claims', 'law', 'about', 'home']) {
        await site.go(place);
        const current = site.menu.locator('[aria-current="page"]');
        assert.equal(await current.innerText(), say(`portal.nav.${place}`));
      }
    }));
});
