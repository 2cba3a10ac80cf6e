/** Text that people read in HTML: a line for each block, a tab between the cells of a table. Scripts, styles and drawings are none. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<(style|script|title|template|svg)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/\s+/g, (space) => (space.includes('\n') ? '\n' : ' '))
    .replaceAll(/<\/t[dh]>\s*(?=<t[dh])/gi, '\t')
    .replaceAll(
      /<br\s*\/?>|<\/?(?:p|div|tr|table|li|ul|ol|h[1-6]|blockquote|pre|details|summary|hr|section|article)\b[^>]*>/gi,
      '\n',
    )
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
      characterOf(whole, decimal, hex, name),
    )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  zwnj: '',
  shy: '',
  middot: '·',
};

function characterOf(whole: string, decimal?: string, hex?: string, name = ''): string {
  if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
  if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
  return NAMED[name] ?? whole;
}
