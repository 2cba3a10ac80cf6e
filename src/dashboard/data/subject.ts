import type { Mute } from '../../alerts/mute.ts';
import { scoreThreshold } from '../../detector/momentum/score-threshold.ts';
import type { OpenPhase } from '../../detector/phase.ts';
import type { Watch } from '../../settings/settings.ts';
import { sharedHistory } from '../../state/state.ts';
import { fileNameOf } from '../formats/file-name.ts';
import type { HashtagHistory } from '../history/history.ts';
import { wholeRuns } from '../history/runs.ts';
import type { SiteHistory } from '../history/site-history.ts';
import type { PageEpisode, PageSuppressed } from '../schema/site.ts';
import { episodesOf, suppressedOf } from './episodes.ts';
import { type LastJudgement, lastJudgementOf } from './last-judgement.ts';
import { withSeenPeak } from './peak.ts';

/** One hashtag, with all that its pieces are made from. */
export interface Subject {
  readonly watch: Watch;
  readonly file: string;
  readonly history: HashtagHistory;
  /** Absent without a reading. */
  readonly standing?: LastJudgement;
  /** The phase of the newest episode while it is open. */
  readonly openPhase: OpenPhase;
  /** The newest first. */
  readonly episodes: readonly PageEpisode[];
  readonly suppressed: readonly PageSuppressed[];
  readonly bar: number;
  /** A person's mute of it. */
  readonly mute?: Mute;
  /** Whole runs since its last reading. */
  readonly missedRuns: number;
}

const SUPPRESSED_MAX = 50;

/** The hashtags of the watchlist, in its order. */
export function subjectsOf(siteHistory: SiteHistory): readonly Subject[] {
  const { now, state, events, hashtags, runs } = siteHistory;
  const shared = sharedHistory(state.checkpoint);
  const byHashtag = Map.groupBy(events, ({ hashtag }) => hashtag);
  const sampled = hashtags.filter(({ history }) => history.last !== undefined).length;
  const whole = wholeRuns(runs, sampled);
  return hashtags.map(({ watch, history }) => {
    const own = byHashtag.get(watch.hashtag) ?? [];
    const { episode, mute } = state.hashtags.get(watch.hashtag) ?? {};
    const standing = lastJudgementOf(watch, history, own, shared);
    const lastAt = history.last?.step.reading.at ?? 0;
    return {
      watch,
      file: fileNameOf(watch.hashtag),
      history,
      ...(standing !== undefined && { standing }),
      episodes: episodesOf(own, episode).map((one) => withSeenPeak(one, history.hours, now)),
      openPhase: episode?.pace.phase ?? 'breakout',
      suppressed: suppressedOf(own, SUPPRESSED_MAX),
      bar: standing?.evidence?.threshold ?? scoreThreshold(watch.sensitivity, shared.alarms),
      ...(mute !== undefined && { mute }),
      missedRuns: whole.filter(({ at }) => at > lastAt).length,
    };
  });
}
