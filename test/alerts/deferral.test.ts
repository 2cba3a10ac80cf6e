import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { type DeferralSettings, defer } from '../../src/alerts/deferral.ts';
import { claim, type Notification, notificationsOf } from '../../src/alerts/outbox.ts';
import { isQuiet } from '../../src/alerts/quiet-hours.ts';
import { release as releaseAll } from '../../src/alerts/release.ts';
import { localDay, localWeekday } from '../../src/text/local-time.ts';
import { alertNamed } from '../channels/alerts.ts';

const NIGHT = { startMinute: 22 * 60, endMinute: 7 * 60 };
const london: DeferralSettings = { timezone: 'Europe/London', quietHours: NIGHT };
const at = (iso: string): number => Date.parse(iso);

function alert(hashtag: string, kind: Alert['kind'] = 'opened'): Alert {
  return { ...alertNamed('no-listing'), hashtag, episode: `${hashtag}-1`, kind };
}

const NOTHING: ReadonlyMap<string, Alert> = new Map();

function release(
  outbox: readonly Notification[],
  settings: DeferralSettings,
  now: number,
  current = NOTHING,
  told?: { readonly day: string; readonly count: number },
) {
  return releaseAll({ outbox, ...(told !== undefined && { told }) }, settings, now, current);
}

function owed(alerts: readonly Alert[], now: number, channels: readonly string[] = ['issues']) {
  return alerts.flatMap((one) => notificationsOf(one, channels, now));
}

