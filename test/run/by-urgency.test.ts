import { expect, test } from 'vitest';
import { byUrgency } from '../../src/run/report-text.ts';
import { play, sampleOf, watchOf } from '../support/given.ts';

/** One judgement for each hashtag: it had 1,000,003 views an hour ago, or is new. */
const judged = (hashtag: string, views: number | 'new') => {
  const samples = [sampleOf(0, 1_000_003, { hashtag }), sampleOf(1, Number(views), { hashtag })];
  const line = play(views === 'new' ? samples.slice(0, 1) : samples, watchOf(hashtag));
  return line.slice(-1);
};

test('breakouts come first, then the fastest; what has no velocity yet comes last', () => {
  const judgements = [
    ...judged('new', 'new'),
    ...judged('slow', 1_001_003),
    ...judged('falling', 999_903),
    ...judged('quick', 1_050_003),
    ...judged('hot', 1_200_003),
  ];
  expect(byUrgency(judgements).map(({ watch }) => watch.hashtag)).toEqual([
    ...['hot', 'quick', 'slow', 'falling', 'new'],
  ]);
});
