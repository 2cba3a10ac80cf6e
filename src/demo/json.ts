import { openingIssue } from '../channels/issue/message.ts';
import { isoUtc } from '../text/time.ts';
import type { Demo } from './story.ts';

/** The demo as `demo --json` prints it. */
export function demoJson({
  seed,
  hashtags,
  hours,
  weeks,
  comparison,
  example,
  timezone,
  page,
  records,
}: Demo): object {
  return {
    simulated: true,
    seed,
    hashtags,
    runs: { due: hours, came: weeks.runs.length, requests: weeks.requests, credits: weeks.credits },
    breakouts: comparison.breakouts.map(({ planted, fired }) => ({
      hashtag: planted.hashtag,
      onset: isoUtc(planted.onset),
      peak: isoUtc(planted.peak),
      fastestPercentPerHour: Number(planted.peakPercentPerHour.toPrecision(3)),
      alert: fired?.alert.openedAt ?? null,
      rule: fired?.alert.rule ?? null,
      hoursAfterOnset: fired === undefined ? null : Number(fired.hoursAfterOnset.toFixed(2)),
      hoursBeforePeak: fired === undefined ? null : Number(fired.hoursBeforePeak.toFixed(2)),
    })),
    falseAlarms: comparison.falseAlarms.map(({ alert, cause }) => ({
      hashtag: alert.hashtag,
      alert: alert.openedAt,
      rule: alert.rule,
      reason: alert.reason,
      planted: cause?.kind ?? null,
    })),
    suppressed: [
      ...comparison.nuisances.flatMap(({ outcome }) => (outcome.kind === 'suppressed' ? [outcome] : [])),
      ...comparison.otherSuppressed,
    ].map(({ at, hashtag, reason }) => ({ at: isoUtc(at), hashtag, reason })),
    issue:
      example === undefined ? null : openingIssue({ alert: example, others: [], readings: [], timezone }),
    page,
    records,
  };
}
