import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/core/time.ts';
import { type Bar, barsOf } from '../../src/dashboard/bars.ts';
import { boardOf } from '../../src/dashboard/board.ts';
import { renderPage } from '../../src/dashboard/page.ts';
import { HOSTILE, NOW, records, series } from './given.ts';

const board = boardOf(records());
const row = (name: string) => [...board.breaking, ...board.quiet].find(({ hashtag }) => hashtag === name);

describe('the board', () => {
  test('what is breaking out now comes by momentum, the others apart', () => {
    expect(board.breaking.map(({ hashtag }) => hashtag)).toEqual(['hotter', 'hot']);
    expect(board.quiet.map(({ hashtag }) => hashtag).toSorted()).toEqual([
      'calm',
      'coarse',
      'jumpy',
      'late',
      'new',
    ]);
    expect(board.unread).toEqual(['never']);
  });

  test.each([
    ['hot', 'breaking out', /^Views have run at .* Alerted 8 h ago by the breakout rule\.$/],
    ['calm', 'quiet', /usual|ordinary/],
    ['coarse', 'quiet', /too coarse|as usual/],
    ['jumpy', 'suppressed', /^No alert: a lone jump that no <video> explains\.$/],
    ['new', 'learning', /learning/i],
  ])('#%s is %s, and why', (name, verdict, reason) => {
    expect(row(name)).toMatchObject({ verdict, reason: expect.stringMatching(reason) });
  });

  test('velocity is an interval where the counter is rounded, and unknown at the first reading', () => {
    expect(row('coarse')?.velocity).toMatchObject({ kind: 'below-resolution', low: expect.any(Number) });
    expect(row('calm')?.velocity).toMatchObject({ kind: 'measured' });
    expect(row('new')?.velocity).toMatchObject({ kind: 'unknown' });
  });

  test('episodes: open ones first, then the newest; an open one has grown with the readings since', () => {
    expect(board.episodes.map(({ opened }) => opened.hashtag)).toEqual(['hot', 'hotter', 'calm']);
    expect(board.episodes[0]?.over).toBeUndefined();
    expect(board.episodes[1]?.peakViews).toBe(row('hotter')?.last.views);
    expect(board.episodes[2]).toMatchObject({ over: { kind: 'over' }, peakViews: 460_000 });
  });
});

describe('the bars', () => {
  const perHour = (bars: readonly Bar[]) => bars.map((bar) => bar.perHour);

  test('a steady 60 views an hour is 60 in every bar that has readings', () => {
    const bars = barsOf(series('a', { start: 1_000, rate: () => 60 }), NOW);
    expect(bars).toHaveLength(56);
    expect(bars.at(-1)?.to).toBe(NOW);
    for (const value of perHour(bars)) expect(value).toBeCloseTo(60);
  });

  test('hours without readings are missing, never zero; the growth over them is shown nowhere', () => {
    const readings = series('a', { start: 1_000, rate: () => 60, has: (hour) => hour < 430 || hour > 449 });
    const missing = barsOf(readings, NOW).filter(({ perHour: value }) => value === undefined);
    expect(missing.length).toBeGreaterThanOrEqual(6);
    for (const value of perHour(barsOf(readings, NOW))) {
      if (value !== undefined) expect(value).toBeCloseTo(60);
    }
  });

  test('a run that comes every four hours leaves no gaps', () => {
    const readings = series('a', { start: 1_000, rate: () => 60, has: (hour) => hour % 4 === 3 });
    expect(perHour(barsOf(readings, NOW))).not.toContain(undefined);
  });

  test('a dip that comes back is no growth', () => {
    const readings = series('a', { start: 90_000, rate: () => 0 });
    const dipped = readings.map((one) => (one.at === NOW - 30 * HOUR_MS ? { ...one, views: 80_000 } : one));
    expect(new Set(perHour(barsOf(dipped, NOW)))).toEqual(new Set([0]));
  });
});

describe('the page', () => {
  const page = renderPage(board);

  test('the same board gives the same bytes', () => {
    expect(renderPage(boardOf(records()))).toBe(page);
  });

  test('has no script, no address to load from, and no style outside its policy', () => {
    expect(page).not.toMatch(/<script|<iframe|<img|<link rel="stylesheet"|@import|url\(/);
    expect(page).not.toMatch(/\sstyle="|\son[a-z]+="/);
    expect(page).toMatch(/content="default-src 'none'; style-src 'sha256-[\w+/]+={0,2}'/);
  });

  test('strangers’ text is escaped, hidden characters are gone, and only pages of TikTok are linked', () => {
    expect(page).toContain('&lt;script&gt;document.title=&quot;owned&quot;&lt;/script&gt;');
    expect(page).toContain('@maker&lt;b&gt;0');
    expect(page).not.toContain(HOSTILE[1]);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
    expect(links.filter((address) => !/^https:\/\/www\.tiktok\.com\/|^data:,$/.test(address ?? ''))).toEqual(
      [],
    );
    const bidi = renderPage(boardOf({ ...records(), events: [withCaption(HOSTILE[3] ?? '')] }));
    expect(bidi).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(bidi).toContain('evil javascript:alert(1) &amp; &amp;lt;b&amp;gt;');
  });

  test('data that is hours old is marked, fresh data is not', () => {
    const [late, calm] = ['late', 'calm'].map((name) =>
      page.slice(page.indexOf(`<bdi>#${name}</bdi>`)).slice(0, 250),
    );
    expect(late).toMatch(/<small class="stale">read <time [^>]*>5 h<\/time> ago/);
    expect(calm).toMatch(/<small>read <time [^>]*>0 min<\/time> ago/);
  });

  test('says in words what the chart shows, gaps included', () => {
    expect(page).toMatch(
      /aria-label="#hotter: views gained an hour over 7 days, at most \d\.\d+K, latest \d/,
    );
    expect(page).toMatch(/aria-label="#late: [^"]*; no readings for about \d+ hours"/);
  });

  test('an empty history is a page too, and simulated records say what they are', () => {
    const empty = renderPage(boardOf({ ...records(), readings: [], events: [], origin: 'simulated' }));
    expect(empty).toContain('<h1>No readings yet</h1>');
    expect(empty).toContain('<title>Simulated: No readings yet');
    expect(empty).toContain('Watched, but not sampled yet:');
    expect(page).not.toMatch(/>Simulated/);
  });

  test('one hashtag alone names itself in the headline', () => {
    const one = { ...records(), watched: ['hot', 'calm'] };
    expect(renderPage(boardOf(one))).toContain('<h1>#hot is breaking out</h1>');
    expect(renderPage(boardOf({ ...one, watched: ['calm'] }))).toContain('<h1>Nothing is breaking out</h1>');
  });
});

function withCaption(caption: string) {
  const opened = records().events.find((event) => event.kind === 'opened' && event.hashtag === 'hot');
  if (opened?.kind !== 'opened') throw new Error('the records have no open episode');
  const [driver] = opened.alert.drivers;
  if (driver === undefined) throw new Error('the alert has no driver');
  return { ...opened, alert: { ...opened.alert, drivers: [{ ...driver, caption }] } };
}
