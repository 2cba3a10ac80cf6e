import type { Reading } from '../readings/reading.ts';
import type { Sample } from '../readings/sample.ts';
import type { Watch } from '../settings/settings.ts';
import { formatHours } from '../text/numbers.ts';
import { hoursBetween } from '../text/time.ts';
import {
  advanceEpisode,
  type Episode,
  type EpisodeEnd,
  openEpisode,
  withBaseline,
  withVideos,
} from './episode.ts';
import { type Measurement, measure, measureRecorded } from './measure.ts';
import { type HashtagMemory, type Learning, learnReading, withoutLeap } from './memory.ts';
import type { SeasonPrior } from './momentum/season.ts';
import type { MomentumStep } from './momentum/step.ts';
import { outlookOf, withBreakout } from './outlook.ts';
import { advancePace, type OpenPhase } from './phase.ts';
import type { PostReading } from './posts.ts';
import { type Decision, type Decisions, decide, type SharedHistory } from './rules.ts';
import type { TrackedHashtag } from './tracked-hashtag.ts';

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
  /** Whether the classic rule fires, whatever the watch goes by. */
  readonly classicFires: boolean;
  readonly change: EpisodeChange;
  /** What the detector knows of the hashtag after this sample. */
  readonly state: TrackedHashtag;
  /** What the reading showed the `breakout` rule; absent for a reading that is not judged. */
  readonly momentum?: MomentumStep;
}

/** What one reading shows on top of what was learnt before it, whatever the settings. */
export interface ObservedReading {
  readonly measured: Measurement;
  /** Absent for a reading too soon after the last one, or before it: it is recorded, but teaches nothing. */
  readonly learning?: Learning;
}

/** @param season the rhythm of the day that the repository's hashtags share */
export function observe(
  memory: HashtagMemory,
  measured: Measurement,
  season: SeasonPrior | undefined,
): ObservedReading {
  const { before, velocity, reading } = measured;
  if (before !== undefined && velocity.kind === 'unknown') return { measured };
  return { measured, learning: learnReading(memory, reading, season) };
}

/**
 * Judges one sample against what is known of its hashtag.
 * @param shared what the repository's hashtags have taught together
 * @param earlier readings of the last two days, the oldest first, for the rule on new videos
 */
export function judge(
  watch: Watch,
  known: TrackedHashtag,
  sample: Sample,
  shared: SharedHistory = {},
  earlier: readonly PostReading[] = [],
): Judgement {
  const memory = withoutLeap(known.memory, sample.at);
  const state = { ...known, ...(sample.id !== undefined && { id: sample.id }), memory };
  const observed = observe(state.memory, measure(state, sample), shared.season);
  return judgeObserved(watch, state, observed, { ...shared, earlier });
}

/** Judges a reading of the record as its run would have judged the sample under the rules of `watch`. */
export function judgeRecorded(
  watch: Watch,
  known: TrackedHashtag,
  reading: Reading,
  shared: SharedHistory,
): Judgement {
  const memory = withoutLeap(known.memory, reading.at);
  const observed = observe(memory, measureRecorded(memory, reading), shared.season);
  return judgeObserved(watch, { ...known, memory }, observed, shared);
}

/**
 * What a reading means under the rules of `watch`.
 * @param contradiction why the run that took the reading did not trust its jump, where the log says so
 */
export function judgeObserved(
  watch: Watch,
  known: TrackedHashtag,
  { measured, learning }: ObservedReading,
  { alarms, earlier = [] }: Pick<SharedHistory, 'alarms'> & { readonly earlier?: readonly PostReading[] },
  contradiction?: string,
): Judgement {
  const { videos, velocity } = measured;
  if (learning === undefined) {
    const { episode } = known;
    const change = episode === undefined ? NO_EPISODE : { open: episode, opened: false };
    const reason = velocity.kind === 'unknown' ? velocity.reason : '';
    const verdict: Verdict = { kind: 'unknown', reason };
    return { ...measured, watch, verdict, decisions: [], classicFires: false, change, state: known };
  }
  const { memory, momentum } = learning;
  const decided = decide(watch, {
    known,
    measured,
    momentum,
    earlier,
    ...(alarms !== undefined && { alarms }),
    ...(contradiction !== undefined && { contradiction }),
  });
  const change = changeEpisode(watch, known, measured, { ...decided, momentum });
  const state: TrackedHashtag = {
    ...(known.id !== undefined && { id: known.id }),
    ...(change.open !== undefined && { episode: change.open }),
    ...afterBreakouts(known, change),
    memory,
    ...(videos !== undefined && { videos }),
  };
  const verdict = verdictOf(decided.decisions, measured, change);
  return { ...measured, ...decided, watch, verdict, change, state, momentum };
}

