import type {
  Compare,
  Days,
  Discoveries,
  HashtagPage,
  Health,
  Hours,
  PageEpisode,
  PagePhase,
  Summary,
  SummaryRow,
} from '../../src/dashboard/schema/site.ts';

/** Pieces as the site's writer makes them, for the page alone: every phase, rounding, gaps and hostile words. */

export const NOW = Date.parse('2026-11-23T12:00:00Z');
const HOUR_MS = 3_600_000;

/** What strangers may write, to break out of HTML, to look like something else, or to reach somebody. */
export const HOSTILE = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror="document.title=\'owned\'">',
  '</script><iframe src="https://evil.example"></iframe> javascript:alert(1)',
] as const;

export interface Cast {
  readonly hashtag: string;
  readonly phase: PagePhase;
  readonly step?: number;
  readonly group?: string;
}

export const EVERY_KIND: readonly Cast[] = [
  { hashtag: 'cloudcoffee', phase: 'strong', group: 'food' },
  { hashtag: '話題のコスメ', phase: 'breakout', group: 'beauty' },
  { hashtag: 'lipcombo', phase: 'peaked', group: 'beauty' },
  { hashtag: '🍄mushroom', phase: 'fading', step: 100 },
  { hashtag: 'glassskin', phase: 'warming', group: 'beauty', step: 100 },
  { hashtag: 'pocketloom', phase: 'over' },
  { hashtag: 'booktok', phase: 'quiet', step: 100_000_000, group: 'books' },
  { hashtag: 'kitchenreset', phase: 'quiet', group: 'food' },
  { hashtag: 'constructor', phase: 'learning' },
  { hashtag: 'مكياج', phase: 'unknown', group: 'beauty' },
  { hashtag: 'never_read', phase: 'failed' },
];

/** So many hashtags; the first ones are hot. */
export function manyHashtags(count: number): readonly Cast[] {
  return Array.from({ length: count }, (_, index) => ({
    hashtag: `hashtag${index}`,
    phase: index < 4 ? 'breakout' : index < 12 ? 'warming' : 'quiet',
    group: `group ${index % 5}`,
  }));
}

export const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const ago = (hours: number): string => iso(NOW - hours * HOUR_MS);
export const fileOf = (index: number): string => `tag-${index}`;

/** Hours ago, without a reading. */
const GAP = { from: 130, until: 120 };

const isOpen = (phase: PagePhase): boolean => ['strong', 'breakout', 'peaked', 'fading'].includes(phase);

/** Views an hour so many hours before now: day and night, and a rise if it is hot. */
function rateAt(hoursAgo: number, phase: PagePhase): number {
  const usual = 900 + 500 * Math.sin(hoursAgo / 3.82) + 90 * Math.sin(hoursAgo * 1.9);
  if (phase === 'warming') return usual * (hoursAgo < 5 ? 2.4 : 1);
  if (!isOpen(phase) || hoursAgo > 9) return usual;
  const peak = phase === 'fading' ? 1.4 : 16;
  return usual + 1_100 * peak * Math.min(1, (9 - hoursAgo) / (phase === 'peaked' ? 4 : 9));
}

