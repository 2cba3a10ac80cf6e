import { LEARNING_DAYS } from '../detector/momentum/observe.ts';
import { DAY_MS, HOUR_MS, isoUtc } from '../text/time.ts';
import { formatTime } from '../text/times.ts';
import type { RunReport } from './report.ts';

/** What comes after the first run that read anything, and when: in sentences of plain text. Empty at every later run. */
export function firstRunText({
  isFirst,
  judgements,
  at,
  timezone,
}: Pick<RunReport, 'isFirst' | 'judgements' | 'at' | 'timezone'>): readonly string[] {
  if (isFirst === undefined || judgements.length === 0) return [];
  const time = (instant: number): string => formatTime(isoUtc(instant), timezone);
  const rules = new Set(judgements.map(({ watch }) => watch.rule));
  const next = Math.floor(at / HOUR_MS) * HOUR_MS + HOUR_MS;
  return [
    'The first run worked. What comes next:',
    `The second reading, after ${time(next)}: the first velocities. GitHub may start it up to an hour or two late.`,
    ...(rules.size === 1 && rules.has('breakout')
      ? []
      : ['From the second reading on, the classic rule alerts.']),
    ...(rules.size === 1 && rules.has('classic')
      ? []
      : [
          `From ${time(at + LEARNING_DAYS * DAY_MS)} on, the breakout rule alerts: by then it has learned each hashtag’s baseline.`,
        ]),
    'No message until then means that nothing happened. To see now that alerts arrive: Actions → Doctor → Run workflow, with a test alert.',
  ];
}
