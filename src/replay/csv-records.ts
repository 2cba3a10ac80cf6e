/** A record of a CSV file, with the line that it begins in. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** More lines than this are in no field: a quote has been left open. */
const LINES_MAX = 50;

/** Puts lines together to records, since a quoted field may hold line breaks (RFC 4180). */
export interface RecordReader {
  /** Takes the next line, without its line feed. @returns the records that are complete with it */
  take(text: string): readonly CsvRecord[];
  /** @returns what is left when the file ends */
  end(): readonly CsvRecord[];
}

export function createRecordReader(): RecordReader {
  let open: string[] = [];
  let next = 1;
  const take = (text: string): readonly CsvRecord[] => {
    open.push(text);
    const first = next;
    next += 1;
    const fields = splitFields(open.join('\n'));
    if (typeof fields !== 'string') return close({ line: first - open.length + 1, fields });
    if (fields === 'open' && open.length <= LINES_MAX) return [];
    return giveUp(fields);
  };
  const close = (record: CsvRecord): readonly CsvRecord[] => {
    open = [];
    return [record];
  };
  /** The first of the open lines is no record. Those after it may be. */
  const giveUp = (why: 'open' | 'stray'): readonly CsvRecord[] => {
    const [, ...later] = open;
    const line = next - open.length;
    const problem =
      why === 'open' || later.length > 0 ? 'a quote is never closed' : 'text follows a closing quote';
    open = [];
    next = line + 1;
    return [{ line, problem }, ...later.flatMap(take)];
  };
  const end = (): readonly CsvRecord[] => (open.length === 0 ? [] : [...giveUp('open'), ...end()]);
  return { take, end };
}

const QUOTED = /^ *"([^"]*(?:""[^"]*)*)" *(?:,|$)/;
const OPEN = /^ *"[^"]*(?:""[^"]*)*$/;

/**
 * The fields of one record; quotes protect commas and line breaks, and double themselves.
 * @returns `open` where a quote is not closed yet, `stray` where text follows one that is
 */
function splitFields(record: string): readonly string[] | 'open' | 'stray' {
  let rest = record.endsWith('\r') ? record.slice(0, -1) : record;
  if (!rest.includes('"')) return rest.split(',');
  const fields: string[] = [];
  for (;;) {
    const isQuoted = rest.trimStart().startsWith('"');
    const quoted = isQuoted ? QUOTED.exec(rest) : null;
    if (isQuoted && quoted === null) return OPEN.test(rest) ? 'open' : 'stray';
    const length = quoted === null ? `${rest},`.indexOf(',') + 1 : quoted[0].length;
    fields.push(quoted?.[1]?.replaceAll('""', '"') ?? rest.slice(0, length).replace(/,$/, ''));
    // A comma at the very end begins one more field.
    const isLast = length > rest.length || !rest.slice(0, length).endsWith(',');
    if (isLast) return fields;
    rest = rest.slice(length);
  }
}
