import type { Advice } from './advice/advice.ts';
import { buildWatchlist } from './build.ts';
import type { Surroundings } from './check-context.ts';
import { commentedHashtagFindings } from './commented-hashtags.ts';
import { contradictionFindings } from './contradictions.ts';
import { crossFindings } from './cross-checks.ts';
import { nearDoubleFindings } from './near-doubles.ts';
import { type Finding, type Problem, problemOf, type SourceText, sourceOf } from './problem.ts';
import { watchlistSchema } from './schema.ts';
import { schemaFindings } from './schema-findings.ts';
import { withSlips } from './slips.ts';
import { tooSmallBudget } from './too-small-budget.ts';
import { type Place, readTree } from './tree.ts';
import { unsetSecretFindings } from './unset-secrets.ts';
import type { Watchlist } from './watchlist.ts';

/** A watchlist is a page of text; a megabyte holds over ten thousand hashtags. */
export const FILE_BYTES_MAX = 1_000_000;

/** Problems told at once; nobody reads more, and annotations hold fewer. */
const PROBLEMS_TOLD_MAX = 100;

export type ParsedWatchlist =
  | { readonly kind: 'valid'; readonly watchlist: Watchlist; readonly warnings: readonly Problem[] }
  /** In the file's order; `omitted` counts the problems beyond the first 100. */
  | {
      readonly kind: 'invalid';
      readonly problems: readonly Problem[];
      readonly omitted: number;
      readonly warnings: readonly Problem[];
    };

/**
 * Reads the text of a watchlist: the watchlist, or everything that is wrong with it. Never throws on any text.
 * @param surroundings where they are given, the warnings tell also what will hardly be meant, and what does not fit to them
 */
export function parseWatchlist(text: string, fileName: string, surroundings?: Surroundings): ParsedWatchlist {
  if (Buffer.byteLength(text) > FILE_BYTES_MAX) return unreadable(fileName, TOO_LARGE);
  const source = sourceOf(fileName, text.replace(/^\uFEFF/, ''));
  const nul = source.text.indexOf('\0');
  if (nul >= 0) return invalid(source, [{ start: nul, end: nul, tell: () => NOT_TEXT }]);
  const { root, findings, comments } = readTree(source.text);
  if (root === undefined) return invalid(source, withSlips(source.text, findings));
  const blocked = new Set(findings.map((finding) => finding.start));
  const further = [...schemaFindings(root), ...crossFindings(root, source.text)].filter(
    ({ start }) => !blocked.has(start),
  );
  const doubtful =
    surroundings === undefined
      ? []
      : [...commentedHashtagFindings(root, comments), ...nearDoubleFindings(root)];
  if (findings.length + further.length > 0) {
    return invalid(source, withSlips(source.text, [...findings, ...further]), doubtful);
  }
  const watchlist = buildWatchlist(watchlistSchema.parse(root.value));
  const unpaid = tooSmallBudget(root, watchlist);
  if (unpaid.length > 0) return invalid(source, unpaid, doubtful);
  const unfit = surroundings === undefined ? [] : unfitFindings(root, watchlist, surroundings);
  return {
    kind: 'valid',
    watchlist,
    warnings: told(source, [...doubtful, ...unfit]),
  };
}

function unfitFindings(root: Place, watchlist: Watchlist, surroundings: Surroundings): readonly Finding[] {
  return [...contradictionFindings(root, watchlist), ...unsetSecretFindings(root, watchlist, surroundings)];
}

/** The one problem of a file that cannot be read as a watchlist at all. */
export function unreadable(file: string, advice: Advice): ParsedWatchlist {
  const problems = [{ file, line: 1, column: 1, ...advice, excerpt: '' }];
  return { kind: 'invalid', problems, omitted: 0, warnings: [] };
}

export const TOO_LARGE: Advice = {
  message: 'the file is larger than 1 MB',
  remedy: 'a watchlist is a few settings and a list of hashtags; check that this is the right file',
};

export const NOT_TEXT: Advice = {
  message: 'this is not a text file in UTF-8',
  remedy: 'save it as UTF-8 text',
};

function invalid(
  source: SourceText,
  findings: readonly Finding[],
  doubtful: readonly Finding[] = [],
): ParsedWatchlist {
  const problems = told(source, findings);
  const omitted = findings.length - problems.length;
  return { kind: 'invalid', problems, omitted, warnings: told(source, doubtful) };
}

function told(source: SourceText, findings: readonly Finding[]): readonly Problem[] {
  const inOrder = findings.toSorted((a, b) => a.start - b.start);
  return inOrder.slice(0, PROBLEMS_TOLD_MAX).map((finding) => problemOf(source, finding));
}
