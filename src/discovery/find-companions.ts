import { foldHashtag } from '../readings/fold.ts';
import { isNearHashtag } from '../readings/renames.ts';
import type { Sample } from '../readings/sample.ts';
import type { Video } from '../readings/video.ts';
import { DAY_MS, HOUR_MS } from '../text/time.ts';
import { type CompanionHistory, type CompanionPast, dayOf, isCommon, type Use } from './companion-history.ts';
import type { Discovery, DiscoveryEvent } from './discovery.ts';
import { isEvergreen } from './evergreen.ts';
import { recentVideos } from './observe-companions.ts';
import { poissonTail } from './poisson.ts';

/** Creators in a day from which on a companion may be proposed. */
const CREATORS_MIN = 8;
/** How rarely the baseline alone brings so many, at most. There are a thousand companions, and 24 runs a day. */
const CHANCE_MAX = 1e-5;
/** What a companion may have had a day unseen: the first creator of one is not recorded. */
const UNSEEN_CREATORS_A_DAY = 0.75;
/** Against the baseline, and against the best day of the last four weeks: what comes every week is no news. */
const TIMES_BASELINE_MIN = 4;
const TIMES_BEST_DAY_MIN = 2;
/** It still rises: the last six hours bring more than their quarter of the day's creators, by this factor. */
const LATE_HOURS = 6;
const LATE_FACTOR_MIN = 1.25;
/** Beside fewer hashtags than this it has at least this share of their posts: in a breakout every word has more. */
const HASHTAGS_WIDE = 3;
const SHARE_MIN = 0.025;
/** Until so many days are on record everything is new, and nothing is news. */
const LEARNING_DAYS = 7;
/** Limits: for one run, and for any week. */
const FOUND_A_RUN_MAX = 3;
const FOUND_A_WEEK_MAX = 10;
const EXAMPLES_MAX = 3;
const BESIDE_MAX = 5;
/** One that was proposed is proposed again after so many days, if it rises again. A person's no has no end. */
const REPEAT_DAYS = 60;

export interface CompanionSearch {
  readonly now: number;
  readonly watched: ReadonlySet<string>;
  /** Words of the watchlist that are never proposed. */
  readonly never: readonly string[];
  readonly samples: readonly Sample[];
  /** What was found and declined before. */
  readonly events: readonly DiscoveryEvent[];
}

/** The companions that rise in the day before `now` and are to be proposed, the least likely by chance first. */
export function findCompanions(history: CompanionHistory, search: CompanionSearch): readonly Discovery[] {
  const { now, events, samples, watched } = search;
  const { since = now } = history;
  if (now - since < LEARNING_DAYS * DAY_MS) return [];
  const lately = events.filter(({ kind, at }) => kind === 'found' && at > now - 7 * DAY_MS).length;
  const rising = [...history.companions].flatMap(([companion, past]) => {
    const rise = riseOf(past, now, since);
    const isNews = rise !== undefined && isWide(rise, samples) && isWanted(companion, search);
    return isNews ? [{ companion, past, ...rise }] : [];
  });
  return rising
    .filter(({ companion }) => ![...watched].some((hashtag) => isNearHashtag(companion, hashtag)))
    .toSorted(
      (a, b) => a.chance - b.chance || b.creators - a.creators || (a.companion < b.companion ? -1 : 1),
    )
    .slice(0, Math.max(0, Math.min(FOUND_A_WEEK_MAX - lately, FOUND_A_RUN_MAX)))
    .map(({ companion, past, uses, creators, usual }) => ({
      at: now,
      companion,
      firstSeenAt: firstSeen(past, now),
      creators,
      usualCreatorsPerDay: Number(usual.toPrecision(2)),
      beside: besideOf(uses),
      videos: examplesOf(companion, samples),
    }));
}

/** Neither watched, nor excluded, nor declined, nor proposed lately. */
function isWanted(companion: string, { now, watched, never, events }: CompanionSearch): boolean {
  if (watched.has(companion) || isEvergreen(companion)) return false;
  if (never.some((word) => foldHashtag(word) === foldHashtag(companion))) return false;
  return !events.some(
    (event) =>
      event.companion === companion && (event.kind === 'declined' || event.at > now - REPEAT_DAYS * DAY_MS),
  );
}

interface Rise {
  readonly uses: readonly Use[];
  readonly creators: number;
  /** Creators a day before. */
  readonly usual: number;
  /** How likely the baseline alone brings so many. */
  readonly chance: number;
}

