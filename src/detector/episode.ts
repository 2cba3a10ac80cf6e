import type { Moves } from '../discovery/moves.ts';
import type { Baseline } from '../readings/baseline.ts';
import type { Drivers } from '../readings/drivers.ts';
import { type Count, velocityBetween } from '../readings/velocity.ts';
import { fourDigits } from '../text/numbers.ts';
import { HOUR_MS, isoUtc } from '../text/time.ts';
import { plainLine } from '../text/untrusted.ts';
import { openingPace, type Pace } from './phase.ts';

/** The rule that opens an episode: on views an hour, on momentum, or on new videos. */
export type FiringRule = 'classic' | 'breakout' | 'posts';

/** One breakout from start to end. */
export interface Episode {
  /** Computed from the hashtag and the instant it opened, so that a retried run makes the same one. */
  readonly id: string;
  /** The rule that fired first. */
  readonly rule: FiringRule;
  /** Instant of the reading that opened it, ms. */
  readonly openedAt: number;
  /** The reading before the growth. */
  readonly base: Count;
  /** The reading that opened it, and the highest since. */
  readonly peak: Count;
  /** The hashtag's baseline (%/h) before the episode, which every message of it gives; absent where it was not known yet. */
  readonly baseline?: Baseline;
  /** The baseline as one number, as episodes have it that versions before `baseline` opened; the `breakout` rule's only. */
  readonly normalPercentPerHour?: number;
  /** Views an hour before it, by which hindsight judges a `breakout` episode; absent where too few days were known. */
  readonly usualPerHour?: number;
  /** The chance that growth goes on, as it stood at the opening (`outlookOf`); absent where it was not known. */
  readonly outlook?: number;
  /** Since when the hashtag has been calm without a break, ms; absent while it is not. */
  readonly calmSince?: number;
  /** Since when the count has stood as if its growth had been taken back, ms; absent while it does not. */
  readonly fallenSince?: number;
  readonly pace: Pace;
  /** When the classic rule fired at it, ms; absent while it has not. */
  readonly classicAt?: number;
  /** The videos that have gained most since it opened, the most first. */
  readonly videos: readonly EpisodeVideo[];
  /** What its videos share, as they last showed it; absent while they have shown nothing. */
  readonly moves?: Moves;
  /** The episode of another hashtag that it joined, since the same videos drive both. */
  readonly leader?: { readonly hashtag: string; readonly episode: string };
  /** Why nobody is notified of it. */
  readonly silent?: 'muted' | 'cooldown';
}

/** A video over a whole episode: views gained in it, as far as the listings showed. Caption and creator are strangers' text. */
export interface EpisodeVideo {
  readonly id: string;
  readonly creator?: string;
  readonly caption?: string;
  readonly gained: number;
}

/** Videos that an episode remembers. */
const VIDEOS_MAX = 5;
/** What it remembers of a caption. */
const CAPTION_CHARS_MAX = 80;

/** Why an episode ended. */
export type EpisodeEnd =
  | { readonly kind: 'cooled-off'; readonly at: number }
  | { readonly kind: 'fell-back'; readonly at: number; readonly views: number }
  /** Its hashtag was taken off the watchlist; `successor` is a new one that looks like its mended name. */
  | { readonly kind: 'unwatched'; readonly at: number; readonly successor?: string };

/** A hashtag has cooled off after this long without a break below half of what fires. */
const CALM_MS = 6 * HOUR_MS;

/** How long after its opening a fall of the counter can still unmask an episode as a recount. */
const FALL_BACK_MS = 24 * HOUR_MS;
/** How long a fall must last: where two replicas of TikTok's answer in turn, half of the dips heal sooner. */
const FALLEN_MS = 6 * HOUR_MS;
/** A counter has fallen back when it has lost this part of the views that opened the episode. */
const FALL_BACK_SHARE = 0.75;

/** Opens an episode at a reading. `hashtag` is normalised, so it is safe in an id. */
export function openEpisode(hashtag: string, rule: Episode['rule'], base: Count, now: Count): Episode {
  const stamp = isoUtc(now.at).replaceAll(/[-:]/g, '').slice(0, 13);
  const pace = openingPace(velocityBetween(base, now), now.at);
  return { id: `${hashtag}-${stamp}Z`, rule, openedAt: now.at, base, peak: now, pace, videos: [] };
}

/** An episode with the baseline that it broke out of, by which its alarm is judged in the end; to four digits. */
export function withBaseline(episode: Episode, baseline: Baseline | undefined): Episode {
  if (baseline === undefined) return episode;
  const { low, nominal, high, hours } = baseline;
  return {
    ...episode,
    baseline: {
      low: fourDigits(low),
      nominal: fourDigits(nominal),
      high: fourDigits(high),
      hours: Math.round(hours),
    },
  };
}

/** An episode with what the videos of one more reading gained. */
export function withVideos(episode: Episode, drivers: Drivers | undefined): Episode {
  if (drivers === undefined) return episode;
  const known = new Map(episode.videos.map((video) => [video.id, video]));
  for (const { id, creator, caption } of drivers.top) {
    if (known.has(id)) continue;
    known.set(id, {
      id,
      ...(creator !== undefined && { creator }),
      ...(caption !== undefined && { caption: plainLine(caption, CAPTION_CHARS_MAX) }),
      gained: 0,
    });
  }
  const videos = [...known.values()]
    .map((video) => ({ ...video, gained: video.gained + (drivers.gained.get(video.id) ?? 0) }))
    .toSorted((a, b) => b.gained - a.gained || (a.id < b.id ? -1 : 1))
    .slice(0, VIDEOS_MAX);
  return { ...episode, videos };
}

/**
 * An episode after one more reading.
 * @param calm whether this reading's verdict lies below half of what fires; undefined when it cannot be told
 */
export function advanceEpisode(
  episode: Episode,
  now: Count,
  calm: boolean | undefined,
):
  | { readonly kind: 'open'; readonly episode: Episode }
  | { readonly kind: 'over'; readonly end: EpisodeEnd } {
  const { calmSince, fallenSince: _, ...rest } = episode;
  const fallenSince = fallenAfter(episode, now);
  if (fallenSince !== undefined && now.at - fallenSince >= FALLEN_MS) {
    return { kind: 'over', end: { kind: 'fell-back', at: now.at, views: now.views } };
  }
  const since = calm === false ? undefined : (calmSince ?? (calm === true ? now.at : undefined));
  const isCalm = calm === true && since !== undefined && now.at - since >= CALM_MS;
  if (isCalm && fallenSince === undefined) return { kind: 'over', end: { kind: 'cooled-off', at: now.at } };
  const open = {
    ...rest,
    peak: now.views > episode.peak.views ? now : episode.peak,
    ...(since !== undefined && { calmSince: since }),
    ...(fallenSince !== undefined && { fallenSince }),
  };
  return { kind: 'open', episode: open };
}

/** Since when the counter has stood below most of what opened the episode; the fall must begin soon after the opening. */
function fallenAfter({ base, peak, openedAt, fallenSince }: Episode, now: Count): number | undefined {
  const gained = peak.views - base.views;
  if (gained <= 0 || peak.views - now.views < gained * FALL_BACK_SHARE) return undefined;
  return fallenSince ?? (now.at - openedAt <= FALL_BACK_MS ? now.at : undefined);
}
