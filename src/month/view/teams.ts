import { z } from 'zod';
import { escapeHtml } from '../../text/html.ts';
import type { MessageView } from './message-view.ts';
import { safeLink } from './safe-link.ts';
import { textOf } from './text-of.ts';

const run = z.object({
  text: z.string(),
  weight: z.string().optional(),
  size: z.string().optional(),
  isSubtle: z.boolean().optional(),
  selectAction: z.object({ url: z.string() }).optional(),
});
const flat = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('RichTextBlock'),
    separator: z.boolean().optional(),
    spacing: z.string().optional(),
    inlines: z.array(run),
  }),
  z.object({
    type: z.literal('FactSet'),
    facts: z.array(z.object({ title: z.string(), value: z.string() })),
  }),
]);
const container = z.object({
  type: z.literal('Container'),
  style: z.string().optional(),
  isVisible: z.boolean().optional(),
  items: z.array(flat),
});
const action = z.object({ type: z.string(), title: z.string(), url: z.string().optional() });
const card = z.object({
  body: z.array(z.union([container, flat])),
  actions: z.array(action).optional(),
});
const message = z.object({ attachments: z.tuple([z.object({ content: card })]) });

const STYLES: ReadonlySet<string> = new Set(['good', 'warning', 'attention', 'emphasis', 'accent']);

/**
 * An Adaptive Card in Teams. What is folded away at first is folded away here too.
 * @see https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer
 */
export function teamsView(payload: unknown): MessageView {
  const { body, actions = [] } = message.parse(payload).attachments[0].content;
  const buttons = actions.map(({ title, url }) =>
    url === undefined ? '' : `<span class="button">${safeLink(url, escapeHtml(title))}</span>`,
  );
  const html = [
    ...body.map((element) => (element.type === 'Container' ? containerHtml(element) : flatHtml(element))),
    `<div class="buttons">${buttons.join(' ')}</div>`,
  ].join('\n');
  const text = textOf(html);
  return { title: text.split('\n')[0] ?? '', html, text };
}

function containerHtml({ style = '', isVisible = true, items }: z.infer<typeof container>): string {
  const inner = items.map(flatHtml).join('\n');
  if (!isVisible) return `<details><summary>Details</summary>${inner}</details>`;
  return `<div class="container${STYLES.has(style) ? ` ${style}` : ''}">${inner}</div>`;
}

function flatHtml(element: z.infer<typeof flat>): string {
  if (element.type === 'FactSet') {
    const rows = element.facts.map(
      ({ title, value }) => `<tr><th>${escapeHtml(title)}</th><td>${escapeHtml(value)}</td></tr>`,
    );
    return `<table>${rows.join('')}</table>`;
  }
  const rule = element.separator === true ? '<hr>' : '';
  const spacing = element.spacing === 'Small' ? ' class="tight"' : '';
  return `${rule}<p${spacing}>${element.inlines.map(runHtml).join('')}</p>`;
}

function runHtml({ text, weight, size, isSubtle, selectAction }: z.infer<typeof run>): string {
  const names = [
    ...(weight === 'Bolder' ? ['bold'] : []),
    ...(size === 'Medium' ? ['medium'] : []),
    ...(size === 'Small' ? ['small'] : []),
    ...(isSubtle === true ? ['subtle'] : []),
  ];
  const shown = escapeHtml(text).replaceAll('\n', '<br>');
  const html = names.length === 0 ? shown : `<span class="${names.join(' ')}">${shown}</span>`;
  return selectAction === undefined ? html : safeLink(selectAction.url, html);
}
