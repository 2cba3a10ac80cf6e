import { distinctVideos } from '../readings/newest-videos.ts';
import type { Sample } from '../readings/sample.ts';
import type { Video } from '../readings/video.ts';
import { textKey } from '../text/text-key.ts';
import { DAY_MS, MINUTE_MS } from '../text/time.ts';
import { type CompanionHistory, dayOf, isCommon } from './companion-history.ts';
import { type CompanionLine, markOf, marksIn, type Reactions, type Uses } from './companion-line.ts';
import { isEvergreen } from './evergreen.ts';

/** A video says what comes up for so long after it was posted. TikTok lists years-old hits among the newest. */
export const RECENT_MS = 2 * DAY_MS;
/** A companion is on record from so many creators in one run on, so that the countless ones of one creator cost nothing. */
const CREATORS_MIN = 2;
const SOUND_CREATORS_MIN = 3;
/** What was on record so recently is followed from one creator on. */
const FOLLOWED_MS = 1.5 * DAY_MS;
/** Creators of one companion that a UTC day keeps. */
const CREATORS_A_DAY_MAX = 32;
/** One that is always there is recorded on one day in four only, just enough to be known as that. */
const COMMON_CREATORS_A_DAY_MAX = 3;
const COMMON_EVERY_DAYS = 4;
/** Limits for one run, and for a watchlist of any size. */
const USES_A_RUN_MAX = 600;

/** A companion or a sound that one creator used beside a watched hashtag. */
interface Found {
  readonly hashtag: string;
  readonly name: string;
  readonly mark: string;
}

/** The videos of a listing that were posted lately. */
export function recentVideos({ listing = [], at }: Sample): readonly Video[] {
  return distinctVideos(listing).filter(
    ({ postedAt }) => postedAt > at - RECENT_MS && postedAt <= at + MINUTE_MS,
  );
}

/** The creator of a video as one voice. A video without a handle is one of its own. */
export function creatorMark({ creator, id }: Pick<Video, 'creator' | 'id'>): string {
  return markOf(textKey(creator?.toLowerCase() ?? id));
}

/**
 * What the listings of a run bring that is not on record yet; undefined where that is nothing.
 * @param lines those on record, of which `history` is made
 * @param watched the hashtags of the watchlist, which are no companions
 */
