import { type ClassicDecision, judgeClassic } from './classic.ts';
import { advanceEpisode, type Episode, type EpisodeEnd, openEpisode } from './episode.ts';
import type { HashtagState } from './hashtag-state.ts';
import { type Measurement, measure } from './measure.ts';
import { remember } from './memory.ts';
import type { Sample } from './sample.ts';
import { formatHours } from './text/numbers.ts';
import { hoursBetween } from './time.ts';
import type { Watch } from './watchlist.ts';

/** What a reading means, with the reason in words. */
export interface Verdict {
  readonly kind:
    | 'first-reading'
    | 'unknown'
    | 'below-resolution'
    | 'quiet'
    | 'suppressed'
    | 'cooling'
    | 'breakout';
  readonly reason: string;
}

/** What happened to a hashtag's episode at one reading. */
export interface EpisodeChange {
  /** The episode that is open after the reading. */
  readonly open?: Episode;
  /** Whether the reading opened it. */
  readonly opened: boolean;
  /** The episode that the reading ended. */
  readonly ended?: { readonly episode: Episode; readonly end: EpisodeEnd };
}

/** Everything that one sample says about its hashtag. */
export interface Judgement extends Measurement {
  readonly watch: Watch;
  readonly verdict: Verdict;
  readonly change: EpisodeChange;
  /** What is known of the hashtag after this sample. */
  readonly state: HashtagState;
}

/** Judges one sample against what is known of its hashtag. */
export function judge(watch: Watch, known: HashtagState, sample: Sample): Judgement {
  const state = sample.id === undefined ? known : { ...known, id: sample.id };
  const { memory, episode } = state;
  const measured = measure(state, sample);
  const { reading, before, velocity, drivers, videos } = measured;

  // Too soon after the last reading, or before it: recorded, but neither judged nor measured from later.
  if (before !== undefined && velocity.kind === 'unknown') {
    const change = episode === undefined ? NO_EPISODE : { open: episode, opened: false };
    return { ...measured, watch, verdict: { kind: 'unknown', reason: velocity.reason }, change, state };
  }

  // The rules of the watch decide here; the `breakout` rule joins the classic one at this place.
  const decision = judgeClassic(memory.counter, reading, watch.thresholdPercentPerHour, {
    ...(drivers?.explained !== undefined && { explained: drivers.explained }),
    ...(memory.usual !== undefined && { usual: memory.usual }),
  });
  const change = changeEpisode(watch, episode, measured, decision);
  const next: HashtagState = {
    ...(state.id !== undefined && { id: state.id }),
    ...(change.open !== undefined && { episode: change.open }),
    memory: remember(memory, reading),
    ...(videos !== undefined && { videos }),
  };
  return { ...measured, watch, verdict: verdictOf(decision, measured, change), change, state: next };
}

const NO_EPISODE: EpisodeChange = { opened: false };

function changeEpisode(
  watch: Watch,
  episode: Episode | undefined,
  { before, reading, velocity }: Measurement,
  decision: ClassicDecision,
): EpisodeChange {
  const now = { at: reading.at, views: reading.views, step: reading.step };
  if (episode === undefined) {
    if (decision.kind !== 'fires' || before === undefined) return NO_EPISODE;
    return { open: openEpisode(watch.hashtag, 'classic', before, now), opened: true };
  }
  const calm = velocity.kind === 'unknown' ? undefined : velocity.nominal < watch.thresholdPercentPerHour / 2;
  const advanced = advanceEpisode(episode, now, calm);
  if (advanced.kind === 'open') return { open: advanced.episode, opened: false };
  return { opened: false, ended: { episode, end: advanced.end } };
}

function verdictOf(decision: ClassicDecision, measured: Measurement, change: EpisodeChange): Verdict {
  const { reason } = decision;
  if (measured.before === undefined) return { kind: 'first-reading', reason };
  if (decision.kind === 'fires') return { kind: 'breakout', reason };
  if (decision.kind === 'suppressed') return { kind: 'suppressed', reason };
  if (change.open !== undefined) {
    const since = formatHours(hoursBetween(change.open.openedAt, measured.reading.at));
    return { kind: 'cooling', reason: `broke out ${since} ago, now ${reason}` };
  }
  if (decision.kind === 'unknown') return { kind: 'unknown', reason };
  return { kind: measured.velocity.kind === 'below-resolution' ? 'below-resolution' : 'quiet', reason };
}
