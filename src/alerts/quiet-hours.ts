import type { QuietHours } from '../settings/settings.ts';
import { localMinute } from '../text/local-time.ts';

/** Whether an instant lies in quiet hours: the first minute does, the last does not. */
export function isQuiet(quiet: QuietHours | undefined, timezone: string, at: number): boolean {
  if (quiet === undefined) return false;
  const { startMinute, endMinute } = quiet;
  const minute = localMinute(timezone, at);
  return startMinute < endMinute
    ? minute >= startMinute && minute < endMinute
    : minute >= startMinute || minute < endMinute;
}
