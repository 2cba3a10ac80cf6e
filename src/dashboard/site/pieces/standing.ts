import type { Event } from '../../../core/alert/event.ts';
import { type BreakoutContext, judgeBreakout } from '../../../core/breakout/judge.ts';
import type { Evidence } from '../../../core/breakout/verdict.ts';
import type { Episode } from '../../../core/detect/episode.ts';
import { type Judgement, judgeRecorded } from '../../../core/detect/judge.ts';
import type { SharedPast } from '../../../core/detect/rules.ts';
import { openEpisodes } from '../../../core/state/recall.ts';
import type { Watch } from '../../../core/watchlist.ts';
import type { Past } from '../past/past.ts';

/** Where a hashtag stands after its last reading, in the words of the run that took it. */
export interface Standing {
  readonly judgement: Judgement;
  /** What the `breakout` rule measured, whether it may raise alerts or not; absent while it is learning. */
  readonly evidence?: Evidence;
}

/**
 * Judges the last reading once more, by the function that judged it in the run, against what was known before it.
 * @param events of this hashtag
 * @returns undefined without a reading
 */
export function standingOf(
  watch: Watch,
  { last }: Past,
  events: readonly Event[],
  shared: SharedPast,
  context: BreakoutContext,
): Standing | undefined {
  if (last === undefined) return undefined;
  const { reading } = last.step;
  const { memoryBefore } = last;
  const episode = episodeBefore(events, reading.at);
  const known = { memory: memoryBefore, ...(episode !== undefined && { episode }) };
  const judgement = judgeRecorded(watch, known, reading, shared);
  const { verdict } = judgeBreakout(memoryBefore.breakout, reading, context);
  return { judgement, ...('score' in verdict && { evidence: verdict }) };
}

/** The episode that was open when the reading at `at` (ms) came in. */
function episodeBefore(events: readonly Event[], at: number): Episode | undefined {
  const earlier = events.filter((event) => 'alert' in event && Date.parse(event.alert.at) < at);
  return [...openEpisodes(earlier).values()][0];
}
