import type { Sample } from '../readings/sample.ts';
import { DAY_MS } from '../text/time.ts';
import { type CompanionHistory, type CompanionPast, dayOf, isCommon, type Use } from './companion-history.ts';
import { countTail } from './count-tails.ts';
import { recentVideos } from './observe-companions.ts';

/** Creators in a day from which on a companion may be proposed. */
const CREATORS_MIN = 8;
/** Against the baseline, and against the best two days in a row: what comes every week is no news. */
const TIMES_BASELINE_MIN = 4;
const TIMES_BEST_DAYS_MIN = 1.5;
/** What is believed of a companion before anything is seen: a part of one creator in so many. */
const PRIOR_SHAPE = 0.25;
const PRIOR_CREATORS = 10;
/** How often a companion may have been in the lists without two creators at once, in standard deviations. */
const UNSEEN_DEVIATIONS = 1.5;

/** A companion with more creators in the last day than its past explains. */
export interface Rise {
  /** Of the last day. */
  readonly uses: readonly Use[];
  readonly creators: number;
  /** Creators a day before. */
  readonly usual: number;
  /** How likely the past alone brings so many. */
  readonly chance: number;
}

/** What the runs see of the watched hashtags, by hashtag. */
export interface Views {
  /** How far its list reaches back, days. */
  readonly reach: ReadonlyMap<string, number>;
  /** Creators with any companion, in the last day and summed over the days before. */
  readonly today: ReadonlyMap<string, number>;
  readonly before: ReadonlyMap<string, number>;
}

/** What was seen of each watched hashtag, in the day before `now` (ms) and before that. */
export function viewsOf(history: CompanionHistory, samples: readonly Sample[], now: number): Views {
  const today = new Map<string, Set<string>>();
  const before = new Map<string, Set<string>>();
  for (const { uses } of history.companions.values()) {
    for (const { at, hashtag, mark } of uses) {
      const isToday = at > now - DAY_MS;
      const sets = isToday ? today : before;
      const set = sets.get(hashtag) ?? new Set();
      sets.set(hashtag, set.add(isToday ? mark : `${dayOf(at)} ${mark}`));
    }
  }
  const hashtags = new Set([...before.keys(), ...history.rolledCreators.keys()]);
  const sum = (hashtag: string): number =>
    (before.get(hashtag)?.size ?? 0) + (history.rolledCreators.get(hashtag) ?? 0);
  return {
    reach: new Map(samples.map((sample) => [sample.hashtag, reachOf(sample)])),
    today: new Map([...today].map(([hashtag, marks]) => [hashtag, marks.size])),
    before: new Map([...hashtags].map((hashtag) => [hashtag, sum(hashtag)])),
  };
}

/** From the oldest video that counts to the reading, days. */
function reachOf(sample: Sample): number {
  const posted = recentVideos(sample).map(({ postedAt }) => postedAt);
  return Math.max(0, sample.at - Math.min(sample.at, ...posted)) / DAY_MS;
}

/** Whether a companion has more creators in the last day than its own past and that of its hashtags explain. */
export function riseOf(past: CompanionPast, views: Views, now: number, since: number): Rise | undefined {
  const uses = past.uses.filter(({ at }) => at > now - DAY_MS);
  const creators = countCreators(uses);
  if (creators < CREATORS_MIN || isCommon(past, now)) return undefined;
  const days = (now - DAY_MS - since) / DAY_MS;
  const before = creatorsBefore(past, now);
  const seen = before.reduce((sum, count) => sum + count, 0);
  const usual = seen / days;
  const best = before.reduce((most, count, index) => Math.max(most, count + (before[index + 1] ?? 0)), 0);
  if (creators < usual * TIMES_BASELINE_MIN || creators < best * TIMES_BEST_DAYS_MIN) return undefined;
  const unseen = UNSEEN_DEVIATIONS * Math.sqrt(days / Math.max(1 / 24, reachWhere(uses, views)));
  const byDays = countTail({ shape: seen + unseen, past: days }, 1, creators);
  return {
    uses,
    creators,
    usual,
    chance: Math.max(byDays, chanceByCreators(past, uses, creators, views, now)),
  };
}

/** Creators by UTC day, the first first, the days without any too; of the last one the hours before the last day. */
function creatorsBefore({ uses, creatorsByDay }: CompanionPast, now: number): readonly number[] {
  const last = dayOf(now - DAY_MS);
  const first = Math.min(last, ...creatorsByDay.keys());
  const morning = uses.filter(({ at }) => dayOf(at) === last && at <= now - DAY_MS);
  const whole = Array.from({ length: last - first }, (_, index) => creatorsByDay.get(first + index) ?? 0);
  return [...whole, countCreators(morning)];
}

/** How far the lists reach back where the companion stands, days: the mean over its uses. */
function reachWhere(uses: readonly Use[], { reach }: Views): number {
  return uses.reduce((sum, { hashtag }) => sum + (reach.get(hashtag) ?? 0), 0) / uses.length;
}

/**
 * How likely so many of the last day's creators use it if the same part of them does as before, beside the hashtags where it
 * stands. In a breakout there are more creators, and so more of every word.
 */
function chanceByCreators(
  past: CompanionPast,
  uses: readonly Use[],
  creators: number,
  { today, before }: Views,
  now: number,
): number {
  const hashtags = new Set(uses.map(({ hashtag }) => hashtag));
  const sum = (counts: ReadonlyMap<string, number>): number =>
    [...hashtags].reduce((total, hashtag) => total + (counts.get(hashtag) ?? 0), 0);
  const usesBefore = past.uses.filter(
    ({ at, hashtag }) => at <= now - DAY_MS && hashtags.has(hashtag),
  ).length;
  const shape = PRIOR_SHAPE + usesBefore + sum(past.rolledBeside);
  return countTail({ shape, past: PRIOR_CREATORS + sum(before) }, sum(today), creators);
}

/** Different creators. */
export function countCreators(uses: readonly Use[]): number {
  return new Set(uses.map(({ mark }) => mark)).size;
}
