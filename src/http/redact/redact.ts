import { formsOf } from './encodings.ts';
import { type MaskedSpan, rangesBehindEscapes } from './escapes.ts';
import { isWord, piecesOf, userNamesOf } from './pieces.ts';

/** Takes every secret out of a text that people or logs may see. */
export type Redact = (text: string) => string;

/** So much of a random secret is one too. */
const PART_CHARS = 10;
/** A secret is looked for in parts where it is longer than this: a part of a shorter one is all of it. */
const LONG_CHARS_MIN = 12;

/**
 * For whatever people read: takes out whole secrets and their recognisable pieces, plain, escaped and encoded, cut short or in
 * another case. A piece that is a word or a number stays: it may be a hashtag, a count, anybody's data.
 * @param secrets keys, tokens, whole webhook addresses; empty and very short ones are ignored
 */
export function redactor(secrets: readonly (string | undefined)[]): Redact {
  const { pieces, names } = readSecrets(secrets);
  return maskOf(
    pieces.filter((piece) => !isWord(piece) && !names.includes(piece)),
    names,
  );
}

/**
 * For what a server says that was sent these very secrets: takes out their words too. Nothing of people's data stands in it.
 */
export function strictRedactor(secrets: readonly (string | undefined)[]): Redact {
  const { pieces, names } = readSecrets(secrets);
  return maskOf(pieces, names);
}

function readSecrets(secrets: readonly (string | undefined)[]) {
  const set = secrets.filter((secret) => secret !== undefined);
  return { pieces: set.flatMap(piecesOf), names: set.flatMap(userNamesOf) };
}

/** @param names who logs in: a part of what holds one may be a part of the name */
function maskOf(pieces: readonly string[], names: readonly string[]): Redact {
  const forms = [...new Set(pieces.flatMap(formsOf).map(folded))];
  const parts = new Set(
    pieces.filter((piece) => !names.some((name) => piece.includes(name))).flatMap(partsOf),
  );
  if (forms.length === 0) return (text) => text;
  const found = (text: string): readonly MaskedSpan[] => [...wholesIn(text, forms), ...partsIn(text, parts)];
  return (text) => masked(text, [...found(text), ...rangesBehindEscapes(text, found)]);
}

/** Only of ASCII: other letters may change their number. */
function folded(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function wholesIn(text: string, forms: readonly string[]): readonly MaskedSpan[] {
  const searched = folded(text);
  const ranges: MaskedSpan[] = [];
  for (const form of forms) {
    for (let at = searched.indexOf(form); at >= 0; at = searched.indexOf(form, at + form.length))
      ranges.push([at, at + form.length]);
  }
  return ranges;
}

/** Every stretch of ten signs of a random piece, and of its Base64 and hexadecimal forms. */
function partsOf(piece: string): readonly string[] {
  if (piece.length < LONG_CHARS_MIN || isWord(piece) || piece.includes('://')) return [];
  const bytes = Buffer.from(piece);
  const base64 = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), bytes]).toString('base64'));
  const forms = [piece, bytes.toString('hex'), ...base64.flatMap((form) => [form, urlSafe(form)])];
  return forms
    .flatMap((form) => stretches(form.replace(/=+$/, '')))
    .filter((part) => !isWord(part))
    .map(folded);
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function stretches(text: string): readonly string[] {
  const count = Math.max(text.length - PART_CHARS + 1, 0);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + PART_CHARS));
}

function partsIn(text: string, parts: ReadonlySet<string>): readonly MaskedSpan[] {
  if (parts.size === 0) return [];
  const searched = folded(text);
  const ranges: MaskedSpan[] = [];
  for (let at = 0; at + PART_CHARS <= searched.length; at += 1) {
    if (parts.has(searched.slice(at, at + PART_CHARS))) ranges.push([at, at + PART_CHARS]);
  }
  return ranges;
}

/** A text with three stars in the place of each stretch; those that touch are one. */
function masked(text: string, ranges: readonly MaskedSpan[]): string {
  let clean = '';
  let end = 0;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from > end || clean === '') clean += `${text.slice(end, from)}***`;
    end = Math.max(end, to);
  }
  return clean + text.slice(end);
}
