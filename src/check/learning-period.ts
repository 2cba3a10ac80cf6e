import type { HashtagMemory } from '../detector/memory.ts';
import { chancePerMonth } from '../detector/momentum/calibration.ts';
import { YOUNG_DAYS } from '../detector/momentum/judge-momentum.ts';
import { LEARNING_DAYS } from '../detector/momentum/observe.ts';
import { scoreThreshold } from '../detector/momentum/score-threshold.ts';
import type { Watch } from '../settings/settings.ts';
import { DAY_MS, HOUR_MS, isoUtc } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** A hashtag whose own normal has yet to be learnt. Instants are ISO 8601 in UTC. */
export interface LearningHashtag {
  readonly hashtag: string;
  /** Its first reading in the record; null where it has none, and the other instants count from now. */
  readonly since: string | null;
  /** From when the classic rule works: the second reading; null where that rule is not asked. */
  readonly classicFrom: string | null;
  /** From when the breakout rule works, its bar two points higher at first; null where that rule is not asked. */
  readonly breakoutFrom: string | null;
  /** From when its bar stands where the watchlist puts it; null where that rule is not asked. */
  readonly settledFrom: string | null;
  /** From when the rule on new videos can tell: its hours of readings; absent where the hashtag has no such rule. */
  readonly postsFrom?: string;
  /** Months for one false alarm at its bar, by docs/detection.md; null where the breakout rule is not asked. */
  readonly falseAlarmEveryMonths: number | null;
}

/**
 * The hashtags of a watchlist that are new to the record, or still being learnt at `now`.
 * @param memoryOf what the record has taught of a hashtag
 * @param everyHours hours from one sample to the next
 */
export function learningHashtags(
  { watches }: Watchlist,
  memoryOf: (hashtag: string) => HashtagMemory | undefined,
  { now, everyHours }: { readonly now: number; readonly everyHours: number },
): readonly LearningHashtag[] {
  return watches.flatMap((watch) => {
    const learnt = memoryOf(watch.hashtag)?.breakout;
    const since = learnt?.startedAt ?? now;
    if (learnt !== undefined && since + YOUNG_DAYS * DAY_MS <= now) return [];
    const learntFrom = learnt?.learningUntil ?? now + LEARNING_DAYS * DAY_MS;
    return [newcomer(watch, learnt && since, since, { learntFrom, everyHours })];
  });
}

function newcomer(
  { hashtag, rule, sensitivity, posts }: Watch,
  first: number | undefined,
  since: number,
  { learntFrom, everyHours }: { readonly learntFrom: number; readonly everyHours: number },
): LearningHashtag {
  const isJudged = rule !== 'classic';
  return {
    hashtag,
    since: first === undefined ? null : isoUtc(first),
    classicFrom: rule === 'breakout' ? null : isoUtc(since + everyHours * HOUR_MS),
    breakoutFrom: isJudged ? isoUtc(learntFrom) : null,
    settledFrom: isJudged ? isoUtc(since + YOUNG_DAYS * DAY_MS) : null,
    ...(posts !== undefined && { postsFrom: isoUtc(since + Math.max(posts.hours, everyHours) * HOUR_MS) }),
    falseAlarmEveryMonths: isJudged
      ? Math.round(10 / chancePerMonth(scoreThreshold(sensitivity))) / 10
      : null,
  };
}
