import { addEntries, entriesAsLines, type NewEntry } from '../watchlist/add-entries.ts';
import { parseWatchlist } from '../watchlist/parse.ts';
import type { Problem } from '../watchlist/problem.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import type { WatchRequest } from './request.ts';

/** What a request comes to, given the watchlist as it stands. */
export type Addition =
  | {
      readonly kind: 'edited';
      readonly hashtags: readonly string[];
      /** The whole new text of watchlist.yml. */
      readonly text: string;
      /** The new entries alone, for people to paste. */
      readonly lines: readonly string[];
      readonly before: Watchlist;
      readonly after: Watchlist;
    }
  /** Each of them is watched already. */
  | { readonly kind: 'known'; readonly hashtags: readonly string[] }
  /** In sentences that quote strangers' text between backticks. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const WATCHLIST = 'watchlist.yml';
const PROBLEMS_MAX = 5;

/** Adds what is asked for and not yet there to the text of a watchlist, and checks the result as `check` does. */
export function planAddition(text: string, request: WatchRequest): Addition {
  const before = parseWatchlist(text, WATCHLIST);
  if (before.kind === 'invalid') {
    const first = sentences(before.problems.slice(0, 1));
    return {
      kind: 'problems',
      problems: ['watchlist.yml itself has problems, to be mended first', ...first],
    };
  }
  const watched = new Set(before.watchlist.watches.map(({ hashtag }) => hashtag));
  const { hashtags: asked, ...settings } = request;
  const hashtags = asked.filter((hashtag) => !watched.has(hashtag));
  if (hashtags.length === 0) return { kind: 'known', hashtags: asked };
  const entries = hashtags.map((name): NewEntry => ({ name, ...settings }));
  const edited = addEntries(text, entries);
  const after = parseWatchlist(edited, WATCHLIST);
  if (after.kind === 'invalid') return { kind: 'problems', problems: sentences(after.problems) };
  const all = after.watchlist.watches.map(({ hashtag }) => hashtag);
  if (all.join() !== [...watched, ...hashtags].join())
    throw new Error('Adding entries to the watchlist changed what was there.');
  return {
    kind: 'edited',
    hashtags,
    text: edited,
    lines: entriesAsLines(entries),
    before: before.watchlist,
    after: after.watchlist,
  };
}

/** The same setting is wrong alike in each entry, and is reported once. */
function sentences(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.map(sentenceOf))].slice(0, PROBLEMS_MAX);
}

/** A question such as `5% in what time?` goes on with a sentence, everything else with a semicolon. */
function sentenceOf({ message, remedy }: Problem): string {
  if (!/[?.!]$/.test(message)) return `${message}; ${remedy}`;
  return `${message} ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`;
}
