import { describe, expect, test } from 'vitest';
import { BALANCED, everyHours, feed, isNews, judgeOne, reading, scoreOf, series } from './feed.ts';

const WEEK_AND_MORE = 24 * 9;

describe('cold start, gaps and bad readings say what they are', () => {
  const life = series(everyHours(1, 24 * 20), 1e6, () => 1000);

  test('three days of learning are counted, and nothing is called then', () => {
    const judged = feed(life);
    expect(judged[0]?.verdict).toMatchObject({ kind: 'learning', day: 1, days: 3 });
    expect(judged[30]?.verdict).toEqual({
      kind: 'learning',
      day: 2,
      days: 3,
      reason: 'Learning what is usual here: day 2 of 3.',
    });
    expect(judged[71]?.verdict.kind).toBe('learning');
    expect(judged[72]?.verdict).toMatchObject({ kind: 'quiet', threshold: 10 });
    expect(judged[24 * 14]?.verdict).toMatchObject({ kind: 'quiet', threshold: 8 });
  });

  test('after a gap of more than a week it learns for a day and says why', () => {
    const resumed = life.map((one) => ({ ...one, at: one.at + (24 * 20 + WEEK_AND_MORE) * 3.6e6 }));
    const judged = feed([...life, ...resumed]).slice(life.length);
    expect(judged[3]?.verdict).toEqual({
      kind: 'learning',
      day: 1,
      days: 1,
      reason: 'Learning after a gap of more than a week: day 1 of 1.',
    });
    expect(judged[24]?.verdict.kind).toBe('quiet');
  });

  test('a gap of a year never alerts by itself, however much the counter grew', () => {
    const judged = feed([
      ...life,
      reading(24 * 400, 9e9),
      reading(24 * 400 + 1, 9e9),
      reading(24 * 400 + 2, 9e9),
    ]);
    expect(judged.some((one) => isNews(one.verdict))).toBe(false);
  });

  test('one reading from a clock that ran a year ahead does not silence the hashtag for a year', () => {
    const judged = feed([...life.slice(0, 400), reading(24 * 400, 1_500_000), ...life.slice(400)]);
    expect(judged.at(-1)?.verdict.kind).toBe('quiet');
  });

  test('a first reading that cannot be used leaves no memory', () => {
    expect(judgeOne(undefined, reading(0, 0), BALANCED)).toMatchObject({
      memory: undefined,
      verdict: { kind: 'unjudged', cause: 'not-a-count' },
    });
  });

  test('an older reading is named as such', () => {
    const memory = feed(life).at(-1)?.memory;
    expect(judgeOne(memory, reading(5, 1_005_000), BALANCED).verdict).toEqual({
      kind: 'unjudged',
      cause: 'out-of-order',
      reason:
        'The reading of 2026-03-01T05:00:00Z is older than the last one, of 2026-03-20T23:00:00Z, so it was left out.',
    });
  });

  test('a breakout once called goes on below the bar until it has been calm for six hours', () => {
    const rate = (hour: number) => (hour < 500 ? 1000 : hour < 530 ? 12_000 : 800);
    const judged = feed(series(everyHours(1, 700), 1e6, rate));
    const news = judged.filter((one) => isNews(one.verdict)).map((one) => one.hour);
    const first = news[0] ?? 0;
    expect(news).toEqual(Array.from({ length: news.length }, (_, index) => first + index));
    const last = judged.find((one) => one.hour === news.at(-1));
    expect(scoreOf(last?.verdict)).toBeLessThan(4);
    expect(judged.find((one) => one.hour === (news.at(-1) ?? 0) + 1)?.verdict.kind).toMatch(/quiet|watch/);
  });
});
