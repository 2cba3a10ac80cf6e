import type { Event } from '../alerts/log-event.ts';
import type { Notification } from '../alerts/outbox.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import type { SoakRecords } from './records.ts';
import type { Stage } from './stage.ts';

/** What holds after every run, and what holds at the end. Each law gives what breaks it, in a sentence. */
type Law = (stage: Stage, records: SoakRecords) => readonly string[];

/** The law that comes before all others: nothing is known of records that cannot be read. */
export const READABLE = 'the records can be read';
/** What a run may end with. */
export const FAILS_FOR_CAUSE = 'a run fails only for what was done to it';

/** The laws of every instant. */
export const ALWAYS: Readonly<Record<string, Law>> = {
  'a reading is what was read, once': ({ truth }, { news }) =>
    news.flatMap(({ readings }) => {
      const seen = new Set<string>();
      return readings.flatMap(({ at, hashtag, views }) => {
        const key = `${isoUtc(at)} ${hashtag}`;
        if (seen.has(key)) return [`#${hashtag} has two readings of ${isoUtc(at)}`];
        seen.add(key);
        return truth.get(key) === views ? [] : [`#${hashtag} never had ${views} views at ${isoUtc(at)}`];
      });
    }),
  'a receipt is of what arrived': ({ arrived }, { events }) =>
    events.flatMap((event) =>
      event.kind === 'delivered' && !arrived.has(event.notification)
        ? [`${event.notification} is recorded as delivered, and never arrived`]
        : [],
    ),
  'what is sent was pushed before': ({ unpushed }) =>
    unpushed.splice(0).map((id) => `${id} was sent before it was pushed`),
  'a message comes twice only where its receipt was lost': ({ repeated }) =>
    repeated.splice(0).map((id) => `${id} was sent again`),
  'the beginning comes before what follows on it': ({ overtaken }) =>
    overtaken.splice(0).map((id) => `${id} came after another message of its breakout`),
  'an opening that was taken is an issue': ({ missing }) =>
    missing.splice(0).map((id) => `${id} was taken, and no issue came of it`),
  'a breakout has one issue': (stage, { state: records }) => {
    const issues = issuesOf(stage);
    // One whose end is still owed to a channel that was down stays open until then, beside that of the next breakout.
    const ending = new Set((records?.outbox ?? []).flatMap((notification) => endedIn(notification)));
    const open = issues.filter(({ state, episode }) => state === 'open' && !ending.has(episode));
    const doubled = [...Map.groupBy(open, ({ hashtag }) => hashtag)].filter(([, group]) => group.length > 1);
    const marked = [...Map.groupBy(issues, ({ episode }) => episode)].filter(([, group]) => group.length > 1);
    return [
      ...doubled.map(([hashtag]) => `#${hashtag} has two open issues`),
      ...marked.map(([episode]) => `${episode} has two issues`),
    ];
  },
  'an issue that a person has closed stays closed': (stage) =>
    issuesOf(stage).flatMap(({ number, state }) =>
      stage.closed.has(number) && state === 'open' ? [`issue ${number} is open again`] : [],
    ),
  'an opening is owed until it has arrived or its breakout is over': openingsAreOwed,
  'each credit is counted once': creditsAreCounted,
};

/** The laws of the end, after days in which nothing went wrong. */
export const AT_THE_END: Readonly<Record<string, Law>> = {
  'everything owed has arrived': ({ clock }, { state }) =>
    (state?.outbox ?? []).flatMap(({ id, hold, owedAt }) =>
      hold === undefined || clock.now - owedAt > DAY_MS ? [`${id} is still owed`] : [],
    ),
  'an open issue is of an open breakout': (stage, { state }) => {
    const episodes = openEpisodes(state);
    const stories = new Set((state?.health?.stories ?? []).map(({ notice }) => notice.story));
    return issuesOf(stage).flatMap(({ number, state: now, episode }) =>
      now === 'open' && !episodes.has(episode) && !stories.has(episode)
        ? [`issue ${number} of ${episode} is left open`]
        : [],
    );
  },
  'what has arrived for certain has a receipt': ({ arrived, takenBack }, { events }) => {
    const receipts = new Set(
      events.flatMap((event) => (event.kind === 'delivered' ? [event.notification] : [])),
    );
    return [...arrived].flatMap(([id, arrivals]) =>
      !receipts.has(id) && arrivals.some((arrival) => isCertain(arrival, takenBack))
        ? [`${id} has arrived, and no receipt says so`]
        : [],
    );
  },
};

