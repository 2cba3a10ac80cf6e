import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COMPARED_MAX,
  formatAddress,
  type PageAddress,
  PHASE_CHOICES,
  parseAddress,
  RANGES,
  SORTS,
} from '../../src/dashboard/page/client/address.ts';
import { ceilingOf } from '../../src/dashboard/page/client/chart/ceiling.ts';
import { historyOfDays, historyOfHours } from '../../src/dashboard/page/client/chart/history.ts';
import { moved, type TimeWindow, zoomed } from '../../src/dashboard/page/client/chart/time-window.ts';
import { groupShares, indexedViews, placesOf } from '../../src/dashboard/page/client/compare/indexed.ts';
import { pageFiles } from '../../src/dashboard/page/files.ts';
import { compareOf, daysOf, EVERY_KIND, hoursOf, NOW } from './made-up-pieces.ts';

const [STRONG] = EVERY_KIND;
if (STRONG === undefined) throw new Error('there is no cast');

describe('addresses', () => {
  const text = fc.string({ unit: 'grapheme' });
  const name = fc.string({ unit: 'grapheme', minLength: 1 });
  const range = fc.constantFrom(...RANGES);
  const address: fc.Arbitrary<PageAddress> = fc.oneof(
    fc.record({
      view: fc.constant('now' as const),
      search: text,
      group: text,
      phase: fc.constantFrom(...PHASE_CHOICES),
      sort: fc.constantFrom(...SORTS),
    }),
    fc.record({ view: fc.constant('hashtag' as const), hashtag: name, range }),
    fc.record({
      view: fc.constant('compare' as const),
      hashtags: fc.uniqueArray(text, { maxLength: COMPARED_MAX }),
      range,
    }),
    fc.constant({ view: 'health' as const }),
  );

  test('come back as they were written', () => {
    fc.assert(
      fc.property(address, (given) => {
        expect(parseAddress(formatAddress(given))).toEqual(given);
      }),
    );
  });

  test.each(['', '#', '#/', '#/nowhere', '#/tag/', '#?sort=__proto__&phase=constructor'])(
    '%j is the first view',
    (hash) => expect(parseAddress(hash)).toMatchObject({ view: 'now', sort: 'momentum', phase: 'all' }),
  );

  test('a stray % is no error', () => {
    expect(parseAddress('#/tag/100%?range=1y')).toEqual({ view: 'hashtag', hashtag: '100%', range: '7d' });
  });
});

describe('stretches of time on a chart', () => {
  const bounds: TimeWindow = { from: 0, to: 30 * 86_400 };
  const inside = ({ from, to }: TimeWindow): boolean => from >= -1e-6 && to <= bounds.to + 1e-6 && from < to;

  test('stay within the bounds however they are moved and zoomed', () => {
    const move = fc.tuple(fc.boolean(), fc.double({ min: -3, max: 3, noNaN: true }));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        let window = bounds;
        for (const [zoom, by] of moves) {
          window = zoom ? zoomed(window, bounds, 2 ** by) : moved(window, bounds, by);
          expect(inside(window)).toBe(true);
        }
      }),
    );
  });

  test('zooming keeps the instant it is about where it is', () => {
    const window = zoomed(bounds, bounds, 4, bounds.to / 4);
    expect(window.to - window.from).toBe(bounds.to / 4);
    expect((bounds.to / 4 - window.from) / (window.to - window.from)).toBeCloseTo(0.25);
  });

  test('zooming goes around the middle unless told otherwise', () => {
    const window = { from: bounds.from + 40_000, to: bounds.from + 80_000 };
    expect(zoomed(window, bounds, 2)).toEqual({ from: window.from + 10_000, to: window.to - 10_000 });
  });
});

