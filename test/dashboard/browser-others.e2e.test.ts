import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SKIP_BROWSER, startBrowser } from '../support/browser.ts';
import { EVERY_KIND } from './made-up-pieces.ts';
import { writeMadeUpSite } from './made-up-site.ts';
import { openView } from './open-page.ts';

describe.skipIf(SKIP_BROWSER)('compare, health, and where the site stands', () => {
  let browser: Browser;
  let site: string;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), writeMadeUpSite(EVERY_KIND)]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(site, { recursive: true });
  });

  test('hashtags are added and left out, and the address keeps them', async () => {
    const { page } = await openView(browser, { site, view: '#/compare?tag=cloudcoffee' });
    await page.getByLabel('Add a hashtag').fill('#GlassSkin');
    await page.getByLabel('Add a hashtag').press('Enter');
    await page.getByRole('link', { name: 'Leave out #glassskin' }).waitFor();
    expect(await page.locator('.chip strong').allInnerTexts()).toEqual(['+13 %', '+13 %']);
    expect(new URL(page.url()).hash).toBe('#/compare?tag=cloudcoffee&tag=glassskin');
    await page.getByRole('link', { name: 'Leave out #cloudcoffee' }).click();
    await page.getByRole('link', { name: 'Leave out #cloudcoffee' }).waitFor({ state: 'detached' });
    expect(await page.locator('.chip').count()).toBe(1);
  });

  test('a hashtag that is not watched is refused with a word', async () => {
    const { page } = await openView(browser, { site, view: '#/compare?tag=cloudcoffee' });
    await page.getByLabel('Add a hashtag').fill('nobody');
    await page.getByLabel('Add a hashtag').press('Enter');
    const word = await page
      .getByLabel('Add a hashtag')
      .evaluate((input) => ('validationMessage' in input ? input.validationMessage : ''));
    expect(word).toBe('This hashtag is not on the watchlist.');
  });

  test('groups come with their share of the growth, the largest first', async () => {
    const { page } = await openView(browser, { site, view: '#/compare' });
    expect(await page.locator('.shares strong').allInnerTexts()).toEqual(['40 %', '30 %', '20 %', '10 %']);
  });

  test('health tells runs, delays, missing readings, credits and what was not delivered', async () => {
    const { page } = await openView(browser, { site, view: '#/health' });
    const text = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('91 % 153 of 168 hours had a run Late by, median 8 min Nine in ten within 41 min');
    expect(text).toContain('#cloudcoffee missing in 31 of 654 runs');
    expect(text).toContain('Left on the account 18,300');
    expect(text).toContain('<b>503</b> Service Unavailable');
    expect(await page.locator('.hours rect.missed').count()).toBe(15);
  });

  test('discoveries tell by how many, beside which and since when, and their strangers stay text', async () => {
    const { page, said } = await openView(browser, { site, view: '#/found' });
    const items = page.locator('main ol > li');
    expect(await items.count()).toBe(2);
    const text = (await items.last().innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('31 creators in a day, about 2 a day before First seen');
    expect(text).toContain(', beside #cloudcoffee (31), #話題のコスメ (28), #left_the_list (1)');
    expect(text).toContain('@<script>document.title="owned"</script>');
    const links = await items
      .last()
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual([
      'https://www.tiktok.com/tag/%E8%AA%AD%E6%9B%B8%E8%A8%98%E9%8C%B2',
      '#/tag/cloudcoffee',
      '#/tag/%E8%A9%B1%E9%A1%8C%E3%81%AE%E3%82%B3%E3%82%B9%E3%83%A1',
      'https://www.tiktok.com/@a/video/770',
      'https://www.tiktok.com/@a/video/771',
      'https://github.com/me/radar/issues/new?template=watch-a-hashtag.yml&hashtags=%E8%AA%AD%E6%9B%B8%E8%A8%98%E9%8C%B2',
    ]);
    expect(await items.last().getByRole('img').getAttribute('aria-label')).toBe(
      'Creators a day since 9 Nov 2026: at most 93, on the last day 93',
    );
    expect(await page.getByRole('link', { name: 'Not on your list' }).getAttribute('aria-current')).toBe(
      'page',
    );
    expect(said).toEqual([]);
    expect(await page.title()).toBe('Not on your list · Hashtag radar');
  });

  test('without a discovery the view says why it is empty', async () => {
    const empty = await writeMadeUpSite([]);
    const { page } = await openView(browser, { site: empty, view: '#/found' });
    expect(await page.locator('main').innerText()).toContain('No run has looked beside your hashtags yet.');
    await rm(empty, { recursive: true });
  });

  describe('served over http under a path of its own', () => {
    let server: Server;
    beforeAll(async () => {
      server = createServer(async ({ url = '' }, response) => {
        const path = new URL(url, 'http://localhost').pathname.replace(/^\/some\/where\//, '');
        const type = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }[
          path.split('.').at(-1) ?? ''
        ];
        try {
          const body = await readFile(join(site, path));
          response.writeHead(200, { 'content-type': type ?? 'text/html' }).end(body);
        } catch {
          response.writeHead(404).end();
        }
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    test('works, and its policy lets nothing else run or load', async () => {
      const { port } = server.address() as AddressInfo;
      const origin = `http://127.0.0.1:${port}`;
      const { page, asked, said } = await openView(browser, {
        site: `${origin}/some/where/`,
        view: '#/tag/cloudcoffee',
      });
      await page.locator('.u-over').first().waitFor();
      expect(said).toEqual([]);
      expect(asked.every((url) => url.startsWith(`${origin}/some/where/`))).toBe(true);
      await page.evaluate(`
        const inline = document.createElement('script');
        inline.textContent = 'document.title = "owned"';
        const foreign = document.createElement('script');
        foreign.src = 'http://127.0.0.1:${port + 1}/x.js';
        document.body.append(inline, foreign);
        document.body.setAttribute('style', 'display: none');
      `);
      expect(await page.title()).toBe('#cloudcoffee · Hashtag radar');
      expect(await page.locator('body').evaluate((body) => body.clientHeight)).toBeGreaterThan(0);
      expect(said).toHaveLength(3);
      for (const word of said) expect(word).toContain('Content Security Policy');
    });
  });
});