/** Whether its run could record that it arrived, and nobody has taken that back. */
export function isCertain(
  { by, isLost }: { readonly by: Stage['traces'][number]; readonly isLost: boolean },
  takenBack: number,
): boolean {
  return !isLost && by.epoch === takenBack && (by.ended === undefined || by.ended === 'through');
}

function openEpisodes(state: SoakRecords['state']): ReadonlySet<string> {
  return new Set([...(state?.hashtags.values() ?? [])].flatMap(({ episode }) => episode?.id ?? []));
}

function endedIn(notification: Notification): readonly string[] {
  if (notification.kind === 'alert')
    return notification.alert.kind === 'over' ? [notification.alert.episode] : [];
  return notification.kind === 'health' && notification.notice.kind === 'over'
    ? [notification.notice.story]
    : [];
}

function openingsAreOwed(
  { arrived, watchlist: { watches } }: Stage,
  { events, state }: SoakRecords,
): readonly string[] {
  const episodes = openEpisodes(state);
  if (episodes.size === 0) return [];
  const silent = new Set(
    events.flatMap((event) => (event.kind === 'suppressed' ? [`${event.hashtag} ${event.at}`] : [])),
  );
  const muted = new Set(events.flatMap((event) => (event.kind === 'muted' ? [event.hashtag] : [])));
  const owed = new Set((state?.outbox ?? []).map(({ id }) => id));
  const channels = new Map(watches.map(({ hashtag, notify }) => [hashtag, notify]));
  return events.flatMap((event) => {
    if (event.kind !== 'opened' || !episodes.has(event.alert.episode)) return [];
    if (silent.has(`${event.hashtag} ${event.at}`) || muted.has(event.hashtag)) return [];
    return (channels.get(event.hashtag) ?? []).flatMap((channel) => {
      const id = `${event.alert.episode}/opened/${channel}`;
      const isKnown = owed.has(id) || arrived.has(id) || isStoodFor(id, events, { arrived, owed });
      return isKnown ? [] : [`${id} was never sent, and is no longer owed`];
    });
  });
}

function isStoodFor(
  id: string,
  events: readonly Event[],
  { arrived, owed }: Pick<Stage, 'arrived'> & { readonly owed: ReadonlySet<string> },
): boolean {
  return events.some(
    (event) =>
      event.kind === 'owed' &&
      event.instead?.includes(id) === true &&
      (arrived.has(event.notification) || owed.has(event.notification)),
  );
}

/** No run counts what it did not spend, and none that went through forgets what it spent. */
function creditsAreCounted({ traces, takenBack, clock }: Stage, { state }: SoakRecords): readonly string[] {
  const twice = traces
    .filter(({ asked }) => asked > 1)
    .map(({ at }) => `the run of ${isoUtc(at)} has read twice`);
  const credits = state?.credits;
  if (credits === undefined || credits.month === '') return twice;
  const [year = 0, month = 0] = credits.month.split('-').map(Number);
  const [from, until] = [Date.UTC(year, month - 1), Date.UTC(year, month)];
  const ofMonth = traces.filter(({ at }) => at >= from && at < until);
  const spent = ofMonth.reduce((sum, run) => sum + run.credits, 0);
  const certain = ofMonth
    .filter(({ ended, epoch }) => ended === 'through' && epoch === takenBack)
    .reduce((sum, run) => sum + run.credits, 0);
  const when = `${credits.month}, at ${isoUtc(clock.now)}`;
  if (credits.used > spent) return [...twice, `${credits.used} credits are counted of ${spent} (${when})`];
  return credits.used < certain
    ? [...twice, `only ${credits.used} credits are counted of ${certain} (${when})`]
    : twice;
}

const MARKER = /<!-- hashtag-radar:episode=((\S+)-\d{8}T\d{4}Z) -->/;

function issuesOf({ github }: Stage) {
  return github.issues().flatMap(({ number, state, body }) => {
    const [, episode, hashtag] = MARKER.exec(body ?? '') ?? [];
    return episode === undefined || hashtag === undefined ? [] : [{ number, state, episode, hashtag }];
  });
}
