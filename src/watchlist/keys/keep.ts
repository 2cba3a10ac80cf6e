import type { Settings } from '../../settings/settings.ts';
import { KEEP_DAYS, KEEP_HOURS } from '../quantity/durations.ts';
import { fromQuantity } from './key.ts';

/** The keys that say how long samples are kept in `data/`. */

export const keepHours = {
  ...fromQuantity(KEEP_HOURS),
  standard: '90 days',
  about:
    'How long every hour is kept in data/; of older days one reading of each hashtag is left, and the rest in git.',
  page: {
    standard: '`90 days`',
    meaning:
      'How long hourly readings are kept in `data/`: at least `30 days`, or `forever`. Of older days the last reading of each hashtag is left; the hours stay in git. `backtest` and the page go by what stands in `data/`.',
  },
  read: (written: string) => {
    const keepHoursDays = KEEP_HOURS.read(written);
    return keepHoursDays === undefined ? {} : { keepHoursDays };
  },
  write: ({ keepHoursDays }: Pick<Settings, 'keepHoursDays'>) => KEEP_HOURS.write(keepHoursDays),
} as const;

export const keepDays = {
  ...fromQuantity(KEEP_DAYS),
  standard: 'forever',
  about: 'How long samples are kept in data/ at all; what is older goes, and stays in git.',
  page: {
    standard: '`forever`',
    meaning:
      'How long samples are kept in `data/` at all: at least `30 days`, or `forever`. Files of older days are deleted; git’s history still has them. Alerts are kept.',
  },
  read: (written: string) => {
    const keepDays = KEEP_DAYS.read(written);
    return keepDays === undefined ? {} : { keepDays };
  },
  write: ({ keepDays }: Pick<Settings, 'keepDays'>) => KEEP_DAYS.write(keepDays),
} as const;
