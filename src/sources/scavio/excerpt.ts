const EXCERPT_CHARS_MAX = 160;

/** The beginning of an answer, on one line, to show what came. It is a stranger's text: escape it where it is printed. */
export function excerpt(body: unknown): string {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? 'nothing');
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return 'nothing';
  return line.length <= EXCERPT_CHARS_MAX ? line : `${line.slice(0, EXCERPT_CHARS_MAX).toWellFormed()}…`;
}
