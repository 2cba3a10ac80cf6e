import { escapeHtml } from '../../text/html.ts';
import type { MailPayload } from './mail-payload.ts';
import type { MessageView } from './message-view.ts';
import { textOf } from './text-of.ts';

/**
 * A mail in a frame of its own, in which nothing runs and nothing is loaded. What mail programs show around it stands
 * above.
 */
export function emailView({ subject, from, to, html }: MailPayload): MessageView {
  const head = [
    ['From', from],
    ['To', to],
    ['Subject', subject],
  ]
    .map(([name = '', value = '']) => `<div><b>${name}</b> ${escapeHtml(value)}</div>`)
    .join('\n');
  const frame = `<iframe sandbox="allow-same-origin" title="The mail" srcdoc="${escapeHtml(html)}"></iframe>`;
  return {
    title: subject,
    html: `<div class="mail-head">${head}</div>\n${frame}`,
    text: `${subject}\n${textOf(html)}`,
  };
}
