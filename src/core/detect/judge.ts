import { type Measurement, measure, measureRecorded } from '../reading/measure.ts';
import type { Reading } from '../reading/reading.ts';
import type { Sample } from '../reading/sample.ts';
import type { HashtagState } from '../state/hashtag-state.ts';
import { remember } from '../state/memory.ts';
import { formatHours } from '../text/numbers.ts';
import { hoursBetween } from '../time.ts';
import type { Watch } from '../watchlist.ts';
import {
  advanceEpisode,
  type Episode,
  type EpisodeEnd,
  openEpisode,
  withNormal,
  withVideos,
} from './episode.ts';
import { advancePace, type OpenPhase } from './phase.ts';
import { classicFires, contextOf, type Decision, decide, type SharedPast } from './rules.ts';

/** What a reading means, with the reason in words. */
export interface Verdict {
  readonly kind:
    | 'first-reading'
    | 'unknown'
    | 'learning'
    | 'below-resolution'
    | 'quiet'
    | 'watch'
    | 'suppressed'
    | 'cooling'
    | 'breakout'
    | 'strong';
  readonly reason: string;
}

/** What happened to a hashtag's episode at one reading. */
export interface EpisodeChange {
  /** The episode that is open after the reading. */
  readonly open?: Episode;
  /** Whether the reading opened it. */
  readonly opened: boolean;
  /** The phase that the reading brought it out of; absent where it stayed in it, or opened. */
  readonly phaseBefore?: OpenPhase;
  /** The episode that the reading ended. */
  readonly ended?: { readonly episode: Episode; readonly end: EpisodeEnd };
}

/** Everything that one sample says about its hashtag. */
export interface Judgement extends Measurement {
  readonly watch: Watch;
  readonly verdict: Verdict;
  /** What each rule of the watch said; empty for a reading that is not judged. */
  readonly decisions: readonly Decision[];
  readonly change: EpisodeChange;
  /** What is known of the hashtag after this sample. */
  readonly state: HashtagState;
}

/**
 * Judges one sample against what is known of its hashtag.
 * @param shared what the repository's hashtags have taught together
 */
export function judge(watch: Watch, known: HashtagState, sample: Sample, shared: SharedPast = {}): Judgement {
  const state = sample.id === undefined ? known : { ...known, id: sample.id };
  return judgeMeasured(watch, state, measure(state, sample), shared);
}

/** Judges a reading of the record as its run would have judged the sample under the rules of `watch`. */
export function judgeRecorded(
  watch: Watch,
  state: HashtagState,
  reading: Reading,
  shared: SharedPast,
): Judgement {
  return judgeMeasured(watch, state, measureRecorded(state, reading), shared);
}

function judgeMeasured(
  watch: Watch,
  state: HashtagState,
  measured: Measurement,
  shared: SharedPast,
): Judgement {
  const { memory, episode } = state;
  const { reading, before, velocity, videos } = measured;

  // Too soon after the last reading, or before it: recorded, but neither judged nor measured from later.
  if (before !== undefined && velocity.kind === 'unknown') {
    const change = episode === undefined ? NO_EPISODE : { open: episode, opened: false };
    const verdict: Verdict = { kind: 'unknown', reason: velocity.reason };
    return { ...measured, watch, verdict, decisions: [], change, state };
  }

  const decisions = decide(watch, memory, measured, shared);
  const change = changeEpisode(watch, state, measured, decisions);
  const next: HashtagState = {
    ...(state.id !== undefined && { id: state.id }),
    ...(change.open !== undefined && { episode: change.open }),
    ...(state.mute !== undefined && { mute: state.mute }),
    ...overAt(state, change),
    memory: remember(memory, reading, contextOf(watch, shared)),
    ...(videos !== undefined && { videos }),
  };
  const verdict = verdictOf(decisions, measured, change);
  return { ...measured, watch, verdict, decisions, change, state: next };
}

/** When the last breakout cooled off. A recount was none. */
function overAt({ overAt: before }: HashtagState, { ended }: EpisodeChange): Pick<HashtagState, 'overAt'> {
  const at = ended?.end.kind === 'cooled-off' ? ended.end.at : before;
  return at === undefined ? {} : { overAt: at };
}

