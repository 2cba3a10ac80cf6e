import { columns } from '../../text/columns.ts';
import type { PaceBar } from './bars.ts';
import type { PaceClient, PaceRow } from './bench.ts';
import type { Waits } from './days.ts';

const CLIENTS: readonly PaceClient[] = ['first run', 'second run', 'rule of before', 'plain loop'];

/** One line a scenario: the time as a multiple of the ideal, and the refusals, of each client. */
export function paceTable(rows: readonly PaceRow[], bars: readonly PaceBar[]): string {
  const head = ['limit', 'hashtags', 'latency', 'ideal', ...CLIENTS];
  const lines = [...Map.groupBy(rows, ({ scenario }) => scenario)].map(([scenario, same]) => [
    scenario.name,
    String(scenario.hashtags),
    `${scenario.limits.latencyMs / 1_000} s`,
    `${(scenario.idealMs / 1_000).toFixed(1)} s`,
    ...CLIENTS.map((client) => cellOf(same.find((row) => row.client === client))),
  ]);
  const explained =
    'Time as a multiple of the ideal in whole rounds; refused requests; calls that were lost.';
  return `${[...columns([head, ...lines]), '', explained, '', ...bars.map(barLine), ''].join('\n')}`;
}

function cellOf(row: PaceRow | undefined): string {
  if (row === undefined) return '';
  const lost = row.lost === 0 ? '' : `, ${row.lost} lost`;
  return `${(row.ms / row.scenario.idealMs).toFixed(2)} ×, ${row.refused}${lost}`;
}

function barLine({ name, max, worst, of }: PaceBar): string {
  const shown = Number.isInteger(worst) ? String(worst) : worst.toFixed(2);
  return `${worst <= max ? 'met    ' : 'MISSED '}${name}: at most ${max}; worst of ${of} is ${shown}`;
}

/** One line a watchlist that is too large for its limit: how long its hashtags wait. */
export function waitsTable(
  rows: readonly { readonly name: string; readonly hashtags: number; readonly waits: Waits }[],
): string {
  const head = ['limit', 'hashtags', 'read at least every', 'videos at least every', 'runs cut short'];
  const lines = rows.map(({ name, hashtags, waits }) => [
    name,
    String(hashtags),
    `${waits.unreadHours} h`,
    `${waits.unlistedHours} h`,
    String(waits.cutShort),
  ]);
  return `\n${columns([head, ...lines]).join('\n')}\n`;
}
