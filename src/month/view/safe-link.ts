import { escapeHtml } from '../../text/html.ts';

/** A link that opens a page; an address of another kind, such as `javascript:`, is shown as text alone. */
export function safeLink(url: string, html: string): string {
  if (!/^https?:\/\//i.test(url)) return html;
  return `<a href="${escapeHtml(url)}" rel="noreferrer noopener">${html}</a>`;
}
