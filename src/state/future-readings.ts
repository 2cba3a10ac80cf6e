import type { Judgement } from '../detector/judge.ts';
import { formatCount } from '../text/numbers.ts';
import { HOUR_MS, isoUtc } from '../text/time.ts';

/** Runs overlap and clocks differ; a reading that lies ahead by more is a mistake. */
export const AHEAD_MAX_MS = HOUR_MS;

const NAMED_MAX = 3;

/**
 * Of hashtags whose last reading on record lies ahead of this run: nothing of them is judged until then, since every new
 * reading is older. One sentence, or none.
 */
export function aheadWarnings(judgements: readonly Judgement[]): readonly string[] {
  const ahead = judgements.flatMap(({ reading, before }) =>
    before !== undefined && before.at > reading.at + AHEAD_MAX_MS
      ? [`#${reading.hashtag} of ${isoUtc(before.at)}`]
      : [],
  );
  if (ahead.length === 0) return [];
  const more = ahead.length > NAMED_MAX ? [`${formatCount(ahead.length - NAMED_MAX)} more`] : [];
  const named = [...ahead.slice(0, NAMED_MAX), ...more].join(', ');
  return [
    `data/ holds readings that lie ahead (${named}): until then no new reading of these hashtags is judged. ` +
      'npm run doctor says how to mend that',
  ];
}
