/** How the files of the state are laid out, and where a text stops being JSON. */

/**
 * Characters that the text is filled up to a multiple of. Git looks for deltas among versions of about the same size
 * and, among equals, of about the same time (type_size_sort in git's pack-objects.c). Equal sizes make hourly versions
 * neighbours: a year of 50 hashtags packs to less than half.
 */
const BLOCK_CHARS = 32_768;

/** A file's text: a line a hashtag in each section, in a fixed order, so that a diff reads well; filled up with blanks. */
export function fileText(file: Readonly<Record<string, unknown>>): string {
  const text = layOut(file);
  return `${text.padEnd(Math.ceil((text.length + 1) / BLOCK_CHARS) * BLOCK_CHARS - 1)}\n`;
}

/** A top-level key a line; a hashtag a line, and a notification a line. */
export function layOut(file: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(file).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [
      `  ${JSON.stringify(key)}: ${key === 'checkpoint' ? checkpointText(value) : valueText(key, value)}`,
    ];
  });
  return `{\n${lines.join(',\n')}\n}`;
}

const SECTIONS = ['hashtags', 'videos', 'outbox', 'alarms', 'memories'];

function valueText(key: string, value: unknown): string {
  if (!SECTIONS.includes(key)) return JSON.stringify(value);
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item) => JSON.stringify(item)),
      ']',
    );
  const entries = Object.entries(value ?? {});
  return block(
    '{',
    entries.map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`),
    '}',
  );
}

function checkpointText(value: unknown): string {
  const parts = Object.entries(value ?? {}).map(
    ([key, part]) => `${JSON.stringify(key)}: ${valueText(key, part)}`,
  );
  return `{${parts.join(', ')}}`;
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0
    ? `${open}${close}`
    : `${open}\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ${close}`;
}

/** One token of JSON with the space before it (RFC 8259). */
const TOKEN =
  /\s*(?:"(?:[^"\\\p{Cc}]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)|[{}[\],:])/uy;

/** Where the text stops being JSON: the position that the parser names, else the first that begins no token. */
export function placeOf(file: string, text: string, cause: unknown): string {
  const named = cause instanceof Error ? /position (\d+)/.exec(cause.message)?.[1] : undefined;
  const position = named === undefined ? endOfTokens(text) : Number(named);
  return `${file}:${text.slice(0, position).split('\n').length}`;
}

function endOfTokens(text: string): number {
  const token = new RegExp(TOKEN);
  let end = 0;
  while (token.test(text)) end = token.lastIndex;
  return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}
