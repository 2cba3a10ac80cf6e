import type { OpenPhase } from '../../../core/detect/phase.ts';
import { contextsOf } from '../../../core/detect/rules.ts';
import type { Mute } from '../../../core/mute/mute.ts';
import { sharedPast } from '../../../core/state/state.ts';
import type { Watch } from '../../../core/watchlist.ts';
import { fileNameOf } from '../file-name.ts';
import type { Past } from '../past/past.ts';
import { wholeRuns } from '../past/run-log.ts';
import type { Chronicle } from '../records.ts';
import type { PageEpisode, PageSuppressed } from '../shapes.ts';
import { episodesOf, suppressedOf } from './episodes.ts';
import { withSeenPeak } from './peak.ts';
import { type Standing, standingOf } from './standing.ts';

/** One hashtag, with all that its pieces are made from. */
export interface Subject {
  readonly watch: Watch;
  readonly file: string;
  readonly past: Past;
  /** Absent without a reading. */
  readonly standing?: Standing;
  /** The phase of the newest episode while it is open. */
  readonly openPhase: OpenPhase;
  /** The newest first. */
  readonly episodes: readonly PageEpisode[];
  readonly suppressed: readonly PageSuppressed[];
  readonly bar: number;
  /** A person's wish to hear nothing of it. */
  readonly mute?: Mute;
  /** Whole runs since its last reading. */
  readonly missedRuns: number;
}

const SUPPRESSED_MAX = 50;

/** The hashtags of the watchlist, in its order. */
export function subjectsOf(chronicle: Chronicle): readonly Subject[] {
  const { now, watchlist, state, events, hashtags, runs } = chronicle;
  const shared = sharedPast(state.checkpoint);
  const contextOf = contextsOf(watchlist);
  const byHashtag = Map.groupBy(events, ({ hashtag }) => hashtag);
  const sampled = hashtags.filter(({ past }) => past.last !== undefined).length;
  const whole = wholeRuns(runs, sampled);
  return hashtags.map(({ watch, past }) => {
    const own = byHashtag.get(watch.hashtag) ?? [];
    const { episode, mute } = state.hashtags.get(watch.hashtag) ?? {};
    const context = contextOf(watch.hashtag, shared);
    const standing = standingOf(watch, past, own, shared, context);
    const lastAt = past.last?.step.reading.at ?? 0;
    return {
      watch,
      file: fileNameOf(watch.hashtag),
      past,
      ...(standing !== undefined && { standing }),
      episodes: episodesOf(own, episode).map((one) => withSeenPeak(one, past.hours, now)),
      openPhase: episode?.pace.phase ?? 'breakout',
      suppressed: suppressedOf(own, SUPPRESSED_MAX),
      bar: standing?.evidence?.threshold ?? context.threshold,
      ...(mute !== undefined && { mute }),
      missedRuns: whole.filter(({ at }) => at > lastAt).length,
    };
  });
}
