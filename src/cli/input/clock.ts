import { CommandFailure } from '../../failure.ts';
import { isCalendarTime } from '../../text/time.ts';

/** The run's clock, to the second. A given instant stands still, so that a replayed run is the same every time. */
export function clockOf(now: string | undefined): () => number {
  const toSecond = (instant: number): number => Math.floor(instant / 1000) * 1000;
  if (now === undefined) return () => toSecond(Date.now());
  const instant = /^20\d\d-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(now) ? Date.parse(now) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new CommandFailure(`--now ${now} is not an instant: write it as 2026-11-23T10:00:00Z`);
  }
  if (!isCalendarTime(now)) {
    throw new CommandFailure(`--now ${now} names a day or an hour that does not exist: check its date`);
  }
  return () => toSecond(instant);
}
