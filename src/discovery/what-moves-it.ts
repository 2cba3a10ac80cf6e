import type { Video } from '../readings/video.ts';
import { DAY_MS } from '../text/time.ts';
import { coinTail } from './coin-tail.ts';
import { type CompanionPast, companionHistory, dayOf, isCommon } from './companion-history.ts';
import { type CompanionLine, marksIn, type Reactions } from './companion-line.ts';
import { countTail } from './count-tails.ts';
import { isEvergreen } from './evergreen.ts';
import type { Moves } from './moves.ts';
import { RECENT_MS } from './observe-companions.ts';

/** What is looked at. */
export interface MovesEvidence {
  readonly hashtag: string;
  /** Instant of the reading, ms. */
  readonly at: number;
  /** When the breakout opened, ms. */
  readonly openedAt: number;
  readonly videos: readonly Video[];
  /** Views that each listed video gained since the reading before, by id. */
  readonly gained: ReadonlyMap<string, number>;
  /** Part of the hashtag's growth that the listed videos explain; absent: unknown. */
  readonly explained?: number;
  /** What is on record of companions. */
  readonly lines: readonly CompanionLine[];
  /** The hashtags of the watchlist, of which no usual is on record. */
  readonly watched: ReadonlySet<string>;
}

/** So many creators share a thing, and this part of them, before it is said to move the breakout. */
const SHARING_MIN = 3;
const SHARING_PART = 1 / 3;
/** A companion's usual is known after so many days of record. */
const COMPANION_DAYS_MIN = 3;
/** How rarely a companion's usual alone brings so many creators, at most; and what it may have had a day unseen. */
const COMPANION_CHANCE_MAX = 0.005;
const UNSEEN_CREATORS_A_DAY = 0.75;
const HASHTAGS_MAX = 2;
/** So many creators of whom this is known, and this part of them, make a language or a region the one of a breakout. */
const TRAIT_KNOWN_MIN = 5;
const TRAIT_PART = 0.8;
/** Days that tell what is usual, at least. */
const USUAL_DAYS_MIN = 5;
/** What lies so far off the usual, on either side, is worth a word. */
const REACTION_TIMES_MIN = 1.5;
const FOLLOWERS_TIMES_MIN = 3;
/** How rarely so many creators lie on one side of the usual median by chance, at most. */
const SIDE_CHANCE_MAX = 0.01;
/** A creator's videos say how they are liked where so many likes would be usual: small counts are mostly 0. */
const USUAL_COUNT_MIN = 5;
/** One creator brings nearly all, or none brings much, of what listed videos gained that explain this part of the growth. */
const EXPLAINED_MIN = 0.25;
const NEARLY_ALL = 0.8;
const SMALL_PART = 0.25;
const GAINING_MIN = 3;
const MANY_CREATORS = 8;

/** One creator with the videos that count. */
interface Voice {
  readonly videos: readonly Video[];
}

/** What the videos share; undefined where that is nothing. */
export function whatMovesIt(evidence: MovesEvidence): Moves | undefined {
  const voices = voicesOf(evidence);
  const past = companionHistory(evidence.lines);
  const usual = usualDays(evidence);
  const found = {
    ...soundOf(voices, evidence),
    ...hashtagsOf(voices, past.companions, past.since, evidence),
    ...traitOf('language', voices, usual),
    ...traitOf('region', voices, usual),
    ...contrastOf('followers', voices, usual, FOLLOWERS_TIMES_MIN),
    ...contrastOf('likes', voices, usual, REACTION_TIMES_MIN),
    ...contrastOf('comments', voices, usual, REACTION_TIMES_MIN),
    ...contrastOf('shares', voices, usual, REACTION_TIMES_MIN),
    ...largestOf(evidence),
  };
  return Object.keys(found).length === 0 ? undefined : { creators: voices.length, ...found };
}

/** What a breakout keeps of two readings: the one that shows more in common, of equal ones the later. */
export function strongerMoves(before: Moves | undefined, now: Moves): Moves {
  return before !== undefined && strengthOf(before) > strengthOf(now) ? before : now;
}

/** Things in common, each worth more than any number of creators who share one. */
function strengthOf({ creators, largest, sound, hashtags = [], ...rest }: Moves): number {
  const things = Object.keys(rest).length + (sound === undefined ? 0 : 1) + hashtags.length;
  const sharing = Math.max(sound?.creators ?? 0, ...hashtags.map((one) => one.creators));
  return things * (creators + 1) + sharing;
}