export function rowOf({ hashtag, phase, step = 1, group }: Cast, index: number): SummaryRow {
  const heights = Array.from({ length: 56 }, (_, bar) =>
    bar > 20 && bar < 24 ? null : Math.min(100, Math.round(rateAt((55 - bar) * 3, phase) / 190)),
  );
  const row = {
    hashtag,
    file: fileOf(index),
    url: `https://www.tiktok.com/tag/${encodeURIComponent(hashtag)}`,
    ...(group !== undefined && { group }),
    phase,
    bar: 8,
    bars: {
      from: ago(168),
      hours: 3,
      highest: 19_000,
      heights: phase === 'failed' ? heights.map(() => null) : heights,
    },
  };
  if (phase === 'failed') {
    return { ...row, reason: 'It has never been read.', velocity: { kind: 'unknown', reason: 'no reading' } };
  }
  return {
    ...row,
    at: ago(phase === 'unknown' ? 7 : 0.2),
    views: Math.round(3_450_000_000 / step) * step,
    step,
    reason: isOpen(phase)
      ? 'Views have run at 61× the usual for this time of day since about 03:05 UTC (9 h; 20K seen, 331 usual).'
      : phase === 'learning'
        ? 'Learning what is usual: day 2 of 3.'
        : 'Views grow as usual (about 24K a day).',
    velocity: velocityOf(phase, step),
    ...(phase !== 'learning' &&
      phase !== 'unknown' && { score: isOpen(phase) ? 11.4 - index : 0.6 * (12 - index) }),
    ...(isOpen(phase) && {
      multiple: 61 / (index + 1),
      onset: ago(9),
      episode: {
        id: `${fileOf(index)}-1`,
        rule: 'breakout',
        openedAt: ago(6),
        baseViews: 306_134,
        peakViews: 412_000,
      },
    }),
    ...(phase === 'warming' && { multiple: 2.4, onset: ago(5) }),
    ...(phase === 'over' && { endedAt: ago(20) }),
    ...(phase === 'strong' && { mute: { until: ago(-48), by: 'comment' } }),
    ...(hashtag === 'kitchenreset' && {
      suppressed: { at: ago(3), reason: 'a lone jump that no <video> explains' },
    }),
    usualPerHour: 940,
  };
}

function velocityOf(phase: PagePhase, step: number): SummaryRow['velocity'] {
  if (phase === 'learning') return { kind: 'unknown', reason: 'first reading' };
  if (step > 1000) return { kind: 'below-resolution', low: 0, nominal: 0, high: 2.9, hours: 1.1 };
  const nominal = isOpen(phase) ? 4.2 : 0.08;
  const half = step === 1 ? 0 : 0.1;
  return { kind: 'measured', low: nominal - half, nominal, high: nominal + half, hours: 1.1 };
}

export function summaryOf(cast: readonly Cast[], origin: Summary['origin'] = 'real'): Summary {
  return {
    version: 1,
    madeAt: iso(NOW),
    origin,
    timezone: 'UTC',
    repository: 'https://github.com/me/radar',
    ...(cast.length > 0 && { newestAt: ago(0.2) }),
    hashtags: cast.map(rowOf),
  };
}

/** @param days how far back; with a gap of ten hours five days ago */
export function hoursOf({ hashtag, phase, step = 1 }: Cast, index: number, days: number): Hours {
  const hoursAgo = Array.from({ length: days * 24 }, (_, place) => days * 24 - place - 0.8).filter(
    (before) => before < GAP.until || before > GAP.from,
  );
  const rates = hoursAgo.map((before) => rateAt(before, phase));
  let views = 3_400_000 * (step > 1000 ? 1000 : 1);
  const counts = rates.map((rate) => {
    views += rate;
    return Math.round(views / step) * step;
  });
  const half = step > 1 ? step / 2 : 0;
  const usual = hoursAgo.map((before) => rateAt(before, 'quiet'));
  const afterGap = hoursAgo.findIndex((before) => before < GAP.until);
  const holed = (column: readonly number[]) =>
    column.map((value, place) => (place === 0 || place === afterGap ? null : value));
  const posts = hoursAgo.map((before) => 3 + 2 * Math.sin(before) + (isOpen(phase) && before < 8 ? 9 : 0));
  return {
    version: 1,
    hashtag,
    file: fileOf(index),
    columns: {
      at: hoursAgo.map((before) => Math.round((NOW - before * HOUR_MS) / 1000)),
      views: counts,
      step: counts.map(() => step),
      overHours: holed(counts.map(() => 1)),
      perHourLow: holed(rates.map((rate) => rate - half)),
      perHour: step > 1000 ? rates.map(() => null) : holed(rates),
      perHourHigh: holed(rates.map((rate) => rate + half)),
      usualLow: usual.map((rate) => rate * 0.55),
      usual,
      usualHigh: usual.map((rate) => rate * 1.6),
      score: rates.map(() => 0.4),
      postsPerHour: posts,
      postsUsual: posts.map(() => 3),
    },
    gaps: [{ from: ago(GAP.from + 0.2), to: ago(GAP.until - 0.8) }],
    restated: [ago(60.8)],
  };
}

