import { plainLine } from './untrusted.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A stranger's text as one short line of HTML that cannot reorder what stands around it. */
export function strangersText(text: string, charsMax: number): string {
  return `<bdi>${escapeHtml(plainLine(text, charsMax))}</bdi>`;
}