describe('quiet hours', () => {
  test.each<readonly [string, string, boolean]>([
    ['2026-11-23T21:59:59Z', 'a second before', false],
    ['2026-11-23T22:00:00Z', 'their first minute', true],
    ['2026-11-24T03:00:00Z', 'after midnight', true],
    ['2026-11-24T06:59:59Z', 'their last second', true],
    ['2026-11-24T07:00:00Z', 'their end', false],
    ['2026-07-01T06:30:00Z', 'summer time: 07:30 on the wall', false],
    ['2026-07-01T21:30:00Z', 'summer time: 22:30 on the wall', true],
  ])('at %s: %s', (iso, _why, quiet) => {
    expect(isQuiet(NIGHT, 'Europe/London', at(iso))).toBe(quiet);
  });

  test('within a day, and none at all', () => {
    const noon = { startMinute: 12 * 60, endMinute: 13 * 60 };
    expect(isQuiet(noon, 'UTC', at('2026-11-23T12:30:00Z'))).toBe(true);
    expect(isQuiet(noon, 'UTC', at('2026-11-23T13:00:00Z'))).toBe(false);
    expect(isQuiet(undefined, 'UTC', at('2026-11-23T12:30:00Z'))).toBe(false);
  });

  test('days and weekdays are those of the zone', () => {
    const late = at('2026-11-22T20:00:00Z');
    expect([localDay('Asia/Tokyo', late), localWeekday('Asia/Tokyo', late)]).toEqual(['2026-11-23', 1]);
    expect([localDay('UTC', late), localWeekday('UTC', late)]).toEqual(['2026-11-22', 0]);
  });

  const night = at('2026-11-23T23:05:00Z');
  const morning = at('2026-11-24T07:05:00Z');

  test('hold everything back; nothing is claimed until they end', () => {
    const held = defer(owed([alert('a'), alert('b')], night), { outbox: [] }, london, night).owed;
    expect(held.map(({ hold }) => hold)).toEqual(['quiet-hours', 'quiet-hours']);
    expect(claim(held, night + 3_600_000).claimed).toEqual([]);
    expect(release(held, london, night + 3_600_000)).toEqual({ outbox: held, merged: [] });
  });

  test('end in an alert of its own for each breakout that is open, and in one digest of what came and went', () => {
    const channels = ['issues', 'desk'];
    const evening = defer(
      owed([alert('a'), alert('b'), alert('c'), alert('d')], night, channels),
      { outbox: [] },
      london,
      night,
    ).owed;
    const later = night + 3_600_000;
    const more = defer(
      owed([alert('a', 'changed'), alert('b', 'over'), alert('c', 'over')], later, channels),
      { outbox: evening },
      london,
      later,
    ).owed;
    const { outbox, merged } = release([...evening, ...more], london, morning);
    expect(outbox.map(({ id }) => id)).toEqual(
      channels.flatMap((channel) => [
        `a-1/opened/${channel}`,
        `d-1/opened/${channel}`,
        `digest-20261124T0705Z/${channel}`,
      ]),
    );
    expect(merged.map(({ instead }) => instead.length)).toEqual([1, 4, 1, 4]);
    expect(outbox[0]).toMatchObject({ owedAt: morning, alert: { hashtag: 'a', kind: 'opened' } });
    expect(outbox[2]).toMatchObject({
      owedAt: morning,
      digest: {
        why: ['quiet-hours'],
        alerts: [
          { hashtag: 'b', kind: 'over' },
          { hashtag: 'c', kind: 'over' },
        ],
      },
    });
    expect(claim(outbox, morning).claimed).toHaveLength(6);
  });

  test('end in an alert with the numbers of the morning', () => {
    const held = defer(owed([alert('a')], night), { outbox: [] }, london, night).owed;
    const current = { ...alert('a', 'changed'), phase: 'strong' as const, reason: 'as it stands now' };
    const { outbox, merged } = release(held, london, morning, new Map([['a-1', current]]));
    expect(merged).toEqual([]);
    expect(outbox).toMatchObject([
      {
        id: 'a-1/opened/issues',
        owedAt: morning,
        alert: { kind: 'opened', phase: 'strong', reason: 'as it stands now' },
      },
    ]);
    expect(outbox[0]).not.toHaveProperty('hold');
  });

  test.each<readonly [string, readonly Alert['kind'][], string]>([
    ['opened and changed: an opening', ['opened', 'changed', 'changed'], 'a-1/opened/issues'],
    ['changed twice: from the first phase to the last', ['changed', 'changed'], 'a-1/fading-x1/issues'],
    ['changed and over: the end', ['changed', 'over'], 'a-1/over/issues'],
  ])('end with one message where a breakout had several news: %s', (_why, kinds, id) => {
    const together = [{ hashtag: 'b', episode: 'b-1' }];
    const news = kinds.map((kind, index) => ({
      ...alert('a', kind),
      at: `x${index}`,
      ...(kind === 'opened' && { together }),
      ...(kind === 'changed' && {
        phaseBefore: index === 0 ? ('strong' as const) : ('peaked' as const),
        phase: 'fading' as const,
      }),
    }));
    const held = defer(owed(news, night), { outbox: [] }, london, night).owed;
    const { outbox, merged } = release(held, london, morning);
    expect(outbox).toMatchObject([{ kind: 'alert', id, owedAt: morning }]);
    expect(merged).toMatchObject([{ instead: { length: kinds.length - 1 } }]);
    expect(outbox[0]).not.toHaveProperty('hold');
    const [first] = outbox;
    const told = first?.kind === 'alert' ? first.alert : undefined;
    expect([told?.kind, told?.phaseBefore, told?.together]).toEqual(
      {
        opened: ['opened', undefined, together],
        changed: ['changed', 'strong', undefined],
        over: ['over', undefined, undefined],
      }[kinds[0] === 'opened' ? 'opened' : kinds.at(-1) === 'over' ? 'over' : 'changed'],
    );
  });

  test('end with one message for hashtags that broke out after each other for the same videos', () => {
    const leader = { hashtag: 'a', episode: 'a-1' };
    const first = owed([alert('a')], night);
    const second = owed([{ ...alert('b', 'joined'), leader }], night);
    const held = defer([...first, ...second], { outbox: [] }, london, night).owed;
    const { outbox, merged } = release(held, london, morning);
    expect(outbox).toMatchObject([
      { id: 'a-1/opened/issues', alert: { together: [{ hashtag: 'b', episode: 'b-1' }] } },
    ]);
    expect(merged).toMatchObject([{ instead: ['b-1/joined/issues'] }]);
  });

  test('end in a digest for what goes beyond the limit of the day', () => {
    const both = { ...london, alertsPerDay: 2 };
    const held = defer(owed([alert('a'), alert('b')], night), { outbox: [] }, both, night).owed;
    const told = { day: '2026-11-24', count: 1 };
    const { outbox, told: after } = release(held, both, morning, NOTHING, told);
    expect(outbox).toMatchObject([
      { kind: 'alert', alert: { hashtag: 'a' } },
      { kind: 'digest', digest: { alerts: [{ hashtag: 'b', kind: 'opened' }] } },
    ]);
    expect(after).toEqual({ day: '2026-11-24', count: 2 });
  });
});

