import { z } from 'zod';
import { escapeHtml } from '../../text/html.ts';
import { formatTime } from '../../text/times.ts';
import { discordMarkdown } from './discord-markdown.ts';
import type { MessageView } from './message-view.ts';
import { safeLink } from './safe-link.ts';
import { textOf } from './text-of.ts';

const embed = z.object({
  title: z.string(),
  url: z.string().optional(),
  description: z.string(),
  color: z.int().min(0).max(0xffffff),
  footer: z.object({ text: z.string() }).optional(),
  timestamp: z.string().optional(),
});
const message = z.object({ content: z.string().optional(), embeds: z.array(embed) });

/**
 * A message of a Discord webhook. Its time is shown in the reader's own zone there.
 * @see https://docs.discord.com/developers/resources/message#embed-object
 */
export function discordView(payload: unknown, timezone: string): MessageView {
  const { content = '', embeds } = message.parse(payload);
  const html = [
    ...(content === '' ? [] : [`<p>${discordMarkdown(content)}</p>`]),
    ...embeds.map((one) => embedHtml(one, timezone)),
  ].join('\n');
  const text = textOf(html);
  return { title: text.split('\n')[0] ?? '', html, text };
}

function embedHtml(
  { title, url, description, color, footer, timestamp }: z.infer<typeof embed>,
  timezone: string,
): string {
  const name = discordMarkdown(title);
  const small = [
    ...(footer === undefined ? [] : [escapeHtml(footer.text)]),
    ...(timestamp === undefined ? [] : [escapeHtml(formatTime(timestamp, timezone))]),
  ].join(' • ');
  return [
    `<div class="embed" style="border-left-color:#${color.toString(16).padStart(6, '0')}">`,
    `<h4>${url === undefined ? name : safeLink(url, name)}</h4>`,
    discordMarkdown(description),
    `<p class="small">${small}</p></div>`,
  ].join('\n');
}
