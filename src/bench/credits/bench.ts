import { join } from 'node:path';
import { readLabelledRecord } from '../detection/record.ts';
import type { LabelledSeries } from '../detection/series.ts';
import { type Figures, figuresAt, sweepThresholds } from '../detection/sweep.ts';
import { generateRecord } from '../detection/synthetic/generate.ts';
import { type LivedRecord, live } from './live.ts';
import { everything, type Policy, productPlan, roundRobin, untilUsedUp } from './policies.ts';

export interface CreditsBenchOptions {
  /** A folder with `views-3hourly.csv.gz` and `breakouts-3hourly.json`; without it only the synthetic half runs. */
  readonly data?: string;
  /** Size of the synthetic record. */
  readonly hashtags: number;
  readonly days: number;
  readonly seed: number;
}

/** One policy on one record, at 0.1 false alarms per tag-month. */
export interface CreditsRow {
  readonly record: string;
  readonly policy: string;
  /** Of what reading everything with its videos costs. */
  readonly share: number;
  readonly figures: Pick<Figures, 'recall' | 'beforePeak' | 'delayHours'>;
  readonly lived: Pick<LivedRecord, 'readings' | 'credits' | 'usedShareMax' | 'unreadHoursMax'>;
}

export const CREDITS_DEFAULTS = { hashtags: 120, days: 75, seed: 11 };

const FALSE_ALARMS_PER_MONTH = 0.1;
const SHARES = [0.5, 0.25];

/** Policies may remember what they owe, so each run of the bench has its own. */
const POLICIES: readonly { readonly name: string; readonly start: () => Policy }[] = [
  { name: 'the plan', start: () => productPlan },
  { name: 'round robin, numbers', start: () => roundRobin('numbers') },
  { name: 'round robin, with videos', start: () => roundRobin('numbers and videos') },
  { name: 'the rule of before', start: () => untilUsedUp },
];

/** What each policy keeps of the breakouts at a half and a quarter of the credits. */
export function benchCredits(
  { data, hashtags, days, seed }: CreditsBenchOptions,
  progress: (row: CreditsRow) => void,
): readonly CreditsRow[] {
  const synthetic = generateRecord({ seed, hashtags, days, everyHours: 1 });
  const records: readonly (readonly [string, readonly LabelledSeries[]])[] = [
    ['synthetic, hourly, exact', synthetic.exact],
    ['synthetic, hourly, rounded', synthetic.rounded],
    ...(data === undefined
      ? []
      : [
          [
            'real, three-hourly',
            readLabelledRecord(join(data, 'views-3hourly.csv.gz'), join(data, 'breakouts-3hourly.json')),
          ] as const,
        ]),
  ];
  return records.flatMap(([record, series]) => {
    const rows = [
      measurePolicy(record, series, 'everything', everything, 1),
      ...POLICIES.flatMap(({ name, start }) =>
        SHARES.map((share) => measurePolicy(record, series, name, start(), share)),
      ),
    ];
    rows.forEach(progress);
    return rows;
  });
}

export function measurePolicy(
  record: string,
  series: readonly LabelledSeries[],
  name: string,
  policy: Policy,
  share: number,
): CreditsRow {
  const { scores, series: kept, ...lived } = live(series, policy, share);
  const everyone = series.map((_, index) => index);
  const figures = figuresAt(sweepThresholds(kept, scores), FALSE_ALARMS_PER_MONTH, everyone);
  return { record, policy: name, share, figures, lived };
}