export function observeCompanions(
  history: CompanionHistory,
  lines: readonly CompanionLine[],
  samples: readonly Sample[],
  watched: ReadonlySet<string>,
): CompanionLine | undefined {
  const listed = samples.map((sample) => ({ sample, videos: recentVideos(sample) }));
  const at = samples.reduce((latest, one) => Math.max(latest, one.at), 0);
  const companions = listed.flatMap(({ sample: { hashtag }, videos }) =>
    videos.flatMap((video) =>
      (video.hashtags ?? [])
        .filter((name) => !watched.has(name) && name !== hashtag && !isEvergreen(name))
        .map((name): Found => ({ hashtag, name, mark: creatorMark(video) })),
    ),
  );
  const news = Map.groupBy(newUses(history, companions, at), ({ hashtag }) => hashtag);
  const beside = [...news].map(([hashtag, own]): readonly [string, Uses] => [hashtag, usesOf(own)]);
  const videos = listed.flatMap((one) => one.videos);
  const sounds = usesOf(newSounds(lines, videos, at));
  const titles = titlesOf(lines, videos, Object.keys(sounds));
  const reactions = newReactions(lines, listed, at);
  const line = {
    at,
    beside: Object.fromEntries(beside.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ...(Object.keys(sounds).length > 0 && { sounds }),
    ...(Object.keys(titles).length > 0 && { titles }),
    ...(Object.keys(reactions).length > 0 && { reactions }),
  };
  return beside.length === 0 && Object.keys(line).length === 2 ? undefined : line;
}

function newUses(history: CompanionHistory, found: readonly Found[], now: number): readonly Found[] {
  const kept = [...Map.groupBy(found, ({ name }) => name)].flatMap(([name, all]) => {
    const past = history.companions.get(name);
    const uses = past?.uses ?? [];
    const isFollowed = uses.some(({ at }) => at > now - FOLLOWED_MS);
    if (!isFollowed && new Set(all.map(({ mark }) => mark)).size < CREATORS_MIN) return [];
    const isRare = past === undefined || !isCommon(past, now);
    if (!isRare && (textKey(name) + dayOf(now)) % COMMON_EVERY_DAYS !== 0) return [];
    const max = isRare ? CREATORS_A_DAY_MAX : COMMON_CREATORS_A_DAY_MAX;
    const known = new Set(uses.filter(({ at }) => at > now - RECENT_MS).map(keyOf));
    const today = new Set(uses.filter(({ at }) => dayOf(at) === dayOf(now)).map(({ mark }) => mark));
    const fresh = once(all.filter((one) => !known.has(keyOf(one))));
    return fresh.slice(0, Math.max(0, max - today.size)).map((one) => ({ one, creators: fresh.length }));
  });
  return kept
    .toSorted((a, b) => b.creators - a.creators || (a.one.name < b.one.name ? -1 : 1))
    .slice(0, USES_A_RUN_MAX)
    .map(({ one }) => one);
}

/** Sounds that several creators use at once. */
function newSounds(lines: readonly CompanionLine[], videos: readonly Video[], now: number): readonly Found[] {
  const found = videos.flatMap((video): readonly Found[] =>
    video.sound === undefined ? [] : [{ hashtag: '', name: video.sound.id, mark: creatorMark(video) }],
  );
  const recent = lines.filter(({ at }) => at > now - RECENT_MS);
  return [...Map.groupBy(found, ({ name }) => name)]
    .flatMap(([name, all]) => {
      const fresh = once(all);
      if (fresh.length < SOUND_CREATORS_MIN) return [];
      const known = recent.flatMap(({ sounds }) => {
        const marks = sounds?.[name];
        return typeof marks === 'string' ? marksIn(marks) : [];
      });
      if (known.length >= CREATORS_A_DAY_MAX) return [];
      return fresh.filter(({ mark }) => !known.includes(mark));
    })
    .slice(0, USES_A_RUN_MAX);
}

function once(found: readonly Found[]): readonly Found[] {
  return [...new Map(found.map((one) => [keyOf(one), one])).values()];
}

function keyOf({ hashtag, mark }: Pick<Found, 'hashtag' | 'mark'>): string {
  return `${mark}${hashtag}`;
}

function usesOf(found: readonly Found[]): Uses {
  const uses = [...Map.groupBy(found, ({ name }) => name)].map(([name, all]): readonly [string, string] => [
    name,
    all.map(({ mark }) => mark).join(''),
  ]);
  return Object.fromEntries(uses.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The titles of sounds that are not on record yet. */
function titlesOf(
  lines: readonly CompanionLine[],
  videos: readonly Video[],
  ids: readonly string[],
): Readonly<Record<string, string>> {
  const titled = new Set(lines.flatMap(({ titles = {} }) => Object.keys(titles)));
  const named = videos.flatMap(({ sound }) =>
    sound?.title !== undefined && ids.includes(sound.id) && !titled.has(sound.id)
      ? [[sound.id, sound.title] as const]
      : [],
  );
  return Object.fromEntries(named);
}

/** The reactions of hashtags that have none on record for this UTC day, or none that tell likes. */
function newReactions(
  lines: readonly CompanionLine[],
  listed: readonly { readonly sample: Sample; readonly videos: readonly Video[] }[],
  now: number,
): Readonly<Record<string, Reactions>> {
  const today = lines.filter(({ at }) => dayOf(at) === dayOf(now));
  const known = new Map(today.flatMap(({ reactions = {} }) => Object.entries(reactions)));
  const measured = listed.flatMap(({ sample: { hashtag }, videos }) => {
    const before = known.get(hashtag);
    if (before?.likes !== undefined) return [];
    const reactions = reactionsOf(videos);
    const isNews = before === undefined || reactions?.likes !== undefined;
    return reactions === undefined || !isNews ? [] : [[hashtag, reactions] as const];
  });
  return Object.fromEntries(measured.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Videos with so many views say how a hashtag is liked. */
const VIEWS_MIN = 100;
const VIDEOS_MIN = 5;
/** So many likes (or comments, or shares) in the median: of smaller counts the median per view is mostly 0. */
const COUNT_MIN = 5;

/** So large a part of the videos that name a language or a region makes it the usual one. */
const TRAIT_PART_MIN = 0.6;

/** How listed videos are: medians to two digits over the videos that say so; undefined where too few say anything. */
export function reactionsOf(videos: readonly Video[]): Reactions | undefined {
  const seen = videos.filter(({ views = 0 }) => views >= VIEWS_MIN);
  const perView = (name: 'likes' | 'comments' | 'shares'): number | undefined => {
    const counted = seen.flatMap(({ [name]: count, views }) =>
      count === undefined || views === undefined ? [] : [{ count, perView: count / views }],
    );
    const isTelling = (medianOf(counted.map(({ count }) => count)) ?? 0) >= COUNT_MIN;
    return isTelling ? medianOf(counted.map((one) => one.perView)) : undefined;
  };
  const [likes, comments, shares] = [perView('likes'), perView('comments'), perView('shares')];
  const followers = medianOf(videos.flatMap((video) => video.followers ?? []));
  const language = leaderOf(videos.flatMap((video) => video.language ?? []));
  const region = leaderOf(videos.flatMap((video) => video.region ?? []));
  const reactions = {
    ...(likes !== undefined && { likes }),
    ...(comments !== undefined && { comments }),
    ...(shares !== undefined && { shares }),
    ...(followers !== undefined && { followers }),
    ...(language !== undefined && { language }),
    ...(region !== undefined && { region }),
  };
  return Object.keys(reactions).length === 0 ? undefined : reactions;
}

function medianOf(values: readonly number[]): number | undefined {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  return middle === undefined || values.length < VIDEOS_MIN ? undefined : Number(middle.toPrecision(2));
}

/** The code that most have. */
function leaderOf(codes: readonly string[]): string | undefined {
  if (codes.length < VIDEOS_MIN) return undefined;
  const leader = [...Map.groupBy(codes, (code) => code)].find(
    ([, own]) => own.length >= codes.length * TRAIT_PART_MIN,
  );
  return leader?.[0];
}
