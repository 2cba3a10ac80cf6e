import { hashtagUrl } from '../../alerts/alert.ts';
import type { Mute } from '../../alerts/mute.ts';
import { roundTo } from '../../detector/momentum/significant-digits.ts';
import type { Evidence } from '../../detector/momentum/verdict.ts';
import type { Reading } from '../../readings/reading.ts';
import type { Velocity } from '../../readings/velocity.ts';
import { DAY_MS, isoUtc } from '../../text/time.ts';
import type {
  PageEpisode,
  PageSuppressed,
  SummaryEpisode,
  SummaryRow,
  SummaryVelocity,
} from '../schema/site.ts';
import { barsOf } from './bars.ts';
import { phaseOf } from './phase.ts';
import type { Subject } from './subject.ts';

const DIGITS = 4;
/** Below this part of the bar nothing has begun, so that there is no onset to count views from. */
const TELLING_SHARE = 0.25;

/** One hashtag as the first view shows it. */
export function rowOf(subject: Subject, now: number): SummaryRow {
  const { watch, file, history, standing, episodes, suppressed, bar, mute, missedRuns } = subject;
  const newest = episodes[0];
  const open = newest?.endedAt === undefined ? newest : undefined;
  const endedAt = newest?.endedAt;
  const { phase, reason } = phaseOf({
    now,
    ...(standing !== undefined && { standing }),
    ...(open !== undefined && { open: subject.openPhase }),
    ...(endedAt !== undefined && { endedAt: Date.parse(endedAt) }),
    missedRuns,
  });
  const recent = suppressed.find(({ at }) => Date.parse(at) >= now - DAY_MS);
  return {
    hashtag: watch.hashtag,
    file,
    url: hashtagUrl(watch.hashtag),
    ...(watch.group !== undefined && { group: watch.group }),
    ...(watch.note !== undefined && { note: watch.note }),
    phase,
    reason,
    ...readingFields(standing?.judgement.reading),
    velocity: velocityOf(standing?.judgement.velocity),
    bar,
    ...evidenceFields(standing?.evidence, open === undefined ? 'closed' : 'open'),
    bars: barsOf(history.hours, now),
    ...(open !== undefined && { episode: summaryEpisode(open) }),
    ...(phase === 'over' && endedAt !== undefined && { endedAt }),
    ...(recent !== undefined && { suppressed: recent satisfies PageSuppressed }),
    ...muteField(mute, now),
    ...(missedRuns > 0 && { missedRuns }),
  };
}

/** A mute that has run out is lifted by the next run, and no longer one. */
function muteField(mute: Mute | undefined, now: number): Pick<SummaryRow, 'mute'> {
  if (mute === undefined) return {};
  const { until, by } = mute;
  if (until === 'cooled-off') return { mute: { by } };
  return until > now ? { mute: { until: isoUtc(until), by } } : {};
}

/** By score; it is capped, so that of the strongest the multiple decides. */
export function byMomentum(a: SummaryRow, b: SummaryRow): number {
  const [score, multiple] = [(b.score ?? -1) - (a.score ?? -1), (b.multiple ?? 0) - (a.multiple ?? 0)];
  return score || multiple || (a.hashtag < b.hashtag ? -1 : 1);
}

function readingFields(reading: Reading | undefined): Pick<SummaryRow, 'at' | 'views' | 'step' | 'videos'> {
  if (reading === undefined) return {};
  const { at, views, step, videos } = reading;
  return { at: isoUtc(at), views, step, ...(videos !== undefined && { videos }) };
}

function evidenceFields(
  evidence: Evidence | undefined,
  episode: 'open' | 'closed',
): Pick<SummaryRow, 'score' | 'multiple' | 'onset' | 'usualPerHour'> {
  if (evidence === undefined) return {};
  const { score, threshold, multiple, onset, usualPerHour, usualBefore } = evidence;
  const tells = episode === 'open' || score >= threshold * TELLING_SHARE;
  return {
    score: roundTo(DIGITS, score),
    // The detector goes on learning in a breakout, which is measured against what was before it.
    usualPerHour: roundTo(DIGITS, (tells ? usualBefore : undefined) ?? usualPerHour),
    ...(tells && multiple !== undefined && { multiple: roundTo(DIGITS, multiple) }),
    ...(tells && onset !== undefined && { onset: isoUtc(onset) }),
  };
}

function velocityOf(velocity: Velocity | undefined): SummaryVelocity {
  if (velocity === undefined) return { kind: 'unknown', reason: 'no reading yet' };
  if (velocity.kind === 'unknown') return velocity;
  const { kind, low, nominal, high, hours } = velocity;
  return {
    kind,
    low: roundTo(DIGITS, low),
    nominal: roundTo(DIGITS, nominal),
    high: roundTo(DIGITS, high),
    hours: roundTo(3, hours),
  };
}

function summaryEpisode({ id, rule, openedAt, baseViews, peakViews, issue }: PageEpisode): SummaryEpisode {
  return { id, rule, openedAt, baseViews, peakViews, ...(issue !== undefined && { issue }) };
}
