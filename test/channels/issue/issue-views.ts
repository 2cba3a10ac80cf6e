/** What issues are made of, for the golden files: alerts further on than a line of readings brings them. */
import { type Alert, videoUrl } from '../../../src/alerts/alert.ts';
import type { DeferredDigest, WeekDigest } from '../../../src/alerts/digest.ts';
import type { IssueView } from '../../../src/channels/issue/body.ts';
import type { ChartReading } from '../../../src/channels/issue/chart.ts';
import { HOUR_MS, isoUtc } from '../../../src/text/time.ts';
import { at } from '../../support/given.ts';
import { alertNamed } from '../alerts.ts';
import { MOVES } from '../news.ts';

export const ZONE = 'Europe/London';

/** Fifty hours of an exact counter: a day of calm, a night without runs, then growth that doubles every six hours. */
export const BREAKOUT_READINGS: readonly ChartReading[] = Array.from({ length: 51 }, (_, place) => place - 50)
  .filter((hour) => hour < -29 || hour > -23)
  .map((hour) => ({
    at: at(hour) + (hour % 3) * 4 * 60_000,
    views: Math.round(1_000_000 + (hour + 50) * 190 + (hour > -14 ? 9_000 * 2 ** ((hour + 14) / 4) : 0)),
    step: 1,
  }));

const MOMENTUM: NonNullable<Alert['momentum']> = {
  score: 14.2,
  threshold: 8,
  onset: isoUtc(at(-13)),
  multiple: 16.4,
  rarity: 'By chance one hashtag shows such a score about once in 9 years.',
};

const opened = alertNamed('exact-with-history');

/** An alert of the `breakout` rule, at the moment of the last reading. */
export const BREAKOUT: Alert = {
  ...opened,
  rule: 'breakout',
  moves: MOVES,
  found: [
    { hashtag: 'romantasy', creators: 9, usualCreatorsPerDay: 0.2, firstSeenAt: '2026-11-22T20:00:00Z' },
  ],
  reason:
    'Views have run at 16× the baseline of this time of day for about 13 h (99K came, 6.0K expected), with ' +
    '31 new videos an hour against 9.0 before',
  outlook: 0.7,
  momentum: MOMENTUM,
  views: {
    ...opened.views,
    baseAt: isoUtc(at(-11)),
    now: 1_111_324,
    before: 1_095_102,
    base: 1_007_030,
    peak: 1_111_324,
  },
  velocity: { low: 1.48, nominal: 1.48, high: 1.48 },
  acceleration: { low: 0.19, nominal: 0.19, high: 0.19 },
  fastest: { percentPerHour: 1.48, at: opened.at },
};

/** The same ten hours into the episode, in its second phase. */
export const STANDING: Alert = {
  ...BREAKOUT,
  kind: 'changed',
  phase: 'strong',
  episode: 'booktok-20261123T0000Z',
  openedAt: isoUtc(at(-10)),
};

export const COMPANION: Alert = {
  ...STANDING,
  hashtag: 'romantasy',
  episode: 'romantasy-20261123T0300Z',
  openedAt: isoUtc(at(-7)),
  phase: 'breakout',
  views: { ...STANDING.views, now: 412_300, before: 402_100, step: 100 },
  velocity: { low: 2.46, nominal: 2.54, high: 2.61 },
  leader: { hashtag: STANDING.hashtag, episode: STANDING.episode },
};

/** The end of that story, a day later. */
export const ENDING: Alert = {
  ...STANDING,
  kind: 'over',
  phase: 'over',
  at: isoUtc(at(14)),
  reason: 'cooled off: for six hours below half of what counts as a breakout',
  end: 'cooled-off',
  hindsight: 'right',
  classicAt: isoUtc(at(-1)),
  views: { ...STANDING.views, now: 1_604_900, peak: 1_604_900 },
  fastest: { percentPerHour: 11.6, at: isoUtc(at(-1)) },
  topVideos: opened.drivers.map(({ id, creator = '', caption = '', gained }) => ({
    ...{ id, creator, caption, gained: gained * 4 },
    url: videoUrl({ id, creator }),
  })),
};

export function viewOf(alert: Alert, more: Partial<IssueView> = {}): IssueView {
  return { alert, others: [], readings: [], timezone: ZONE, ...more };
}

export const HELD: DeferredDigest = {
  version: 1,
  kind: 'held',
  at: isoUtc(at(0)),
  why: ['quiet-hours'],
  alerts: [
    { ...STANDING, kind: 'opened' },
    { ...alertNamed('no-listing') },
    { ...ENDING, hashtag: 'cottagecore', episode: 'cottagecore-20261122T2300Z' },
  ],
};

export const WEEK: WeekDigest = {
  version: 1,
  kind: 'week',
  at: isoUtc(at(0)),
  from: isoUtc(at(-7 * 24)),
  until: isoUtc(at(0)),
  hashtags: 42,
  movers: [
    {
      hashtag: 'booktok',
      viewsBefore: 1_007_030,
      views: 1_604_900,
      growthPercent: 59.4,
      fastestAt: isoUtc(at(-1)),
    },
    { hashtag: '2024', viewsBefore: 20_017, views: 19_950, growthPercent: -0.33 },
  ],
  missed: [
    {
      hashtag: '読書_日記',
      viewsBefore: 3_400_000,
      views: 4_100_000,
      growthPercent: 20.6,
      fastestAt: isoUtc(at(-30)),
    },
  ],
  episodes: [
    {
      hashtag: 'booktok',
      episode: STANDING.episode,
      openedAt: STANDING.openedAt,
      overAt: ENDING.at,
      base: 1_007_030,
      peak: 1_604_900,
    },
    {
      hashtag: 'romantasy',
      episode: COMPANION.episode,
      openedAt: COMPANION.openedAt,
      base: 390_100,
      peak: 412_300,
    },
  ],
  ended: { right: 3, falseAlarms: 1, untold: 1 },
};

/** So many hours later, all instants of readings moved along. */
export function later(readings: readonly ChartReading[], hours: number): readonly ChartReading[] {
  return readings.map((reading) => ({ ...reading, at: reading.at + hours * HOUR_MS }));
}