/** When the last breakout cooled off, which a recount does not, and how long all of them lasted. */
function afterBreakouts(
  { overAt, earlier }: TrackedHashtag,
  { ended }: EpisodeChange,
): Pick<TrackedHashtag, 'overAt' | 'earlier'> {
  const cooledAt = ended?.end.kind === 'cooled-off' ? ended.end.at : overAt;
  const isOver = ended !== undefined && ended.end.kind !== 'unwatched';
  const known = isOver ? withBreakout(earlier, ended.episode.openedAt, ended.end.at) : earlier;
  return {
    ...(cooledAt !== undefined && { overAt: cooledAt }),
    ...(known !== undefined && { earlier: known }),
  };
}

const NO_EPISODE: EpisodeChange = { opened: false };

/** The first rule that fires opens an episode; it goes on until every rule that can tell has been calm. */
function changeEpisode(
  watch: Watch,
  { episode, earlier }: TrackedHashtag,
  measured: Measurement,
  decided: Decisions & { readonly momentum: MomentumStep },
): EpisodeChange {
  const { before, reading, baseline, drivers } = measured;
  const { decisions, momentum } = decided;
  const current = { at: reading.at, views: reading.views, step: reading.step };
  if (episode === undefined) {
    const firing = decisions.find(({ kind }) => kind === 'fires');
    if (firing === undefined || before === undefined) return NO_EPISODE;
    const opened = openEpisode(watch.hashtag, firing.rule, firing.base ?? before, current);
    const isMomentum = firing.rule === 'breakout' && momentum.kind === 'observed';
    const usualPerHour = isMomentum ? firing.evidence?.usualBefore : undefined;
    // Without a baseline from before the growth nobody can say how often it comes to twice that.
    const outlook = isMomentum && usualPerHour !== undefined ? outlookOf(momentum, earlier) : undefined;
    const frozen = {
      ...opened,
      ...(usualPerHour !== undefined && { usualPerHour }),
      ...(outlook !== undefined && { outlook }),
    };
    const based = withBaseline(frozen, baseline);
    return { open: withVideos(withPace(based, measured, decided), drivers), opened: true };
  }
  const calms = decisions.flatMap(({ calm }) => calm ?? []);
  const calm = calms.length === 0 ? undefined : calms.every((one) => one);
  const advanced = advanceEpisode(episode, current, calm);
  if (advanced.kind === 'over') {
    return { opened: false, ended: { episode: withVideos(episode, drivers), end: advanced.end } };
  }
  const { fallenSince, pace } = episode;
  const isFallen = fallenSince !== undefined || advanced.episode.fallenSince !== undefined;
  const paced = withPace(advanced.episode, measured, decided);
  // A fall, and the step back up that ends it, may be another replica's: neither says how fast views came.
  const open = withVideos(isFallen ? { ...paced, pace } : paced, drivers);
  const { phase } = pace;
  return { open, opened: false, ...(open.pace.phase !== phase && { phaseBefore: phase }) };
}

/** An episode with its pace after a reading, and with the instant at which the classic rule first fired at it. */
function withPace(
  episode: Episode,
  { reading: { at }, velocity }: Measurement,
  { decisions, classicFires }: Decisions,
): Episode {
  const strengths = decisions.flatMap(({ kind, strength }) =>
    kind === 'fires' ? (strength ?? 'breakout') : [],
  );
  const strength = strengths.includes('strong') ? 'strong' : strengths[0];
  const { calmSince } = episode;
  const pace = advancePace(episode.pace, {
    at,
    velocity,
    ...(strength !== undefined && { strength }),
    ...(calmSince !== undefined && { calmSince }),
  });
  const classicAt = episode.classicAt ?? (classicFires ? at : undefined);
  return { ...episode, pace, ...(classicAt !== undefined && { classicAt }) };
}

/** One verdict from what the rules say: the most urgent one, with what else a reader should know. */
function verdictOf(decisions: readonly Decision[], measured: Measurement, change: EpisodeChange): Verdict {
  const said = (kind: Decision['kind']): Decision | undefined => decisions.find((one) => one.kind === kind);
  const { before, velocity, reading } = measured;
  const reason = decisions[0]?.reason ?? '';
  if (before === undefined)
    return { kind: 'first-reading', reason: 'first reading: a velocity needs a second one' };
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