describe('a daily limit', () => {
  const limited: DeferralSettings = { timezone: 'Europe/London', alertsPerDay: 2 };
  const noon = at('2026-11-23T12:00:00Z');
  const afternoon = at('2026-11-23T15:00:00Z');

  test('tells so many openings, counts each once whatever the channels, and holds the rest until tomorrow', () => {
    const first = defer(owed([alert('a')], noon, ['issues', 'desk']), { outbox: [] }, limited, noon);
    expect(first).toMatchObject({ told: { day: '2026-11-23', count: 1 }, owed: [{ channel: 'issues' }, {}] });
    const second = defer(
      owed([alert('b'), alert('c'), alert('d')], afternoon),
      { outbox: first.owed, told: { day: '2026-11-23', count: 1 } },
      limited,
      afternoon,
    );
    expect(second.owed.map(({ hold }) => hold)).toEqual([undefined, 'alerts-per-day', 'alerts-per-day']);
    expect(second.told).toEqual({ day: '2026-11-23', count: 2 });
    expect(release(second.owed, limited, at('2026-11-23T23:59:00Z')).merged).toEqual([]);
    const midnight = release(second.owed, limited, at('2026-11-24T00:05:00Z'));
    expect(midnight.merged).toMatchObject([
      { notification: { digest: { why: ['alerts-per-day'], alerts: [{ hashtag: 'c' }, { hashtag: 'd' }] } } },
    ]);
  });

  test('starts again with the day, and lets an episode that was sent go on', () => {
    const told = { day: '2026-11-23', count: 2 };
    const goesOn = owed([alert('a', 'changed'), alert('a', 'over')], afternoon);
    expect(defer(goesOn, { outbox: [], told }, limited, afternoon).owed).toEqual(goesOn);
    const tomorrow = at('2026-11-24T10:00:00Z');
    expect(defer(owed([alert('e')], tomorrow), { outbox: [], told }, limited, tomorrow)).toMatchObject({
      told: { day: '2026-11-24', count: 1 },
      owed: [{ id: 'e-1/opened/issues' }],
    });
  });

  test('holds what follows on something held, and waits for the end of quiet hours', () => {
    const both: DeferralSettings = { ...limited, ...london, alertsPerDay: 0 };
    const held = defer(owed([alert('a')], noon), { outbox: [] }, both, noon).owed;
    const after = defer(owed([alert('a', 'over')], afternoon), { outbox: held }, both, afternoon).owed;
    const all: readonly Notification[] = [...held, ...after];
    expect(all.map(({ hold }) => hold)).toEqual(['alerts-per-day', 'alerts-per-day']);
    expect(release(all, both, at('2026-11-24T03:00:00Z')).outbox).toEqual(all);
    const morning = release(all, both, at('2026-11-24T07:00:00Z')).outbox;
    expect(morning).toMatchObject([{ kind: 'digest', digest: { alerts: [{ hashtag: 'a', kind: 'over' }] } }]);
  });

  test('lets what came in the first run of the next day go with what it follows on', () => {
    const held = defer(
      owed([alert('a'), alert('b')], noon),
      { outbox: [] },
      { ...limited, alertsPerDay: 0 },
      noon,
    );
    const next = at('2026-11-24T00:05:00Z');
    const more = defer(owed([alert('a', 'changed')], next), { outbox: held.owed }, limited, next).owed;
    expect(release([...held.owed, ...more], limited, next)).toMatchObject({
      outbox: [{ digest: { alerts: [{ hashtag: 'a' }, { hashtag: 'b' }] } }],
      merged: [{ instead: { length: 3 } }],
    });
  });

  test('keeps what quiet hours held with the opening that it follows on', () => {
    const siesta: DeferralSettings = {
      ...limited,
      alertsPerDay: 0,
      quietHours: { startMinute: 13 * 60, endMinute: 14 * 60 },
    };
    const opened = defer(owed([alert('a')], noon), { outbox: [] }, siesta, noon).owed;
    const quiet = at('2026-11-23T13:05:00Z');
    const more = defer(owed([alert('a', 'changed')], quiet), { outbox: opened }, siesta, quiet).owed;
    const all = [...opened, ...more];
    expect(release(all, siesta, afternoon)).toEqual({ outbox: all, merged: [] });
  });

  test('holds nothing once the watchlist has none', () => {
    const held = defer(owed([alert('a')], noon), { outbox: [] }, { ...limited, alertsPerDay: 0 }, noon).owed;
    expect(release(held, { timezone: 'UTC' }, noon).outbox).toMatchObject([{ id: 'a-1/opened/issues' }]);
    expect(release(held, { timezone: 'UTC' }, noon).outbox[0]).not.toHaveProperty('hold');
  });

  test('on a hashtag that joins a group defers nothing of its primary', () => {
    const leader = { hashtag: 'a', episode: 'a-1' };
    const newcomer = defer(
      owed([{ ...alert('b', 'joined'), leader }], noon),
      { outbox: [] },
      { ...limited, alertsPerDay: 0 },
      noon,
    ).owed;
    const goesOn = owed([alert('a', 'over')], afternoon);
    expect(defer(goesOn, { outbox: newcomer }, limited, afternoon).owed).toEqual(goesOn);
    expect(claim([...newcomer, ...goesOn], afternoon).claimed).toEqual(goesOn);
  });
});

