import { Document, isMap, isScalar, isSeq, type ParsedNode, parseDocument, Scalar, type YAMLSeq } from 'yaml';
import { HASHTAG_KEYS } from './keys/hashtag-keys.ts';
import type { WrittenHashtag } from './schema.ts';

/** A hashtag to add, with the settings that are to stand in the file, as written. */
export type NewEntry = Omit<WrittenHashtag, 'name'> & { readonly name: string };

/** A piece of text that goes into the file at an offset. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * The text of a watchlist with entries added to the end of its list, and not a character of it changed besides: comments,
 * indentation, quotes, line ends and the final newline (or its absence) stay. A list of lines gets lines, a list in
 * brackets entries in its brackets.
 *
 * @param text a watchlist that `parseWatchlist` takes
 */
export function addEntries(text: string, entries: readonly NewEntry[]): string {
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { keepSourceTokens: true });
  const list = document.get('hashtags', true);
  if (!isSeq<ParsedNode>(list)) throw new Error('The watchlist has no list of hashtags.');
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const source = text.slice(mark);
  const insertions = list.flow
    ? intoBrackets(source, list, entries, isJson(document) ? 'json' : 'yaml')
    : intoLines(source, list, entries);
  return text.slice(0, mark) + inserted(source, insertions);
}

/** The entries as lines for a list of lines, for people to paste. */
export function entriesAsLines(entries: readonly NewEntry[]): readonly string[] {
  return entries.flatMap((entry) => printedLines(entry, undefined));
}

function inserted(text: string, insertions: readonly Insertion[]): string {
  return insertions
    .toReversed()
    .reduce((done, { at, text: more }) => done.slice(0, at) + more + done.slice(at), text);
}

function intoLines(
  text: string,
  list: YAMLSeq<ParsedNode>,
  entries: readonly NewEntry[],
): readonly Insertion[] {
  const dash = dashOf(list);
  const indent = ' '.repeat(dash - lineStart(text, dash));
  const lines = entries.flatMap((entry) => printedLines(entry, quoteOf(list))).map((line) => indent + line);
  const end = endOf(lastOf(list));
  const newline = newlineOf(text);
  // The text of a `|` goes on to the start of the next line.
  if (text[end - 1] === '\n') return [{ at: end, text: lines.map((line) => line + newline).join('') }];
  return [{ at: lineEnd(text, end), text: lines.map((line) => newline + line).join('') }];
}

function intoBrackets(
  text: string,
  list: YAMLSeq<ParsedNode>,
  entries: readonly NewEntry[],
  style: 'json' | 'yaml',
): readonly Insertion[] {
  const last = lastOf(list);
  const end = endOf(last);
  const bracket = (list.range?.[1] ?? end) - 1;
  const comma = commaBetween(text, end, bracket);
  const written = entries.map((entry) =>
    style === 'json' ? JSON.stringify(entryValue(entry)) : printedInline(entry, quoteOf(list)),
  );
  const before = text.slice(lineStart(text, last.range[0]), last.range[0]);
  if (/\S/.test(before)) {
    return comma === undefined
      ? [{ at: end, text: written.map((entry) => `, ${entry}`).join('') }]
      : [{ at: comma + 1, text: written.map((entry) => ` ${entry},`).join('') }];
  }
  const newline = newlineOf(text) + before;
  const at = Math.min(lineEnd(text, comma ?? end), bracket);
  if (comma !== undefined) {
    const after = at === bracket ? comma + 1 : at;
    return [{ at: after, text: written.map((entry) => `${newline}${entry},`).join('') }];
  }
  const lines = { at: at === bracket ? end : at, text: newline + written.join(`,${newline}`) };
  return [{ at: end, text: ',' }, lines];
}

function printedLines(entry: NewEntry, quote: Scalar.Type | undefined): readonly string[] {
  const document = new Document([entryValue(entry)]);
  return withQuotes(document, entry, quote).toString({ lineWidth: 0 }).trimEnd().split('\n');
}

function printedInline(entry: NewEntry, quote: Scalar.Type | undefined): string {
  const document = new Document([entryValue(entry)]);
  const { contents } = withQuotes(document, entry, quote);
  if (isSeq(contents)) contents.flow = true;
  return document
    .toString({ lineWidth: 0, flowCollectionPadding: true })
    .trim()
    .slice('[ '.length, -' ]'.length);
}

/** A name alone where there are no settings; these in the order of the reference page. */
function entryValue(entry: NewEntry): unknown {
  if (Object.keys(entry).length === 1) return entry.name;
  const order = Object.keys(HASHTAG_KEYS);
  return Object.fromEntries(
    Object.entries(entry).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)),
  );
}

/** Gives the new name the quotes of its neighbours. */
function withQuotes(document: Document, { name }: NewEntry, quote: Scalar.Type | undefined): Document {
  const [first] = isSeq(document.contents) ? document.contents.items : [];
  const scalar = isMap(first) ? first.get('name', true) : first;
  if (isScalar(scalar) && scalar.value === name && quote !== undefined) scalar.type = quote;
  return document;
}

function quoteOf(list: YAMLSeq<ParsedNode>): Scalar.Type | undefined {
  const last = lastOf(list);
  const name: unknown = isMap(last) ? last.get('name', true) : last;
  const type = isScalar(name) ? name.type : undefined;
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE ? type : undefined;
}

function isJson({ contents }: Document): boolean {
  const [first] = isMap(contents) && contents.flow ? contents.items : [];
  return isScalar(first?.key) && first.key.type === Scalar.QUOTE_DOUBLE;
}

function lastOf(list: YAMLSeq<ParsedNode>): ParsedNode {
  const last = list.items.at(-1);
  if (last === undefined) throw new Error('The list of hashtags is empty.');
  return last;
}

/** Offset of the first `-`. */
function dashOf({ srcToken }: YAMLSeq): number {
  const [first] = srcToken?.type === 'block-seq' ? srcToken.items : [];
  const dash = first?.start.find(({ type }) => type === 'seq-item-ind');
  if (dash === undefined) throw new Error('The list of hashtags has no first line.');
  return dash.offset;
}

/** Offset behind the last character of a value; comments and empty lines behind it do not count. */
function endOf(node: ParsedNode): number {
  const last =
    isMap(node) && !node.flow
      ? node.items.at(-1)?.value
      : isSeq(node) && !node.flow
        ? node.items.at(-1)
        : null;
  return last === null || last === undefined ? node.range[1] : endOf(last as ParsedNode);
}

/** Offset of the comma behind the last entry in brackets, if there is one; comments do not count. */
function commaBetween(text: string, start: number, end: number): number | undefined {
  const bare = text.slice(start, end).replaceAll(/(?<=\s)#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const at = bare.indexOf(',');
  return at < 0 ? undefined : start + at;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line break behind `offset`, or of the end of the text. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' && newline > offset ? newline - 1 : newline;
}

function newlineOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
