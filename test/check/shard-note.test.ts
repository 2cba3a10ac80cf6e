import { expect, test } from 'vitest';
import { hashtagsInRun, shardNote } from '../../src/check/shard-note.ts';

const HOURLY = { samplesPerDay: 24 };

test.each([
  ['no limit that was met: 50 at once', undefined, 15_000],
  ['five at once', { proven: 5, refused: 6 }, 1_500],
  ['one at once', { proven: 1, refused: 2 }, 300],
  ['ten a minute', { proven: 10, refused: 11, window: { requests: 10, ms: 60_000 } }, 60],
])('what one run reads, with %s', (_what, pace, hashtags) => {
  expect(hashtagsInRun(pace)).toBe(hashtags);
});

test('shards are no subject until one run is too short', () => {
  expect(shardNote(1_500, { proven: 5, refused: 6 }, HOURLY)).toBeUndefined();
});

test('beyond that their number and cost are', () => {
  // 2 jobs of a minute, and 3 of one minute to start and eleven to read a third of 4,000 at 1,500 in twelve.
  expect(shardNote(4_000, { proven: 5, refused: 6 }, HOURLY)).toBe(
    'One run reads about 1,500 hashtags in the 12 minutes that sampling may take, and leaves the others to the next one. To read ' +
      '4,000 hashtags every hour, spread a run over 3 shards, each with an API key of its own: about 27,360 minutes of GitHub Actions ' +
      'a month (docs/shards.md).',
  );
});
