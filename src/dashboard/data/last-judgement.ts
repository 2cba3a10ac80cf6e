import type { Event } from '../../alerts/log-event.ts';
import type { Episode } from '../../detector/episode.ts';
import { type Judgement, judgeRecorded } from '../../detector/judge.ts';
import { judgeMomentum } from '../../detector/momentum/judge-momentum.ts';
import { scoreThreshold } from '../../detector/momentum/score-threshold.ts';
import type { Evidence } from '../../detector/momentum/verdict.ts';
import type { SharedHistory } from '../../detector/rules.ts';
import type { Watch } from '../../settings/settings.ts';
import { openEpisodes } from '../../state/rebuild.ts';
import type { HashtagHistory } from '../history/history.ts';

/** Where a hashtag stands after its last reading, in the words of the run that took it. */
export interface LastJudgement {
  readonly judgement: Judgement;
  /** What the `breakout` rule measured, whether it may raise alerts or not; absent while it is learning. */
  readonly evidence?: Evidence;
}

/**
 * Judges the last reading once more, by the function that judged it in the run, against what was known before it.
 * @param events of this hashtag
 * @returns undefined without a reading
 */
export function lastJudgementOf(
  watch: Watch,
  { last }: HashtagHistory,
  events: readonly Event[],
  shared: SharedHistory,
): LastJudgement | undefined {
  if (last === undefined) return undefined;
  const { reading } = last.step;
  const { memoryBefore } = last;
  const episode = episodeBefore(events, reading.at);
  const known = { memory: memoryBefore, ...(episode !== undefined && { episode }) };
  const judgement = judgeRecorded(watch, known, reading, shared);
  const { momentum } = judgement;
  if (momentum === undefined) return { judgement };
  const threshold = scoreThreshold(watch.sensitivity, shared.alarms);
  const { minViewsPerDay } = watch;
  const verdict = judgeMomentum(momentum, {
    threshold,
    ...(minViewsPerDay !== undefined && { minViewsPerDay }),
  });
  return { judgement, ...('score' in verdict && { evidence: verdict }) };
}

/** The episode that was open when the reading at `at` (ms) came in. */
function episodeBefore(events: readonly Event[], at: number): Episode | undefined {
  const earlier = events.filter((event) => 'alert' in event && Date.parse(event.alert.at) < at);
  return [...openEpisodes(earlier).values()][0];
}
