import { foldHashtag } from '../readings/fold.ts';
import { isNearHashtag } from '../readings/renames.ts';
import type { Sample } from '../readings/sample.ts';
import type { Video } from '../readings/video.ts';
import { DAY_MS } from '../text/time.ts';
import { type CompanionHistory, type CompanionPast, dayOf, type Use } from './companion-history.ts';
import { discoveryLimit } from './count-tails.ts';
import type { Discovery, DiscoveryEvent } from './discovery.ts';
import { isEvergreen } from './evergreen.ts';
import { recentVideos } from './observe-companions.ts';
import { countCreators, type Rise, riseOf, viewsOf } from './rise.ts';

/** Of what a day proposes, at most this part is to be chance. Every word on record is looked at in 24 runs a day. */
const FALSE_PART_MAX = 0.05 / 24;
/** Until so many days are on record everything is new, and nothing is news. */
export const LEARNING_DAYS = 7;
/** Limits: for one run, and for any day. What has to wait is found by a later run if it still rises. */
const FOUND_A_RUN_MAX = 3;
const FOUND_A_DAY_MAX = 10;
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
  const { now, events, samples } = search;
  const { since = now } = history;
  if (now - since < LEARNING_DAYS * DAY_MS) return [];
  const lately = events.filter(({ kind, at }) => kind === 'found' && at > now - DAY_MS).length;
  return risingIn(history, search, since)
    .toSorted(
      (a, b) => a.chance - b.chance || b.creators - a.creators || (a.companion < b.companion ? -1 : 1),
    )
    .slice(0, Math.max(0, Math.min(FOUND_A_DAY_MAX - lately, FOUND_A_RUN_MAX)))
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

interface Rising extends Rise {
  readonly companion: string;
  readonly past: CompanionPast;
}

/** What rises more than chance explains, over all words that stood in the lists of the last day. */
function risingIn(
  { companions, rolledCreators }: CompanionHistory,
  search: CompanionSearch,
  since: number,
): readonly Rising[] {
  const { now, samples } = search;
  const views = viewsOf({ companions, rolledCreators }, samples, now);
  const looked = [...companions].filter(([, { uses }]) => (uses.at(-1)?.at ?? 0) > now - DAY_MS);
  const risen = looked.flatMap(([companion, past]): readonly Rising[] => {
    const rise = riseOf(past, views, now, since);
    return rise === undefined || !isWanted(companion, search) ? [] : [{ companion, past, ...rise }];
  });
  const limit = discoveryLimit(
    risen.map(({ chance }) => chance),
    looked.length,
    FALSE_PART_MAX,
  );
  return risen.filter(({ chance }) => chance <= limit);
}

/** Neither watched, nor excluded, nor declined, nor proposed lately. */
function isWanted(companion: string, { now, watched, never, events }: CompanionSearch): boolean {
  if (watched.has(companion) || isEvergreen(companion)) return false;
  if ([...watched].some((hashtag) => isNearHashtag(companion, hashtag))) return false;
  if (never.some((word) => foldHashtag(word) === foldHashtag(companion))) return false;
  return !events.some(
    (event) =>
      event.companion === companion && (event.kind === 'declined' || event.at > now - REPEAT_DAYS * DAY_MS),
  );
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
