import { normaliseHashtag } from '../../readings/hashtag.ts';

/** More names than this are not repeated in a remedy. */
const NAMES_MAX = 10;
const TEXT_CHARS_MAX = 400;

/** `[skincare, booktok]`, for a text by which somebody meant several hashtags, or one; undefined where it cannot be that. */
export function listOfNames(text: string): string | undefined {
  if (text.length > TEXT_CHARS_MAX) return undefined;
  const parts = text.split(/[\s,;[\]]+/u).map((part) => part.replace(/^[-#]+/, ''));
  const names = parts.filter((part) => part !== '').map(normaliseHashtag);
  const good = names.flatMap((name) => (name.kind === 'ok' ? [name.name] : []));
  if (good.length === 0 || good.length < names.length || good.length > NAMES_MAX) return undefined;
  return `[${good.join(', ')}]`;
}

/** What to write for a text that begins with the dash of a list; undefined for others. */
export function dashRemedy(text: string): string | undefined {
  const [, rest = ''] = /^-+\s*([^\s,;-][^\s,;]*)$/u.exec(text.slice(0, TEXT_CHARS_MAX)) ?? [];
  const name = normaliseHashtag(rest);
  return name.kind === 'ok' ? `one dash and a space, then the name: \`- ${name.name}\`` : undefined;
}