describe('a channel that could not be reached', () => {
  const anytime: DeferralSettings = { timezone: 'UTC' };
  const noon = at('2026-11-23T12:00:00Z');
  const later = at('2026-11-26T12:00:00Z');
  const failedOnce = (notification: Notification): Notification => ({
    ...notification,
    attempts: 3,
    nextAttemptAt: later,
  });

  test('gets one alert of a breakout that is still open, with the numbers of now, under the id of the opening', () => {
    const opened = owed([alert('a')], noon).map(failedOnce);
    const news = owed([{ ...alert('a', 'changed'), phase: 'strong' as const }], noon + 7_200_000);
    const current = { ...alert('a', 'changed'), phase: 'peaked' as const, reason: 'as it stands now' };
    const { outbox, merged } = release([...opened, ...news], anytime, later, new Map([['a-1', current]]));
    expect(outbox).toMatchObject([
      {
        id: 'a-1/opened/issues',
        owedAt: noon,
        attempts: 3,
        alert: { kind: 'opened', phase: 'peaked', reason: 'as it stands now' },
      },
    ]);
    expect(merged).toMatchObject([{ instead: { length: 1 } }]);
    expect(claim(outbox, later).claimed).toHaveLength(1);
  });

  test('gets one digest of what came and went meanwhile', () => {
    const opened = owed([alert('a'), alert('b')], noon).map(failedOnce);
    const ends = owed([alert('a', 'over'), alert('b', 'over')], noon + 7_200_000);
    const { outbox } = release([...opened, ...ends], anytime, later);
    expect(outbox).toMatchObject([
      {
        kind: 'digest',
        owedAt: later,
        digest: { why: ['outage'], alerts: [{ hashtag: 'a' }, { hashtag: 'b' }] },
      },
    ]);
  });

  test('waits for its next attempt, and other channels do not', () => {
    const waiting = owed([alert('a')], noon).map((one) => ({ ...failedOnce(one), nextAttemptAt: later + 1 }));
    const fresh = owed([alert('a', 'changed')], later, ['desk']);
    expect(release([...waiting, ...fresh], anytime, later)).toEqual({
      outbox: [...waiting, ...fresh],
      merged: [],
    });
  });

  const evening: DeferralSettings = { timezone: 'UTC', quietHours: NIGHT };
  const morning = at('2026-11-24T07:05:00Z');
  const deferred = (kind: Alert['kind']): readonly Notification[] =>
    owed([alert('a', kind)], noon + 40_000_000).map((one) => ({ ...one, hold: 'quiet-hours' }));

  test('gets an opening, and no change, where the change came at night', () => {
    const opened = owed([alert('a')], noon).map((one) => ({ ...failedOnce(one), nextAttemptAt: morning }));
    const { outbox } = release([...opened, ...deferred('changed')], evening, morning);
    expect(outbox).toMatchObject([{ id: 'a-1/opened/issues', alert: { kind: 'opened' } }]);
  });

  test('gets the beginning before an end that came at night', () => {
    const opened = owed([alert('a')], noon).map((one) => ({
      ...failedOnce(one),
      nextAttemptAt: morning + 1,
    }));
    const { outbox } = release([...opened, ...deferred('over')], evening, morning);
    expect(outbox.map(({ id, hold }) => [id, hold])).toEqual([
      ['a-1/opened/issues', undefined],
      ['a-1/over/issues', undefined],
    ]);
    expect(claim(outbox, morning).claimed).toEqual([]);
    expect(release(outbox, evening, morning + 1).outbox).toMatchObject([{ kind: 'digest' }]);
  });
});
