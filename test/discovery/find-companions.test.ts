import { describe, expect, test } from 'vitest';
import type { Discovery } from '../../src/discovery/discovery.ts';
import type { Video } from '../../src/readings/video.ts';
import { hour, post, record } from './given.ts';

/** Nine days of a post an hour under each hashtag, then a day in which `news` stands in some of them. */
function days(
  news: (at: number) => Readonly<Record<string, readonly Video[]>>,
  options: { readonly never?: readonly string[]; readonly declined?: string } = {},
): readonly Discovery[] {
  const { run, events } = record(['booktok', 'books'], options.never);
  if (options.declined !== undefined)
    events.push({ kind: 'declined', at: hour(0), companion: options.declined });
  const found: Discovery[] = [];
  for (let at = 1; at <= 240; at += 1) {
    const plain = { booktok: [post(at, `reader${at}`, ['booktok', 'fyp'])], books: [post(at, `b${at}`, [])] };
    found.push(
      ...run(at, at <= 216 ? { ...plain, ...before(at), ...weekBefore(at) } : { ...plain, ...news(at) }),
    );
  }
  return found;
}

/** A word that three creators use every other day. */
function before(at: number): Readonly<Record<string, readonly Video[]>> {
  if (at % 48 > 2) return {};
  return { books: [post(at, `r${at}`, ['readathon']), post(at, `s${at}`, ['readathon'])] };
}

/** A word that many use for some hours of one day. */
function weekBefore(at: number): Readonly<Record<string, readonly Video[]>> {
  if (at < 49 || at > 56) return {};
  return { booktok: [post(at, `w${at}`, ['weekly']), post(at, `v${at}`, ['weekly'])] };
}

const rising = (name: string) => (at: number) => ({
  booktok: at < 224 ? [] : [post(at, `one${at}`, [name, 'booktok']), post(at, `two${at}`, [name])],
});

describe('a companion is found', () => {
  test('when many creators begin to use it, with where, since when and by whom', () => {
    const [found, ...more] = days(rising('romantasy'));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      companion: 'romantasy',
      firstSeenAt: hour(224),
      usualCreatorsPerDay: 0,
      beside: [{ hashtag: 'booktok', creators: 8 }],
      creators: 8,
      at: hour(227),
    });
    expect(found?.videos).toHaveLength(3);
  });

  test('once, although it goes on rising', () => {
    expect(days(rising('romantasy'))).toHaveLength(1);
  });

  test.each<readonly [string, (at: number) => Readonly<Record<string, readonly Video[]>>]>([
    ['one creator posts it again and again', (at) => ({ booktok: [post(at, 'spammer', ['buynow'])] })],
    [
      'it stands under everything',
      (at) => ({ booktok: [post(at, `a${at}`, ['fypシ']), post(at, `c${at}`, ['fypシ'])] }),
    ],
    ['it is a watched one', rising('books')],
    ['it is a watched one, misspelt', rising('boktok')],
    ['it has always been as common', (at) => before(at % 48 === 0 ? 48 : 49)],
    ['its videos are years old', (at) => ({ booktok: [post(-9000, `old${at}`, ['vintage'])] })],
    [
      'as many used it on a day of the week before',
      (at) => ({ booktok: at > 224 ? [] : [post(at, `w${at}`, ['weekly']), post(at, `v${at}`, ['weekly'])] }),
    ],
  ])('but not where %s', (_why, news) => {
    expect(days(news)).toEqual([]);
  });

  test('but not where its hashtag breaks out, and each creator uses it no more often than before', () => {
    const { run } = record(['booktok']);
    let posts = 0;
    const found = Array.from({ length: 240 }, (_, at) => {
      const news = Array.from({ length: at < 216 ? 1 : 10 }, () => {
        posts += 1;
        const words = [`topic${Math.floor(posts / 2)}`, ...(posts % 24 < 2 ? ['slowburn'] : [])];
        return post(at, `reader${posts}`, words);
      });
      return run(at, { booktok: news });
    });
    expect(found.flat()).toEqual([]);
  });

  test('but not where the watchlist or a person said no', () => {
    expect(days(rising('romantasy'), { never: ['Romantasy_'.toLowerCase()] })).toEqual([]);
    expect(days(rising('romantasy'), { declined: 'romantasy' })).toEqual([]);
  });

  test('but not in the first week, in which everything is new', () => {
    const { run } = record(['booktok']);
    const found = Array.from({ length: 100 }, (_, at) =>
      run(at, {
        booktok: at < 80 ? [] : [post(at, `a${at}`, ['romantasy']), post(at, `b${at}`, ['romantasy'])],
      }),
    );
    expect(found.flat()).toEqual([]);
  });

  test('of many at once three a run and ten a day', () => {
    const names = Array.from({ length: 15 }, (_, index) => `trend${'abcdefghijklmno'[index]}`);
    const found = days((at) => ({
      booktok: at < 224 ? [] : [post(at, `one${at}`, names), post(at, `two${at}`, names)],
    }));
    expect(found).toHaveLength(10);
    expect(found.filter(({ at }) => at === hour(227))).toHaveLength(3);
  });
});
