import { kindsIn } from '../counts.ts';
import type { ShownMonth } from '../shown-month.ts';
import { messageArticle } from './message-article.ts';

/** The first message of each kind on each channel, side by side. */
export function examplesHtml({ messages, counts, channels, timezone }: ShownMonth): string {
  const sections = kindsIn(counts).map(([kind, one]) => {
    const articles = channels.flatMap(({ name }) => {
      const first = messages.find((message) => message.channel === name && message.kind === kind);
      if (first === undefined) return [];
      const picture = `${kind}-${name}`;
      return [messageArticle(first, { id: `example-${picture}`, timezone, picture })];
    });
    return `<h3>${one}</h3>\n<div class="grid">${articles.join('\n')}</div>`;
  });
  return ['<section id="examples">', '<h2>One of each kind</h2>', ...sections, '</section>'].join('\n');
}
