import { columns } from '../../text/columns.ts';
import { formatCount } from '../../text/numbers.ts';
import type { CreditsRow } from './bench.ts';

const HEAD = [
  'record',
  'credits',
  'policy',
  'recall',
  'before peak',
  'delay',
  'readings',
  'used',
  'budget used',
  'unread for',
];

/** One line a policy: what it keeps of the breakouts, and what it costs. */
export function creditsTable(rows: readonly CreditsRow[]): string {
  const lines = rows.map(({ record, share, policy, figures, lived }) => [
    record,
    `${100 * share} %`,
    policy,
    figures.recall.toFixed(3),
    figures.beforePeak.toFixed(3),
    `${figures.delayHours.toFixed(1)} h`,
    formatCount(lived.readings),
    formatCount(lived.credits),
    `${(100 * lived.usedShareMax).toFixed(1)} %`,
    `${Math.round(lived.unreadHoursMax)} h`,
  ]);
  return `${[...columns([HEAD, ...lines]), '', ...bars(rows), ''].join('\n')}`;
}

interface Bar {
  readonly record: string;
  readonly share: number;
  readonly name: string;
  readonly least: number;
  readonly of: (row: CreditsRow, full: CreditsRow) => number;
}

const REAL = 'real, three-hourly';
const recall = ({ figures }: CreditsRow): number => figures.recall;
const keptRecall = (row: CreditsRow, full: CreditsRow): number => recall(row) / recall(full);

/** What the plan promises at 0.1 false alarms per tag-month. */
const BARS: readonly Bar[] = [
  { record: REAL, share: 0.5, name: 'recall', least: 0.92, of: recall },
  { record: REAL, share: 0.5, name: 'before the peak', least: 0.8, of: ({ figures }) => figures.beforePeak },
  {
    record: REAL,
    share: 0.5,
    name: 'hours within 12.5',
    least: 0,
    of: ({ figures }) => 12.5 - figures.delayHours,
  },
  { record: REAL, share: 0.25, name: 'share of full recall', least: 0.95, of: keptRecall },
  {
    record: 'synthetic, hourly, exact',
    share: 0.5,
    name: 'share of full recall',
    least: 0.99,
    of: keptRecall,
  },
  {
    record: 'synthetic, hourly, rounded',
    share: 0.5,
    name: 'share of full recall',
    least: 0.99,
    of: keptRecall,
  },
];

function bars(rows: readonly CreditsRow[]): readonly string[] {
  return BARS.flatMap(({ record, share, name, least, of }) => {
    const row = rows.find((one) => one.record === record && one.share === share && one.policy === 'the plan');
    const full = rows.find((one) => one.record === record && one.policy === 'everything');
    if (row === undefined || full === undefined) return [];
    const value = of(row, full);
    const verdict = value >= least ? 'met    ' : 'MISSED ';
    return [`${verdict}${record}, ${100 * share} %: ${name} at least ${least}; is ${value.toFixed(3)}`];
  });
}
