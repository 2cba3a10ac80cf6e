/** A code span as GitHub reads it: what its fence opens only the same fence closes. */
const SPAN = /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g;

/**
 * The beginning of a line of Markdown, cut between its code spans and never within one: what stood in a span that lost its
 * end would format, link and mention.
 * @param charsMax the most UTF-16 units that are left, the ellipsis included
 */
export function cutMarkdown(markdown: string, charsMax: number): string {
  if (markdown.length <= charsMax) return markdown;
  const room = charsMax - 2;
  const split = [...markdown.matchAll(SPAN)].find(
    ({ index, 0: span }) => index < room && index + span.length > room,
  );
  return `${markdown
    .slice(0, split?.index ?? room)
    .toWellFormed()
    .trimEnd()} …`;
}
