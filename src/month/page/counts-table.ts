import { escapeHtml } from '../../text/html.ts';
import { formatCount } from '../../text/numbers.ts';
import { type ChannelCount, kindsIn } from '../counts.ts';

/** How many messages each channel sent, and of how many words. */
export function countsHtml(counts: readonly ChannelCount[]): string {
  const kinds = kindsIn(counts);
  const head = ['Channel', ...kinds.map(([, , many]) => many), 'Total', 'Words', 'Words a message'];
  const rows = counts.map(({ channel, byKind, total, words }) => [
    escapeHtml(channel),
    ...kinds.map(([kind]) => formatCount(byKind[kind])),
    formatCount(total),
    formatCount(words),
    total === 0 ? '' : formatCount(words / total),
  ]);
  return [
    '<section id="counts">',
    '<h2>Counts</h2>',
    '<table class="counts">',
    `<thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</tbody>`,
    '</table>',
    '</section>',
  ].join('\n');
}