export function daysOf({ hashtag }: Cast, index: number, days: number): Days {
  const at = Array.from({ length: days }, (_, day) => Math.floor(NOW / 86_400_000 - days + 1 + day) * 86_400);
  const gained = at.map((_, day) => 20_000 + 6_000 * Math.sin(day / 5) + (day % 60 < 4 ? 90_000 : 0));
  return {
    version: 1,
    hashtag,
    file: fileOf(index),
    columns: {
      at,
      readings: at.map(() => 23),
      views: at.map((_, day) => 3_000_000 + day * 24_000),
      step: at.map(() => 1),
      gained,
      gainedLow: gained.map((value) => value - 400),
      gainedHigh: gained.map((value) => value + 400),
      usualLow: at.map((_, day) => (day < 7 ? null : 14_000)),
      usual: at.map((_, day) => (day < 7 ? null : 20_000)),
      usualHigh: at.map((_, day) => (day < 7 ? null : 26_000)),
      posts: at.map(() => 70),
    },
    gaps: [],
  };
}

export function episodesOf({ hashtag, phase }: Cast): readonly PageEpisode[] {
  const drivers = HOSTILE.map((caption, index) => ({
    id: `770643912118287588${index}`,
    url: index === 2 ? 'javascript:document.title="owned"' : `https://www.tiktok.com/@maker/video/${index}`,
    caption,
    creator: `maker<b>${index}`,
    postedAt: ago(8),
    views: 9_000,
    gained: 4_000 - index,
    share: 0.2,
  }));
  const old: PageEpisode = {
    id: 'old',
    hashtag,
    rule: 'classic',
    openedAt: ago(110),
    onset: ago(113),
    classicAt: ago(110),
    peakAt: ago(104),
    endedAt: ago(90),
    end: 'cooled-off',
    hindsight: 'right',
    reason: '14 %/h is above 10 %/h',
    endReason: 'cooled off: for six hours below half of what counts as a breakout',
    baseViews: 251_000,
    peakViews: 301_000,
    velocity: { low: 13.8, nominal: 14, high: 14.2 },
    creators: 12,
    drivers: [],
    phases: [
      { at: ago(110), phase: 'breakout' },
      { at: ago(100), phase: 'peaked' },
      { at: ago(90), phase: 'over' },
    ],
    topVideos: [{ id: '7', caption: 'what it was all about', creator: 'maker', gained: 31_000 }],
  };
  if (!isOpen(phase)) return [old];
  const open: PageEpisode = {
    id: 'open',
    hashtag,
    rule: 'breakout',
    onset: ago(9),
    openedAt: ago(6),
    peakAt: ago(1),
    reason:
      'Views have run at 61× the usual for this time of day since about 03:05 UTC, with 5.1 new videos an hour.',
    baseViews: 306_134,
    peakViews: 412_000,
    velocity: { low: 4.1, nominal: 4.1, high: 4.1 },
    score: 10.1,
    bar: 8,
    multiple: 61,
    explained: 0.55,
    creators: 15,
    drivers,
    phases: [{ at: ago(6), phase: 'breakout' }],
    issue: 'https://github.com/you/radar/issues/12',
  };
  return [open, old];
}

export function pageOf(cast: Cast, index: number): HashtagPage {
  return {
    version: 1,
    madeAt: iso(NOW),
    hashtag: cast.hashtag,
    file: fileOf(index),
    now: rowOf(cast, index),
    rule: 'both',
    thresholdPercentPerHour: 10,
    firstAt: ago(24 * 200),
    readings: 4_700,
    hoursFrom: ago(24 * 90),
    recent: hoursOf(cast, index, 7),
    episodes: episodesOf(cast),
    suppressed: [
      { at: ago(59), reason: 'One jump (2 views) stands alone so far' },
      { at: ago(60), reason: 'One jump stands alone so far' },
      { at: ago(61), reason: 'a lone jump: the listed videos explain <0.01 % of it' },
    ],
    classic: [ago(110)],
  };
}

function comparedViews(index: number, day: number): number {
  return 1_000_000 * (1 + index) * 1.004 ** (day * (1 + (index % 4)));
}

