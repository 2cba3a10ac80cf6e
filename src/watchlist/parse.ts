import type { Watchlist } from '../core/watchlist.ts';
import { buildWatchlist } from './build.ts';
import { crossFindings } from './cross-checks.ts';
import { notYetFindings } from './not-yet.ts';
import { type Advice, type Finding, type Problem, problemOf, type Source, sourceOf } from './problem.ts';
import { watchlistSchema } from './schema.ts';
import { schemaFindings } from './schema-findings.ts';
import { readTree } from './tree.ts';

/** A watchlist is a page of text; a megabyte holds over ten thousand hashtags. */
export const FILE_BYTES_MAX = 1_000_000;

/** Problems told at once; nobody reads more, and annotations hold fewer. */
const PROBLEMS_TOLD_MAX = 100;

export type ParsedWatchlist =
  | { readonly kind: 'valid'; readonly watchlist: Watchlist; readonly warnings: readonly Problem[] }
  /** In the file's order; `omitted` counts those beyond the first 100. */
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[]; readonly omitted: number };

/** Reads the text of a watchlist: the watchlist, or everything that is wrong with it. Never throws on any text. */
export function parseWatchlist(text: string, fileName: string): ParsedWatchlist {
  if (Buffer.byteLength(text) > FILE_BYTES_MAX) return unreadable(fileName, TOO_LARGE);
  const source = sourceOf(fileName, text.replace(/^\uFEFF/, ''));
  const nul = source.text.indexOf('\0');
  if (nul >= 0) return invalid(source, [{ start: nul, end: nul, tell: () => NOT_TEXT }]);
  const { root, findings } = readTree(source.text);
  if (root === undefined) return invalid(source, findings);
  const blocked = new Set(findings.map((finding) => finding.start));
  const further = [...schemaFindings(root), ...crossFindings(root)].filter(
    ({ start }) => !blocked.has(start),
  );
  if (findings.length + further.length > 0) return invalid(source, [...findings, ...further]);
  return {
    kind: 'valid',
    watchlist: buildWatchlist(watchlistSchema.parse(root.value)),
    warnings: told(source, notYetFindings(root)),
  };
}

/** The one problem of a file that cannot be read as a watchlist at all. */
export function unreadable(file: string, advice: Advice): ParsedWatchlist {
  return { kind: 'invalid', problems: [{ file, line: 1, column: 1, ...advice, excerpt: '' }], omitted: 0 };
}

export const TOO_LARGE: Advice = {
  message: 'the file is larger than 1 MB',
  remedy: 'a watchlist is a few settings and a list of hashtags; check that this is the right file',
};

export const NOT_TEXT: Advice = {
  message: 'this is not a text file in UTF-8',
  remedy: 'save it as UTF-8 text',
};

function invalid(source: Source, findings: readonly Finding[]): ParsedWatchlist {
  const problems = told(source, findings);
  return { kind: 'invalid', problems, omitted: findings.length - problems.length };
}

function told(source: Source, findings: readonly Finding[]): readonly Problem[] {
  const inOrder = findings.toSorted((a, b) => a.start - b.start);
  return inOrder.slice(0, PROBLEMS_TOLD_MAX).map((finding) => problemOf(source, finding));
}