/** The videos that gained views and were posted lately, by creator: years-old hits stand in every list. */
function voicesOf({ videos, gained, at }: MovesEvidence): readonly Voice[] {
  const moving = videos.filter(({ id, postedAt }) => (gained.get(id) ?? 0) > 0 && postedAt > at - RECENT_MS);
  return [...Map.groupBy(moving, creatorKey).values()].map((own) => ({ videos: own }));
}

/** A video without a handle is a creator of its own. */
function creatorKey({ creator, id }: Video): string {
  return creator === undefined ? id : `@${creator.toLowerCase()}`;
}

function isShared(creators: number, voices: readonly Voice[]): boolean {
  return creators >= SHARING_MIN && creators >= voices.length * SHARING_PART;
}

/** The sound that most creators share, unless it is always there. */
function soundOf(voices: readonly Voice[], { lines, openedAt }: MovesEvidence): Pick<Moves, 'sound'> {
  const users = countBy(voices, ({ videos }) => videos.flatMap(({ sound }) => sound?.id ?? []));
  const shared = users.find(
    ([id, creators]) => isShared(creators, voices) && !isOldSound(id, lines, openedAt),
  );
  if (shared === undefined) return {};
  const [id, creators] = shared;
  const title = voices
    .flatMap(({ videos }) => videos)
    .find(({ sound }) => sound?.id === id && sound.title !== undefined)?.sound?.title;
  const url = `https://www.tiktok.com/music/sound-${id}`;
  return { sound: { id, ...(title !== undefined && { title }), url, creators } };
}

/** Whether several creators used a sound on several of the days before. */
function isOldSound(id: string, lines: readonly CompanionLine[], openedAt: number): boolean {
  const creatorsByDay = new Map<number, number>();
  for (const { at, sounds } of lines) {
    const uses = sounds?.[id];
    if (uses === undefined) continue;
    const creators = typeof uses === 'number' ? uses : marksIn(uses).length;
    creatorsByDay.set(dayOf(at), (creatorsByDay.get(dayOf(at)) ?? 0) + creators);
  }
  return isCommon({ creatorsByDay }, openedAt - DAY_MS);
}

/** Companions that the days before the breakout do not explain. */
function hashtagsOf(
  voices: readonly Voice[],
  companions: ReadonlyMap<string, CompanionPast>,
  since: number | undefined,
  { hashtag, at, openedAt, watched }: MovesEvidence,
): Pick<Moves, 'hashtags'> {
  const before = dayOf(Math.min(at - RECENT_MS, openedAt - DAY_MS));
  const days = since === undefined ? 0 : before - dayOf(since);
  if (days < COMPANION_DAYS_MIN) return {};
  const users = countBy(voices, ({ videos }) => videos.flatMap(({ hashtags = [] }) => hashtags));
  const rising = users.filter(([name, creators]) => {
    if (name === hashtag || watched.has(name) || isEvergreen(name) || !isShared(creators, voices))
      return false;
    const past = companions.get(name);
    if (past !== undefined && isCommon(past, before * DAY_MS)) return false;
    const earlier = [...(past?.creatorsByDay ?? [])].filter(([day]) => day < before);
    const total = earlier.reduce((sum, [, count]) => sum + count, 0) + UNSEEN_CREATORS_A_DAY * days;
    return countTail({ shape: total, past: days }, RECENT_MS / DAY_MS, creators) <= COMPANION_CHANCE_MAX;
  });
  if (rising.length === 0) return {};
  return {
    hashtags: rising.slice(0, HASHTAGS_MAX).map(([name, creators]) => ({ hashtag: name, creators })),
  };
}

