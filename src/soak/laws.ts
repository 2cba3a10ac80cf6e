import type { Event } from '../alerts/log-event.ts';
import { readEvents, readReadings } from '../store/record-lines.ts';
import { parseState } from '../store/state-text.ts';
import { UnreadableDataError } from '../store/unreadable.ts';
import { isoUtc } from '../text/time.ts';
import { type SoakTree, tipOf } from './remote.ts';
import type { Stage } from './stage.ts';

/** What holds after every run, and what holds at the end. Each law gives what breaks it, in a sentence. */
type Law = (stage: Stage) => readonly string[];

/** The laws of every instant. */
export const ALWAYS: Readonly<Record<string, Law>> = {
  'the records can be read': ({ remote, checked }) => {
    try {
      const tree = tipOf(remote);
      readRecords(tree);
      for (const [path, text] of tree)
        if (path.startsWith('data/samples/') && checked.get(path) !== text) readReadings(text, path);
      return [];
    } catch (error) {
      if (error instanceof UnreadableDataError) return [error.message];
      throw error;
    }
  },
  'a reading is what was read, once': ({ remote, truth, checked }) => {
    const changed = [...tipOf(remote)].filter(
      ([path, text]) => path.startsWith('data/samples/') && checked.get(path) !== text,
    );
    for (const [path, text] of changed) checked.set(path, text);
    const readings = changed.flatMap(([path, text]) => readReadings(text, path));
    const seen = new Set<string>();
    return readings.flatMap(({ at, hashtag, views }) => {
      const key = `${isoUtc(at)} ${hashtag}`;
      if (seen.has(key)) return [`#${hashtag} has two readings of ${isoUtc(at)}`];
      seen.add(key);
      return truth.get(key) === views ? [] : [`#${hashtag} never had ${views} views at ${isoUtc(at)}`];
    });
  },
  'a receipt is of what arrived': ({ remote, arrived }) =>
    readRecords(tipOf(remote)).events.flatMap((event) =>
      event.kind === 'delivered' && !arrived.has(event.notification)
        ? [`${event.notification} is recorded as delivered, and never arrived`]
        : [],
    ),
  'what is sent was pushed before': ({ unpushed }) =>
    unpushed.splice(0).map((id) => `${id} was sent before it was pushed`),
  'a breakout has one issue': (stage) => {
    const open = issuesOf(stage).filter(({ state }) => state === 'open');
    const doubled = [...Map.groupBy(open, ({ hashtag }) => hashtag)].filter(([, group]) => group.length > 1);
    const marked = [...Map.groupBy(issuesOf(stage), ({ episode }) => episode)].filter(
      ([, group]) => group.length > 1,
    );
    return [
      ...doubled.map(([hashtag]) => `#${hashtag} has two open issues`),
      ...marked.map(([episode]) => `${episode} has two issues`),
    ];
  },
  'an issue that a person has closed stays closed': (stage) =>
    issuesOf(stage).flatMap(({ number, state }) =>
      stage.closed.has(number) && state === 'open' ? [`issue ${number} is open again`] : [],
    ),
};

/** The laws of the end, after days in which nothing went wrong. */
export const AT_THE_END: Readonly<Record<string, Law>> = {
  'everything owed has arrived': ({ remote }) =>
    readRecords(tipOf(remote)).outbox.flatMap(({ id, hold }) =>
      hold === undefined ? [`${id} is still owed`] : [],
    ),
  'an open issue is of an open breakout': (stage) => {
    const { episodes, stories } = readRecords(tipOf(stage.remote));
    return issuesOf(stage).flatMap(({ number, state, episode }) =>
      state === 'open' && !episodes.has(episode) && !stories.has(episode)
        ? [`issue ${number} of ${episode} is left open`]
        : [],
    );
  },
  'an open breakout has been notified': ({ remote, arrived }) => {
    const { episodes, outbox, events } = readRecords(tipOf(remote));
    const silent = new Set(
      events.flatMap((event) => (event.kind === 'suppressed' ? [`${event.hashtag} ${event.at}`] : [])),
    );
    const owed = new Set(outbox.map(({ id }) => id));
    return events.flatMap((event) => {
      if (event.kind !== 'opened' || !episodes.has(event.alert.episode)) return [];
      const id = `${event.alert.episode}/opened/issues`;
      const isSilent = silent.has(`${event.hashtag} ${event.at}`);
      return isSilent || owed.has(id) || arrived.has(id) || isStoodFor(id, events, arrived)
        ? []
        : [`${id} was never sent`];
    });
  },
};

function isStoodFor(id: string, events: readonly Event[], arrived: ReadonlySet<string>): boolean {
  return events.some(
    (event) =>
      event.kind === 'owed' && event.instead?.includes(id) === true && arrived.has(event.notification),
  );
}

function readRecords(tree: SoakTree) {
  const under = (folder: string) => [...tree].filter(([path]) => path.startsWith(`data/${folder}/`));
  const text = tree.get('data/state.json');
  const state =
    text === undefined ? undefined : parseState({ state: { place: 'data/state.json', text } }).file;
  return {
    events: under('alerts').flatMap(([path, lines]) => readEvents(lines, path)),
    outbox: state?.outbox ?? [],
    stories: new Set((state?.health?.stories ?? []).map(({ notice }) => notice.story)),
    episodes: new Set([...(state?.hashtags.values() ?? [])].flatMap(({ episode }) => episode?.id ?? [])),
  };
}

const MARKER = /<!-- hashtag-radar:episode=((\S+)-\d{8}T\d{4}Z) -->/;

function issuesOf({ github }: Stage) {
  return github.issues().flatMap(({ number, state, body }) => {
    const [, episode, hashtag] = MARKER.exec(body ?? '') ?? [];
    return episode === undefined || hashtag === undefined ? [] : [{ number, state, episode, hashtag }];
  });
}
