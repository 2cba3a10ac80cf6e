import { creditsPerMonth, hashtagsWithin } from '../core/cost.ts';
import type { Watchlist } from '../core/watchlist.ts';
import type { ParsedWatchlist } from '../watchlist/parse.ts';
import { formatProblem, type Problem } from '../watchlist/problem.ts';
import { readWatchlist } from '../watchlist/read.ts';

/** Where text goes: `process.stdout`, `process.stderr` or a test's own. */
export interface TextOut {
  write(text: string): unknown;
}

/** What GitHub shows beside a line of the file. */
export interface Annotation {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The message with its remedy. */
  readonly message: string;
}

export interface CheckOptions {
  readonly file: string;
  /** Gets the report, or with `json` the JSON. */
  readonly out: TextOut;
  /** Gets the report in people's words when `json` takes `out`; absent: it is left out then. */
  readonly err?: TextOut;
  readonly json: boolean;
  /** Given in GitHub Actions: called once for each problem and each warning. */
  readonly annotate?: (annotation: Annotation) => void;
}

/** Checks a watchlist and tells its problems, or what it will cost. The exit code: 1 on any problem, else 0. */
export async function checkCommand({ file, out, err, json, annotate }: CheckOptions): Promise<number> {
  const parsed = await readWatchlist(file);
  const people = json ? err : out;
  people?.write(`${reportOf(file, parsed)}\n`);
  if (json) out.write(`${JSON.stringify(jsonOf(file, parsed), null, 2)}\n`);
  for (const annotation of annotationsOf(parsed)) annotate?.(annotation);
  return parsed.kind === 'valid' ? 0 : 1;
}

function annotationsOf(parsed: ParsedWatchlist): readonly Annotation[] {
  const severity = parsed.kind === 'valid' ? 'warning' : 'error';
  const told = parsed.kind === 'valid' ? parsed.warnings : parsed.problems;
  return told.map(({ file, line, column, message, remedy }) => {
    return { severity, file, line, column, message: `${message}\n${remedy}` };
  });
}

function reportOf(file: string, parsed: ParsedWatchlist): string {
  if (parsed.kind === 'invalid') {
    const total = parsed.problems.length + parsed.omitted;
    const more = parsed.omitted > 0 ? `; the first ${parsed.problems.length} are shown` : '';
    const count = `${counted(total, 'problem')} in ${file}${more}`;
    return [...parsed.problems.map((problem) => formatProblem(problem)), count].join('\n\n');
  }
  const warnings = parsed.warnings.map((warning) => formatProblem(warning, 'warning'));
  return [...warnings, summaryOf(file, parsed.watchlist)].join('\n\n');
}

function summaryOf(file: string, { watches, channels, budgetCreditsPerMonth }: Watchlist): string {
  const told = channels.map(({ name, type }) => `${name} (${type})`).join(', ');
  return [
    `${file} is valid.`,
    `  ${counted(watches.length, 'hashtag')}, ${counted(channels.length, 'channel')}: ${told}`,
    `  ${thousands(creditsPerMonth(watches.length))} credits a month: 2 an hour for each hashtag, 1,440 in 30 days`,
    ...(budgetCreditsPerMonth === undefined
      ? []
      : [`  ${budgetLine(watches.length, budgetCreditsPerMonth)}`]),
  ].join('\n');
}

function budgetLine(hashtags: number, budget: number): string {
  const needed = creditsPerMonth(hashtags);
  if (needed <= budget) return `${thousands(budget - needed)} left of the budget of ${thousands(budget)}`;
  const within = counted(hashtagsWithin(budget), 'hashtag');
  return `${thousands(needed - budget)} over the budget of ${thousands(budget)}, which is enough for ${within} every hour`;
}

function jsonOf(file: string, parsed: ParsedWatchlist): unknown {
  if (parsed.kind === 'invalid') {
    return { file, valid: false, problems: parsed.problems.map(placed), omitted: parsed.omitted };
  }
  const { watches, channels, budgetCreditsPerMonth } = parsed.watchlist;
  return {
    file,
    valid: true,
    problems: [],
    warnings: parsed.warnings.map(placed),
    hashtags: watches.map((watch) => watch.hashtag),
    channels: channels.map(({ name, type }) => ({ name, type })),
    credits: { perMonth: creditsPerMonth(watches.length), budgetPerMonth: budgetCreditsPerMonth ?? null },
  };
}

function placed({ line, column, message, remedy }: Problem): unknown {
  return { line, column, message, remedy };
}

function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function thousands(count: number): string {
  return count.toLocaleString('en-GB');
}
