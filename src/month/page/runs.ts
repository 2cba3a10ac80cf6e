import { escapeHtml } from '../../text/html.ts';
import { formatAmount } from '../../text/numbers.ts';
import { isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import type { MonthRun } from '../go-through-month.ts';
import type { ShownMonth } from '../shown-month.ts';

/** The headlines of all job summaries, how often each came, and the first summary of each. */
export function runsHtml({ runs, render, timezone }: ShownMonth): string {
  const groups = [...Map.groupBy(runs, headlineOf)];
  const details = groups.map(([headline, group]) => {
    const [first] = group;
    const when = first === undefined ? '' : `, first ${formatTime(isoUtc(first.at), timezone)}`;
    const body = first === undefined ? '' : render(first.summary);
    return `<details><summary>${escapeHtml(headline)} <b>${group.length}×</b>${escapeHtml(when)}</summary><div class="box markdown">${body}</div></details>`;
  });
  return [
    '<section id="runs">',
    `<h2>Job summaries: ${formatAmount(runs.length, 'run')}</h2>`,
    ...details,
    '</section>',
  ].join('\n');
}

function headlineOf({ summary }: MonthRun): string {
  return (summary.split('\n')[0] ?? '').replace(/^#+ /, '').replaceAll('`', '');
}
