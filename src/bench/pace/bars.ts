import type { PaceRow } from './bench.ts';

/** One promise about the pace, and what it was measured against. */
export interface PaceBar {
  readonly name: string;
  readonly max: number;
  readonly worst: number;
  readonly of: number;
}

interface Rule {
  readonly name: string;
  readonly max: number;
  readonly covers: (row: PaceRow) => boolean;
  readonly value: (row: PaceRow) => number;
}

const ratio = ({ ms, scenario }: PaceRow): number => ms / scenario.idealMs;
const refused = (row: PaceRow): number => row.refused;
const isInFlight = ({ scenario }: PaceRow): boolean => scenario.kind === 'in flight';
const inFlightOf = ({ scenario }: PaceRow): number => scenario.limits.inFlight ?? 0;
const isWindow = ({ scenario, client }: PaceRow): boolean =>
  scenario.kind === 'window' && (client === 'first run' || client === 'second run');

/** What the pace promises; the tests and `npm run bench -- pace` go by these. */
const RULES: readonly Rule[] = [
  {
    name: 'second run: × ideal',
    max: 1.1,
    covers: (row) => isInFlight(row) && row.client === 'second run',
    value: ratio,
  },
  {
    name: 'second run: refused',
    max: 1,
    covers: (row) => isInFlight(row) && row.client === 'second run',
    value: refused,
  },
  {
    name: 'first run, up to 10 in flight: × ideal',
    max: 1.3,
    covers: (row) => isInFlight(row) && row.client === 'first run' && inFlightOf(row) <= 10,
    value: ratio,
  },
  {
    name: 'first run, 15 and 50 in flight, 300 hashtags: × ideal',
    max: 1.5,
    covers: (row) =>
      isInFlight(row) && row.client === 'first run' && inFlightOf(row) > 10 && row.scenario.hashtags === 300,
    value: ratio,
  },
  {
    name: 'requests a minute, with headers: refused',
    max: 0,
    covers: (row) => isWindow(row) && row.scenario.limits.headers !== undefined,
    value: refused,
  },
  {
    name: 'requests a minute, no headers: refused',
    max: 3,
    covers: (row) => isWindow(row) && row.scenario.limits.headers === undefined,
    value: refused,
  },
  {
    name: 'storms, second run: seconds beyond the storm and 1.3 × the rest',
    max: 10,
    covers: (row) => row.scenario.kind === 'storm' && row.client === 'second run',
    value: beyondStorm,
  },
  {
    name: 'storms, first run from 10 in flight on: seconds beyond the storm and 1.3 × the rest',
    max: 10,
    covers: (row) => row.scenario.kind === 'storm' && row.client === 'first run' && inFlightOf(row) >= 10,
    value: beyondStorm,
  },
  {
    name: 'storms, first run below 10 in flight: seconds beyond the storm and 1.3 × the rest',
    max: 10,
    covers: (row) => row.scenario.kind === 'storm' && row.client === 'first run' && inFlightOf(row) < 10,
    value: beyondStorm,
  },
  {
    name: 'calls lost',
    max: 0,
    covers: ({ client }) => client === 'first run' || client === 'second run',
    value: ({ lost }) => lost,
  },
];

/** Seconds that a storm cost beyond its length, where what it interrupted may take 1.3 × the ideal. */
function beyondStorm({ ms, scenario: { limits, idealMs } }: PaceRow): number {
  const [from, until] = limits.storm ?? [0, 0];
  const stormMs = until - from;
  return (ms - stormMs - 1.3 * (idealMs - stormMs)) / 1_000;
}

/** Each bar with the worst of what was measured for it. */
export function paceBars(rows: readonly PaceRow[]): readonly PaceBar[] {
  return RULES.map(({ name, max, covers, value }) => {
    const values = rows.filter(covers).map(value);
    return { name, max, worst: Math.max(...values), of: values.length };
  }).filter(({ of }) => of > 0);
}