describe('history as charts draw it', () => {
  test('a gap is an empty place right after the reading before it', () => {
    const hours = hoursOf(STRONG, 0, 7);
    const history = historyOfHours(hours);
    expect(history.at).toHaveLength(hours.columns.at.length + 1);
    const place = history.views.low.indexOf(null);
    expect(history.at[place]).toBe(Date.parse(hours.gaps[0]?.from ?? '') / 1000 + 1);
    expect(history.at.toSorted((a, b) => a - b)).toEqual(history.at);
  });

  test('a rounded counter is an interval of one step, an exact one a number', () => {
    const rounded = historyOfHours(hoursOf({ ...STRONG, step: 100 }, 0, 7)).views;
    expect((rounded.high[0] ?? 0) - (rounded.low[0] ?? 0)).toBe(100);
    expect(rounded.mid[0]).toBeNull();
    const exact = historyOfHours(hoursOf(STRONG, 0, 7)).views;
    expect([exact.low[0], exact.high[0]]).toEqual([exact.mid[0], exact.mid[0]]);
  });

  test('days are views an hour too, the last one by the hours it has had', () => {
    const days = daysOf(STRONG, 0, 30);
    const { rate, at } = historyOfDays(days, NOW / 1000);
    expect(rate.mid[3]).toBeCloseTo((days.columns.gained[3] ?? 0) / 24);
    expect((NOW / 1000 - (at.at(-1) ?? 0)) / 3600).toBe(12);
    expect(rate.mid.at(-1)).toBeCloseTo((days.columns.gained.at(-1) ?? 0) / 12);
  });

  test('one reading that allows any rate does not flatten the chart', () => {
    const history = historyOfHours(hoursOf({ ...STRONG, phase: 'quiet' }, 0, 7));
    const high = history.rate.high.map((value, index) => (index === 5 ? 1e9 : value));
    const ceiling = ceilingOf({ ...history, rate: { ...history.rate, high } });
    expect(ceiling({ from: 0, to: NOW / 1000 })).toBeLessThan(5_000);
  });
});

describe('comparing', () => {
  const compare = compareOf(EVERY_KIND);

  test('everything is 100 at the start, and a missing day stays missing', () => {
    const places = placesOf(compare, 90);
    const [first] = compare.hashtags;
    if (first === undefined) throw new Error('nothing to compare');
    const { values } = indexedViews(first, places);
    expect([values[0], values[40]]).toEqual([100, null]);
    expect(values.at(-1)).toBeCloseTo(100 * 1.004 ** 89);
    expect(indexedViews({ ...first, views: first.views.map(() => null) }, places).values).not.toContain(100);
  });

  test('it goes by what was gained: a restatement is no growth, and after a long gap the counts tell', () => {
    const tag = {
      hashtag: 'restated',
      file: 'restated',
      views: [1_000, 3_100, null, 3_200],
      gained: [50, 100, 60, 40],
    };
    expect(indexedViews(tag, [0, 1, 2, 3]).values).toEqual([100, 110, null, 120]);
    const gap = { ...tag, views: [1_000, null, 1_500, 1_600], gained: [null, null, null, 100] };
    expect(indexedViews(gap, [0, 1, 2, 3]).values).toEqual([100, null, 150, 160]);
  });

  test('shares are parts of one, the largest first; of nothing there are none', () => {
    const shares = groupShares(compare.groups, placesOf(compare, 7));
    expect(shares.reduce((sum, { share = 0 }) => sum + share, 0)).toBeCloseTo(1);
    expect(shares.map(({ gained }) => gained)).toEqual(
      shares.map(({ gained }) => gained).toSorted((a, b) => b - a),
    );
    const none = compare.groups.map((group) => ({ ...group, gained: group.gained.map(() => 0) }));
    expect(groupShares(none, [1, 2]).map(({ share }) => share)).not.toContain(0);
  });
});

describe('the files of the page', () => {
  const head = {
    headline: '#a"><script>alert(1)</script> is breaking out',
    description: 'x & y',
    origin: 'real',
    atom: 'breakouts.atom',
    jsonFeed: 'breakouts.feed.json',
    url: 'https://you.github.io/radar/',
    picture: 'picture.png',
  } as const;

  test('are the same bytes every time, and small', async () => {
    const files = await pageFiles(head);
    expect(files.map(({ path }) => path)).toEqual(['index.html', 'app.css', 'app.js', 'icon.svg']);
    expect(await pageFiles(head)).toEqual(files);
    expect(files.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThan(120_000);
  });

  test('hold nothing in line, no address to load from elsewhere, and nobody’s markup', async () => {
    const html = String((await pageFiles(head))[0]?.content);
    expect(html).toContain('#a&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; is breaking out');
    expect(html).not.toMatch(/<script>|<style|\sstyle="|\son[a-z]+="/);
    const loaded = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+)"/g)].map(
      ([, address]) => address,
    );
    expect(loaded.filter((address) => /^(?:[a-z]+:|\/)/i.test(address ?? ''))).toEqual([]);
    expect(html).toContain('<meta property="og:image" content="https://you.github.io/radar/picture.png">');
  });

  test('without a known address there is no picture for previews, since that would need one', async () => {
    const { url: _url, ...local } = head;
    expect(String((await pageFiles(local))[0]?.content)).not.toMatch(/og:image|og:url/);
  });
});
