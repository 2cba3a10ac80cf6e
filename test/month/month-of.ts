/** Months of a few messages, to hold a law against. */
import type { Alert } from '../../src/alerts/alert.ts';
import type { Event } from '../../src/alerts/log-event.ts';
import { countsOf } from '../../src/month/counts.ts';
import type { MonthMessage } from '../../src/month/message.ts';
import type { ShownMonth } from '../../src/month/shown-month.ts';
import { DAY_MS, HOUR_MS } from '../../src/text/time.ts';
import { alertNamed } from '../channels/alerts.ts';

export const EPISODE = 'booktok-20261123T1000Z';
export const OPENED = Date.parse('2026-11-23T10:00:00Z');

/** The instant so many hours after the breakout opened. */
export const hours = (count: number): number => OPENED + count * HOUR_MS;

const CHANNELS = [
  { name: 'issues', type: 'issue' },
  { name: 'slack', type: 'slack' },
  { name: 'webhook', type: 'webhook' },
] as const;

/** A month in which nothing else happens; its last run is a week after the opening. */
export function monthOf(seen: Partial<ShownMonth>): ShownMonth {
  const { messages = [], channels = CHANNELS } = seen;
  return {
    seed: 1,
    days: 7,
    timezone: 'Europe/Berlin',
    hashtags: ['booktok'],
    channels,
    runs: [{ at: OPENED + 7 * DAY_MS, summary: '', commits: [] }],
    messages,
    issues: [],
    counts: countsOf(
      messages,
      channels.map(({ name }) => name),
    ),
    events: [],
    // Good enough where no law reads Markdown itself.
    render: (markdown) => `<p>${markdown.replaceAll('\n', '<br>')}</p>`,
    ...seen,
  };
}

/** An opening in Slack that says this. */
export function slack(text: string, more: Partial<MonthMessage> = {}): MonthMessage {
  return {
    at: OPENED,
    channel: 'slack',
    type: 'slack',
    kind: 'opened',
    hashtags: ['booktok'],
    episodes: [EPISODE],
    title: text.split('\n')[0] ?? '',
    html: '',
    text,
    payload: {},
    ...more,
  };
}

/** An opening with all that belongs to it, on every channel. */
export function wholeOpening(more: Partial<MonthMessage> = {}): readonly MonthMessage[] {
  return CHANNELS.map(({ name, type }) =>
    slack('#booktok is breaking out\nWhy: many posts', {
      ...{ channel: name, type, issue: 1 },
      payload: { text: '#booktok', url: 'https://www.tiktok.com/@ann/video/7' },
      ...more,
    }),
  );
}

const alert: Alert = { ...alertNamed('exact-with-history'), hashtag: 'booktok', episode: EPISODE };

/** The breakout, over after so many hours; open to the end without. */
export function breakout(overAfterHours?: number): readonly Event[] {
  const opened: Event = { kind: 'opened', at: OPENED, hashtag: 'booktok', alert };
  if (overAfterHours === undefined) return [opened];
  const over = { ...alert, kind: 'over' } as const;
  return [opened, { kind: 'over', at: hours(overAfterHours), hashtag: 'booktok', alert: over }];
}

/** An issue of the breakout that had these titles, one an hour, and was closed with the last one. */
export function issueTitled(...titles: readonly string[]): ShownMonth['issues'][number] {
  return {
    ...{ number: 1, state: 'closed', labels: [], openedAt: OPENED, comments: [] },
    title: titles.at(-1) ?? '',
    closedAt: hours(titles.length - 1),
    versions: titles.map((title, index) => ({ at: hours(index), title, body: '' })),
  };
}

/** So many messages in Slack. */
export function flood(count: number): readonly MonthMessage[] {
  return Array.from({ length: count }, (_, index) => slack('x', { at: hours(index), kind: 'changed' }));
}
