import { escapeHtml } from '../../text/html.ts';
import { formatAmount } from '../../text/numbers.ts';
import type { ShownMonth } from '../shown-month.ts';
import { issuesHtml } from './issues.ts';
import { messageArticle } from './message-article.ts';

/** All messages, channel by channel, in order of time; GitHub's as the issues that they are. */
export function channelsHtml(month: ShownMonth): string {
  const { messages, channels, timezone } = month;
  return channels
    .map(({ name, type }) => {
      const own = messages.filter(({ channel }) => channel === name);
      const shown =
        type === 'issue'
          ? issuesHtml(month)
          : own
              .map((message, place) => messageArticle(message, { id: `${name}-${place + 1}`, timezone }))
              .join('\n');
      return [
        `<section id="channel-${escapeHtml(name)}" class="channel">`,
        `<h2>${escapeHtml(name)}: ${formatAmount(own.length, 'message')}</h2>`,
        shown,
        '</section>',
      ].join('\n');
    })
    .join('\n');
}
