import { z } from 'zod';
import { escapeHtml } from '../../text/html.ts';
import type { MessageView } from './message-view.ts';

const event = z.looseObject({ type: z.string(), timestamp: z.string() });

/** What a program gets: JSON. */
export function webhookView(payload: unknown): MessageView {
  const { type } = event.parse(payload);
  const text = JSON.stringify(payload, null, 2);
  return { title: type, html: `<pre>${escapeHtml(text)}</pre>`, text };
}