export function compareOf(cast: readonly Cast[]): Compare {
  const days = Array.from({ length: 90 }, (_, day) => Math.floor(NOW / 86_400_000 - 89 + day) * 86_400);
  const groups = [...new Set(cast.map(({ group }) => group))];
  return {
    version: 1,
    madeAt: iso(NOW),
    days,
    hashtags: cast.map(({ hashtag, group }, index) => ({
      hashtag,
      file: fileOf(index),
      ...(group !== undefined && { group }),
      views: days.map((_, day) => (day === 40 ? null : comparedViews(index, day))),
      gained: days.map((_, day) => comparedViews(index, day) - comparedViews(index, day - 1)),
    })),
    groups: groups.map((group, index) => ({
      ...(group !== undefined && { group }),
      hashtags: cast.filter((one) => one.group === group).length,
      gained: days.map(() => 50_000 * (index + 1)),
      share: days.map(() => (index + 1) / ((groups.length * (groups.length + 1)) / 2)),
    })),
  };
}

export function healthOf(cast: readonly Cast[]): Health {
  const hours = Array.from({ length: 720 }, (_, hour) => 720 - hour).filter((hour) => hour % 11 !== 0);
  return {
    version: 1,
    madeAt: iso(NOW),
    state: 'does-not-see',
    causes: [
      {
        story: 'health-no-reading-20261122T1000Z',
        cause: 'no-reading',
        openedAt: ago(24),
        since: ago(49),
        title: 'No reading of 1 hashtag',
        found: 'Runs come, but they cannot read what is named here.',
        remedy: 'Open it on TikTok.',
        hashtags: ['booktok'],
      },
    ],
    periods: [1, 7, 30].map((days) => ({
      days,
      from: ago(days * 24),
      expected: days * 24,
      came: Math.round(days * 21.8),
      delayMedianMinutes: 8,
      delayP90Minutes: 41,
      longestGapHours: 3.2,
    })),
    runs: {
      at: hours.map((hour) => Math.round((NOW - hour * HOUR_MS) / 1000) + 480),
      delayMinutes: hours.map((hour) => 3 + ((hour * 7) % 50)),
      hashtags: hours.map(() => cast.length),
    },
    missedHours: Array.from({ length: 15 }, (_, hour) => ago(165 - hour * 11)),
    hashtags: cast.map(({ hashtag }, index) => ({
      hashtag,
      file: fileOf(index),
      expected: 654,
      missed: index === 0 ? 31 : index < 3 ? 2 : 0,
      lastAt: ago(0.2),
    })),
    credits: {
      month: '2026-11',
      used: 10_240,
      left: 18_300,
      budget: 30_000,
      perDay: 480,
      monthEnd: 13_900,
      emptyAt: ago(-900),
    },
    owed: 1,
    undelivered: [{ at: ago(30), hashtag: 'cloudcoffee', message: '<b>503</b> Service Unavailable' }],
    data: { files: 71, bytes: 8_450_000, largest: { file: 'state.json', bytes: 229_376 } },
  };
}

/** Two discoveries beside the first hashtags, one with a hostile handle; none without hashtags. */
export function discoveriesOf(cast: readonly Cast[]): Discoveries {
  const days = Array.from({ length: 15 }, (_, day) => Math.floor(NOW / 86_400_000 - 14 + day) * 86_400);
  const one = (hashtag: string, creators: number): Discoveries['found'][number] => ({
    hashtag,
    url: `https://www.tiktok.com/tag/${encodeURIComponent(hashtag)}`,
    at: ago(creators),
    firstSeenAt: ago(creators + 9),
    creators,
    usualCreatorsPerDay: creators / 12 - 0.9,
    beside: [
      ...cast.slice(0, 2).map(({ hashtag: watched }, index) => ({
        hashtag: watched,
        file: fileOf(index),
        creators: creators - 3 * index,
      })),
      { hashtag: 'left_the_list', creators: 1 },
    ],
    videos: HOSTILE.map((creator, index) => ({
      id: `77${index}`,
      creator,
      url: index === 2 ? 'javascript:alert(1)' : `https://www.tiktok.com/@a/video/77${index}`,
    })),
    creatorsByDay: days.map((_, day) => (day < 12 ? day % 2 : (day - 11) * creators)),
  });
  return {
    version: 1,
    madeAt: iso(NOW),
    ...(cast.length > 0 && { since: iso((days[0] ?? 0) * 1000) }),
    days: cast.length > 0 ? days : [],
    found: cast.length > 0 ? [one('mochamousse', 12), one('読書記録', 31)] : [],
  };
}