/** How many voices have each thing, the most first. */
function countBy(
  voices: readonly Voice[],
  things: (voice: Voice) => readonly string[],
): readonly (readonly [thing: string, voices: number])[] {
  const counts = new Map<string, number>();
  for (const voice of voices)
    for (const thing of new Set(things(voice))) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return [...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}

/** What is on record of how the hashtag's videos were, on each day before the breakout. */
function usualDays({ hashtag, lines, openedAt }: MovesEvidence): readonly Reactions[] {
  const byDay = new Map<number, Reactions>();
  for (const { at, reactions } of lines) {
    const own = reactions?.[hashtag];
    if (own !== undefined && dayOf(at) < dayOf(openedAt)) byDay.set(dayOf(at), own);
  }
  return [...byDay.values()];
}

/** A language or a region that nearly all share, where most of the days before had another. */
function traitOf(
  name: 'language' | 'region',
  voices: readonly Voice[],
  days: readonly Reactions[],
): Partial<Pick<Moves, 'language' | 'region'>> {
  const known = voices.filter(({ videos }) => videos.some((video) => video[name] !== undefined));
  const [now] = countBy(known, ({ videos }) => videos.flatMap((video) => video[name] ?? []));
  const usual = mostOf(days.flatMap((day) => day[name] ?? []));
  if (now === undefined || usual === undefined || known.length < TRAIT_KNOWN_MIN) return {};
  const [code, creators] = now;
  if (code === usual || creators < known.length * TRAIT_PART) return {};
  return { [name]: { code, usual, creators, of: known.length } };
}

/** What more than half of the days had, where they are enough. */
function mostOf(codes: readonly string[]): string | undefined {
  const [most] = [...Map.groupBy(codes, (code) => code)].toSorted(([, a], [, b]) => b.length - a.length);
  const isKnown = most !== undefined && codes.length >= USUAL_DAYS_MIN && most[1].length > codes.length / 2;
  return isKnown ? most[0] : undefined;
}

type Measured = 'followers' | 'likes' | 'comments' | 'shares';

/** A figure far off the usual: beyond every day before, and of so many creators that it is no accident. */
function contrastOf(
  name: Measured,
  voices: readonly Voice[],
  days: readonly Reactions[],
  timesMin: number,
): Partial<Pick<Moves, Measured>> {
  const before = days.flatMap((day) => day[name] ?? []);
  const usual = medianOf(before) ?? 0;
  const values = voices.flatMap((voice) => figureOf(name, voice, usual) ?? []);
  const now = medianOf(values);
  if (now === undefined || before.length < USUAL_DAYS_MIN || usual <= 0) return {};
  const isMore = now > usual;
  const far = isMore ? now >= usual * timesMin : now * timesMin <= usual;
  const isBeyond = before.every((day) => (isMore ? now > day : now < day));
  const onSide = values.filter((value) => (isMore ? value > usual : value < usual)).length;
  if (!far || !isBeyond || coinTail(values.length, onSide) > SIDE_CHANCE_MAX) return {};
  return { [name]: { now: Number(now.toPrecision(2)), usual } };
}

/** The followers of a creator, or the reactions to all of their videos per view. */
function figureOf(name: Measured, { videos }: Voice, usual: number): number | undefined {
  if (name === 'followers') return videos.find(({ followers }) => followers !== undefined)?.followers;
  const counted = videos.filter((video) => video[name] !== undefined && video.views !== undefined);
  const views = counted.reduce((sum, video) => sum + (video.views ?? 0), 0);
  if (views * usual < USUAL_COUNT_MIN) return undefined;
  return counted.reduce((sum, video) => sum + (video[name] ?? 0), 0) / views;
}

/** The lower of the two middle values. */
function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

/** Whether one creator brings nearly all that the listed videos gained, or many bring it alike. */
function largestOf({ videos, gained, explained = 0 }: MovesEvidence): Pick<Moves, 'largest'> {
  const gaining = videos.filter(({ id }) => (gained.get(id) ?? 0) > 0);
  if (explained < EXPLAINED_MIN || gaining.length < GAINING_MIN) return {};
  const gains = [...Map.groupBy(gaining, creatorKey).values()]
    .map((own) => ({
      creator: own[0]?.creator,
      gained: own.reduce((sum, { id }) => sum + (gained.get(id) ?? 0), 0),
    }))
    .toSorted((a, b) => b.gained - a.gained);
  const whole = gains.reduce((sum, own) => sum + own.gained, 0);
  const [first] = gains;
  if (first === undefined || whole <= 0) return {};
  const share = Math.floor((first.gained / whole) * 100) / 100;
  if (share >= NEARLY_ALL && gains.length > 1)
    return { largest: { share, ...(first.creator !== undefined && { creator: first.creator }) } };
  return gains.length >= MANY_CREATORS && share <= SMALL_PART ? { largest: { share } } : {};
}