const NO_EPISODE: EpisodeChange = { opened: false };

/** The first rule that fires opens an episode; it goes on until every rule that can tell has been calm. */
function changeEpisode(
  watch: Watch,
  known: HashtagState,
  measured: Measurement,
  decisions: readonly Decision[],
): EpisodeChange {
  const { before, reading, normal, drivers } = measured;
  const { episode } = known;
  const now = { at: reading.at, views: reading.views, step: reading.step };
  if (episode === undefined) {
    const firing = decisions.find(({ kind }) => kind === 'fires');
    if (firing === undefined || before === undefined) return NO_EPISODE;
    const opened = openEpisode(watch.hashtag, firing.rule, before, now);
    const judged = firing.rule === 'breakout' ? withNormal(opened, normal?.nominal) : opened;
    return { open: withVideos(withPace(judged, known, watch, measured, decisions), drivers), opened: true };
  }
  const calms = decisions.flatMap(({ calm }) => calm ?? []);
  const advanced = advanceEpisode(episode, now, calms.length === 0 ? undefined : calms.every((calm) => calm));
  if (advanced.kind === 'over') {
    return { opened: false, ended: { episode: withVideos(episode, drivers), end: advanced.end } };
  }
  const open = withVideos(withPace(advanced.episode, known, watch, measured, decisions), drivers);
  const { phase } = episode.pace;
  return { open, opened: false, ...(open.pace.phase !== phase && { phaseBefore: phase }) };
}

/** An episode with its pace after a reading, and with the instant at which the classic rule first fired at it. */
function withPace(
  episode: Episode,
  { memory }: HashtagState,
  watch: Watch,
  measured: Measurement,
  decisions: readonly Decision[],
): Episode {
  const { at } = measured.reading;
  const strengths = decisions.flatMap(({ kind, strength }) =>
    kind === 'fires' ? (strength ?? 'breakout') : [],
  );
  const strength = strengths.includes('strong') ? 'strong' : strengths[0];
  const { calmSince } = episode;
  const pace = advancePace(episode.pace, {
    at,
    velocity: measured.velocity,
    ...(strength !== undefined && { strength }),
    ...(calmSince !== undefined && { calmSince }),
  });
  const classicAt = episode.classicAt ?? (classicFires(watch, memory, measured) ? at : undefined);
  return { ...episode, pace, ...(classicAt !== undefined && { classicAt }) };
}

/** One verdict from what the rules say: the most urgent one, with what else a reader should know. */
function verdictOf(decisions: readonly Decision[], measured: Measurement, change: EpisodeChange): Verdict {
  const said = (kind: Decision['kind']): Decision | undefined => decisions.find((one) => one.kind === kind);
  const { before, velocity, reading } = measured;
  const reason = decisions[0]?.reason ?? '';
  if (before === undefined) return { kind: 'first-reading', reason: 'first reading: a velocity needs two' };
  const firing = decisions.filter(({ kind }) => kind === 'fires');
  if (firing.length > 0) {
    const strong = firing.some(({ strength }) => strength === 'strong');
    return { kind: strong ? 'strong' : 'breakout', reason: firing.map((one) => one.reason).join('; ') };
  }
  const suppressed = said('suppressed');
  if (suppressed !== undefined) return { kind: 'suppressed', reason: suppressed.reason };
  if (change.open !== undefined) {
    const since = formatHours(hoursBetween(change.open.openedAt, reading.at));
    return { kind: 'cooling', reason: `broke out ${since} ago, now ${reason}` };
  }
  const watched = said('watch');
  if (watched !== undefined) return { kind: 'watch', reason: watched.reason };
  const learning = said('learning');
  if (learning !== undefined) {
    return { kind: 'learning', reason: learning === decisions[0] ? reason : `${reason}; ${learning.reason}` };
  }
  return { kind: velocity.kind === 'below-resolution' ? 'below-resolution' : 'quiet', reason };
}