/** Whether a companion has more creators in the last day than its past explains, and goes on rising. */
function riseOf(past: CompanionPast, now: number, since: number): Rise | undefined {
  const { uses, creatorsByDay } = past;
  const today = uses.filter(({ at }) => at > now - DAY_MS);
  const creators = countCreators(today);
  if (creators < CREATORS_MIN || isCommon(past, now)) return undefined;
  const late = countCreators(today.filter(({ at }) => at > now - LATE_HOURS * HOUR_MS));
  if (late * 24 < creators * LATE_HOURS * LATE_FACTOR_MIN) return undefined;
  const firstOfDay = dayOf(now - DAY_MS);
  // Of the day on which the last 24 hours began, the hours before them.
  const morning = uses.filter(({ at }) => dayOf(at) === firstOfDay && at <= now - DAY_MS);
  const days = [...creatorsByDay].filter(([day]) => day < firstOfDay).map(([, count]) => count);
  const before = [...days, countCreators(morning)];
  const usual = before.reduce((sum, count) => sum + count, 0) / ((now - DAY_MS - since) / DAY_MS);
  const chance = poissonTail(usual + UNSEEN_CREATORS_A_DAY, creators);
  const isRise =
    chance <= CHANCE_MAX &&
    creators >= usual * TIMES_BASELINE_MIN &&
    creators >= Math.max(...before) * TIMES_BEST_DAY_MIN;
  return isRise ? { uses: today, creators, usual, chance } : undefined;
}

function countCreators(uses: readonly Use[]): number {
  return new Set(uses.map(({ mark }) => mark)).size;
}

/** Whether it stands beside several hashtags, or is a good part of what is posted under one or two. */
function isWide({ uses, creators }: Rise, samples: readonly Sample[]): boolean {
  const hashtags = new Set(uses.map(({ hashtag }) => hashtag));
  if (hashtags.size >= HASHTAGS_WIDE) return true;
  const own = samples.filter(({ hashtag }) => hashtags.has(hashtag));
  return creators >= SHARE_MIN * own.reduce((sum, sample) => sum + seenPerDay(sample), 0);
}

/** Posts that a day's runs see of a hashtag at most, since a listing has 20. */
const SEEN_A_DAY_MAX = 480;

/** How many posts of a hashtag a day's runs see at the pace of its newest ones: so many in the time that they span. */
function seenPerDay(sample: Sample): number {
  const posted = recentVideos(sample).map(({ postedAt }) => postedAt);
  const days = Math.max(1, sample.at - Math.min(...posted)) / DAY_MS;
  return posted.length === 0 ? 0 : Math.min(posted.length / Math.min(1, days), SEEN_A_DAY_MAX);
}

/** When it was first seen: to the run within the last days, to the day before. */
function firstSeen({ uses, creatorsByDay }: CompanionPast, now: number): number {
  const first = uses[0]?.at ?? now;
  return [...creatorsByDay.keys()]
    .filter((day) => day < dayOf(first))
    .reduce((earliest, day) => Math.min(earliest, day * DAY_MS), first);
}

function besideOf(uses: readonly Use[]): Discovery['beside'] {
  return [...Map.groupBy(uses, ({ hashtag }) => hashtag)]
    .map(([hashtag, own]) => ({ hashtag, creators: countCreators(own) }))
    .toSorted((a, b) => b.creators - a.creators || (a.hashtag < b.hashtag ? -1 : 1))
    .slice(0, BESIDE_MAX);
}

/** Videos that carry the companion in the listings of this run: one a creator, the most views first. */
function examplesOf(companion: string, samples: readonly Sample[]): Discovery['videos'] {
  const carrying = samples
    .flatMap(recentVideos)
    .filter(({ hashtags = [] }) => hashtags.includes(companion))
    .toSorted((a, b) => (b.views ?? 0) - (a.views ?? 0) || (a.id < b.id ? -1 : 1));
  const byCreator = new Map<string, Video>();
  for (const video of carrying) {
    const voice = video.creator?.toLowerCase() ?? video.id;
    if (!byCreator.has(voice)) byCreator.set(voice, video);
  }
  return [...byCreator.values()]
    .slice(0, EXAMPLES_MAX)
    .map(({ id, creator }) => ({ id, ...(creator !== undefined && { creator }) }));
}
