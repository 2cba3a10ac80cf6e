import type { Count } from '../readings/velocity.ts';
import type { RuleName, Watch } from '../settings/settings.ts';
import { hiddenRate, isClassicCalm, isMomentumCalm } from './calm.ts';
import { judgeClassic } from './classic.ts';
import type { Episode } from './episode.ts';
import type { Measurement } from './measure.ts';
import { judgeMomentum } from './momentum/judge-momentum.ts';
import { type AlarmRecord, scoreThreshold } from './momentum/score-threshold.ts';
import type { SeasonPrior } from './momentum/season.ts';
import type { MomentumStep } from './momentum/step.ts';
import type { BreakoutVerdict, Evidence } from './momentum/verdict.ts';
import { judgePosts, type PostReading, type PostsEvidence } from './posts.ts';
import type { TrackedHashtag } from './tracked-hashtag.ts';

/** What one rule says of a reading. */
export interface Decision {
  readonly rule: Episode['rule'];
  readonly kind: 'fires' | 'suppressed' | 'watch' | 'learning' | 'quiet' | 'unknown';
  /** How urgent it is: `strong` is half above the threshold, or fivefold. Only where the rule fires and can tell. */
  readonly strength?: 'breakout' | 'strong';
  readonly reason: string;
  /** The reading before the growth, where that is not the last one. */
  readonly base?: Count;
  /** Whether the hashtag is below half of what fires; undefined while that cannot be told. */
  readonly calm?: boolean;
  /** What the `breakout` rule measured. */
  readonly evidence?: Evidence;
  /** What the rule on new videos measured. */
  readonly posts?: PostsEvidence;
}

/** What a repository's hashtags have taught together. It stays the same between two checkpoints. */
export interface SharedHistory {
  /** The rhythm of the day that they share. */
  readonly season?: SeasonPrior;
  /** Their record of alarms, which budgets are held to. */
  readonly alarms?: AlarmRecord;
}

/** What the rules go by. */
interface Evident {
  /** The hashtag before this reading. */
  readonly known: TrackedHashtag;
  readonly measured: Measurement;
  readonly momentum: MomentumStep;
  /** The repository's record of alarms, which budgets are held to. */
  readonly alarms?: AlarmRecord;
  /** Why the run that took the reading did not trust its jump, where the log says so. */
  readonly contradiction?: string;
  /** Readings of the last two days, for the rule on new videos. */
  readonly earlier: readonly PostReading[];
}

/** What the rules say of one reading. */
export interface Decisions {
  /** Of the rules that the watch goes by, the classic one first: it works from the second reading on. */
  readonly decisions: readonly Decision[];
  /** Whether the classic rule fires, whatever the watch goes by: what alerts are compared with. */
  readonly classicFires: boolean;
}

export function decide(watch: Watch, evident: Evident): Decisions {
  const classic = decideClassic(watch, evident);
  return {
    decisions: [
      ...rulesOf(watch.rule).map((rule) => (rule === 'classic' ? classic : decideBreakout(watch, evident))),
      ...decidePosts(watch, evident),
    ],
    classicFires: classic.kind === 'fires',
  };
}

/** The rule on new videos, where the watch asks for it: beside the others, and after them. */
function decidePosts({ posts }: Watch, { earlier, measured: { reading } }: Evident): readonly Decision[] {
  if (posts === undefined) return [];
  const { evidence, ...decision } = judgePosts(earlier, reading, posts);
  return [{ rule: 'posts', ...decision, ...(evidence !== undefined && { posts: evidence }) }];
}

function rulesOf(rule: RuleName): readonly ('classic' | 'breakout')[] {
  return rule === 'both' ? ['classic', 'breakout'] : [rule];
}

function decideClassic({ thresholdPercentPerHour, minViewsPerDay }: Watch, evident: Evident): Decision {
  const { known, measured, contradiction } = evident;
  const { counter, usual } = known.memory;
  const { reading, velocity } = measured;
  const limits = { thresholdPercentPerHour, ...(minViewsPerDay !== undefined && { minViewsPerDay }) };
  const decision = judgeClassic(counter, { current: reading, velocity }, limits, {
    ...(reading.explained !== undefined && { explained: reading.explained }),
    ...(reading.pickUp !== undefined && { pickUp: reading.pickUp }),
    ...(usual !== undefined && { usual }),
    ...(contradiction !== undefined && { contradiction }),
  });
  const { views } = reading;
  const calm = isClassicCalm(velocity, { views, thresholdPercentPerHour }, hiddenIn(evident));
  return { rule: 'classic', ...decision, ...(calm !== undefined && { calm }) };
}

function decideBreakout({ sensitivity, minViewsPerDay }: Watch, evident: Evident): Decision {
  const { known, momentum, alarms } = evident;
  const { episode } = known;
  const verdict = judgeMomentum(momentum, {
    threshold: scoreThreshold(sensitivity, alarms),
    ...(minViewsPerDay !== undefined && { minViewsPerDay }),
    ...(episode !== undefined && { episode: episode.rule }),
  });
  const evidence = 'score' in verdict ? verdict : undefined;
  return {
    rule: 'breakout',
    kind: kindOf(verdict),
    ...((verdict.kind === 'breakout' || verdict.kind === 'strong') && { strength: verdict.kind }),
    reason: verdict.reason.replace(/\.$/, ''),
    ...(evidence !== undefined && {
      evidence,
      calm: isMomentumCalm(evidence, episode?.usualPerHour ?? evidence.usualPerHour, hiddenIn(evident)),
    }),
  };
}

function hiddenIn({ known: { memory }, momentum, measured: { reading, before } }: Evident) {
  return hiddenRate(memory.breakout, momentum.memory, Math.max(reading.step, before?.step ?? 1));
}

function kindOf(verdict: BreakoutVerdict): Decision['kind'] {
  switch (verdict.kind) {
    case 'breakout':
    case 'strong':
      return 'fires';
    case 'unjudged':
      return 'unknown';
    case 'suppressed':
    case 'watch':
    case 'learning':
    case 'quiet':
      return verdict.kind;
  }
}
