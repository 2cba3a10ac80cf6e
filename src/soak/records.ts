import type { Event } from '../alerts/log-event.ts';
import type { Reading } from '../readings/reading.ts';
import { readEvents, readReadings } from '../store/record-lines.ts';
import { type ParsedState, parseState } from '../store/state-text.ts';
import { UnreadableDataError } from '../store/unreadable.ts';
import type { SoakTree } from './work-tree.ts';

/** What the records of a tree say, as far as laws ask. */
export interface SoakRecords {
  readonly events: readonly Event[];
  readonly state?: ParsedState['file'];
  /** Readings that no tree before has held in this place, by file; with those already in the file. */
  readonly news: readonly { readonly path: string; readonly readings: readonly Reading[] }[];
}

/** SoakRecords, or what of them cannot be read. */
export type ReadRecords =
  | { readonly kind: 'read'; readonly records: SoakRecords }
  | { readonly kind: 'unreadable'; readonly what: string };

/** Reads the records of one tree after the other. Of a file that has grown, only what is new is read. */
export function recordReader(): (tree: SoakTree) => ReadRecords {
  const logs = new Map<string, Grown<Event>>();
  const samples = new Map<string, Grown<Reading>>();
  let state: { readonly text: string; readonly file: ParsedState['file'] } | undefined;
  const stateOf = (text: string): ParsedState['file'] => {
    if (state?.text !== text)
      state = { text, file: parseState({ state: { place: 'data/state.json', text } }).file };
    return state.file;
  };
  return (tree) => {
    try {
      const events: Event[] = [];
      const news: { path: string; readings: readonly Reading[] }[] = [];
      for (const [path, text] of tree) {
        if (path.startsWith('data/alerts/')) events.push(...grown(logs, path, text, readEvents).all);
        if (!path.startsWith('data/samples/') || samples.get(path)?.text === text) continue;
        news.push({ path, readings: grown(samples, path, text, readReadings).all });
      }
      const text = tree.get('data/state.json');
      return {
        kind: 'read',
        records: { events, news, ...(text !== undefined && { state: stateOf(text) }) },
      };
    } catch (error) {
      if (error instanceof UnreadableDataError) return { kind: 'unreadable', what: error.message };
      throw error;
    }
  };
}

interface Grown<Line> {
  readonly text: string;
  readonly all: readonly Line[];
}

function grown<Line>(
  known: Map<string, Grown<Line>>,
  path: string,
  text: string,
  read: (text: string, path: string) => readonly Line[],
): Grown<Line> {
  const before = known.get(path);
  if (before?.text === text) return before;
  const isLonger = before?.text.endsWith('\n') === true && text.startsWith(before.text);
  const added = read(isLonger ? text.slice(before.text.length) : text, path);
  const now = { text, all: isLonger ? [...before.all, ...added] : added };
  known.set(path, now);
  return now;
}
