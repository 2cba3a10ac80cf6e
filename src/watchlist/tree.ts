import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
} from 'yaml';
import { clippedText, codePointName } from '../text/shown.ts';
import { type Finding, lineOf } from './problem.ts';
import { type CstToken, syntaxFindings } from './syntax.ts';

/** A value of the file and where it stands, as [start, end) offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** Plain data for the schema: text, number, null, list or mapping; nothing shared, nothing cyclic. */
  readonly value: unknown;
  /** Of a mapping: its keys in order, the first of doubles. */
  readonly entries?: ReadonlyMap<string, Entry>;
  /** Of a list. */
  readonly items?: readonly Place[];
}

export interface Entry {
  readonly key: Place;
  readonly value: Place;
}

export interface Tree {
  /** Absent when the text is not YAML; `findings` then says why. */
  readonly root?: Place;
  readonly findings: readonly Finding[];
  /** Every comment from its `#` to the end of its line. */
  readonly comments: readonly { readonly start: number; readonly text: string }[];
}

/** Deepest nesting, in YAML's own collections and their scalars; the grammar needs ten. */
const DEPTH_MAX = 40;
/** Most pieces of syntax that the lexer may find: 10,000 hashtags with five keys each come to 420,000. */
const PIECES_MAX = 450_000;

/**
 * Reads YAML 1.2 into places. Anchors, aliases and tags of one's own are refused, so nothing can be larger in memory
 * than in the file; nesting and size are bounded before the document is composed.
 */
export function readTree(text: string): Tree {
  const lexed = tokensOf(text);
  if ('tell' in lexed) return { findings: [lexed], comments: [] };
  const { tokens, comments } = lexed;
  // Keys are compared below: the composer's own comparison takes a time that grows with the square of their number.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return { findings: [], comments };
  const errors = [...document.errors, ...document.warnings];
  if (second !== undefined) return { findings: [severalDocuments(second)], comments };
  if (errors.length > 0) return { findings: syntaxFindings(errors, text), comments };
  const findings: Finding[] = [];
  const root = document.contents === null ? emptyPlace(0) : placeOf(document.contents, findings);
  return { root, findings, comments };
}

function tokensOf(
  text: string,
): { readonly tokens: readonly CstToken[]; readonly comments: Tree['comments'] } | Finding {
  const parser = new Parser();
  const tokens: CstToken[] = [];
  const comments: { start: number; text: string }[] = [];
  let pieces = 0;
  for (const piece of new Lexer().lex(text)) {
    if (piece.startsWith('#')) comments.push({ start: parser.offset, text: piece });
    tokens.push(...parser.next(piece));
    pieces += 1;
    if (parser.stack.length > DEPTH_MAX) return limitFinding(parser.offset, `is nested too deeply`);
    if (pieces > PIECES_MAX) return limitFinding(parser.offset, 'has too many entries');
  }
  tokens.push(...parser.end());
  return { tokens, comments };
}

function limitFinding(offset: number, what: string): Finding {
  return {
    start: offset,
    end: offset,
    tell: () => ({
      message: `the file ${what}`,
      remedy: 'a watchlist is a few settings and a list of hashtags',
    }),
  };
}

function severalDocuments(second: Document.Parsed): Finding {
  const start = second.range[0];
  return {
    start,
    end: start,
    tell: () => ({
      message: 'a second YAML document begins here',
      remedy: 'delete the line `---` between them',
    }),
  };
}

function emptyPlace(offset: number): Place {
  return { start: offset, end: offset, value: null };
}

function placeOf(node: ParsedNode, findings: Finding[]): Place {
  const [start, end] = node.range;
  if (isAlias(node) || node.anchor !== undefined) {
    const message = isAlias(node) ? 'aliases (`*`) are not read here' : 'anchors (`&`) are not read here';
    findings.push({ start, end, tell: () => ({ message, remedy: 'write the value out at each place' }) });
  }
  if (isMap(node)) return mappingOf(node.items, [start, end], findings);
  if (isSeq(node)) {
    const items = node.items.map((item) => placeOf(item as ParsedNode, findings));
    return { start, end, value: items.map((item) => item.value), items };
  }
  if (!isScalar(node)) return { start, end, value: null };
  const value = plainValue(node.value, node.source);
  const hidden = typeof value === 'string' ? HIDDEN.exec(value)?.[0] : undefined;
  if (hidden !== undefined) findings.push(hiddenCharacter(start, end, hidden));
  return { start, end, value };
}

function mappingOf(
  pairs: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
  [start, end]: readonly [number, number],
  findings: Finding[],
): Place {
  const entries = new Map<string, Entry>();
  const doubles: Finding[] = [];
  for (const pair of pairs) {
    const key = placeOf(pair.key, findings);
    const value = pair.value === null ? emptyPlace(key.end) : placeOf(pair.value, findings);
    if (typeof key.value === 'object' || UNSAFE_KEYS.has(key.value)) {
      findings.push({ start: key.start, end: key.end, tell: () => NO_KEY });
      continue;
    }
    const word = String(key.value);
    const first = entries.get(word);
    if (first === undefined) entries.set(word, { key, value });
    else doubles.push(doubleKey(first.key, key));
  }
  findings.push(...doubles);
  const value = Object.fromEntries([...entries].map(([word, entry]) => [word, entry.value.value]));
  return { start, end, value, entries };
}

/** A mapping with these as its own would not convert to text any more, or change its kind: whoever shows or measures it throws. */
const UNSAFE_KEYS: ReadonlySet<unknown> = new Set(['__proto__', 'toString', 'valueOf']);

const NO_KEY = { message: 'this cannot be a key', remedy: 'a key is a word before a colon' };

function doubleKey(first: Place, second: Place): Finding {
  const word = clippedText(String(second.value), 40);
  return {
    start: second.start,
    end: second.end,
    tell: (source) => ({
      message: `\`${word}\` stands here twice, lines ${lineOf(source, first.start)} and ${lineOf(source, second.start)}`,
      remedy: 'keep one of the two',
    }),
  };
}

/** Controls other than line breaks and tabs, and the characters that reorder a line. */
const HIDDEN = /[[\p{Cc}\p{Bidi_Control}]--[\n\r\t]]/v;

function hiddenCharacter(start: number, end: number, character: string): Finding {
  const message = `the invisible character ${codePointName(character)} stands in this text`;
  return { start, end, tell: () => ({ message, remedy: 'delete the text and type it again' }) };
}

/**
 * A number only where it is written as people write numbers; `007`, `1e3`, `1.0` and `true` stay the text that stands
 * in the file, because they are names of hashtags here: no setting takes them.
 */
function plainValue(value: unknown, source: string | undefined): unknown {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'number' && String(value) === source ? value : (source ?? String(value));
}
