/** Characters that nobody sees, and that pages and chats put into what is copied from them. */
const INVISIBLE = /(?![\t\n\r ])[\p{Cc}\p{Cf}\p{Z}]|\p{Variation_Selector}/u;

/**
 * What is wrong with a secret whatever it is for, and what to do, without the secret: slips of copying, which no server
 * would name.
 * @returns the rest of a sentence that begins with "the secret NAME …"; undefined where nothing shows
 */
export function secretFault(value: string): string | undefined {
  const invisible = INVISIBLE.exec(value)?.[0];
  if (invisible !== undefined) {
    const code = invisible.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `holds an invisible character (U+${code}): copy it again, and paste it without formatting`;
  }
  if ((value.match(/\b[a-z]+:\/\//gi) ?? []).length > 1 && /[\s,;|]/.test(value))
    return 'holds two addresses: a secret takes one; make another channel, with a secret of its own, for the second';
  if (/\s/.test(value)) return 'holds a space or a line break: copy it again, and nothing beside it';
  if (/^["'`<]|["'`>]$/.test(value)) return 'stands in quotes or brackets: leave them out';
  if (/^[A-Z][A-Z0-9_]+=/.test(value)) return 'begins with its own name: put in only what follows the `=`';
  return undefined;
}
