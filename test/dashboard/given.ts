import type { Alert } from '../../src/core/alert.ts';
import type { Event } from '../../src/core/event.ts';
import type { Reading } from '../../src/core/reading.ts';
import { HOUR_MS, isoUtc } from '../../src/core/time.ts';
import type { Records } from '../../src/dashboard/board.ts';

export const NOW = Date.parse('2026-11-23T12:00:00Z');
export const HOURS = 480;

/** What strangers may write, to break out of HTML, to look like something else, or to reach somebody. */
export const HOSTILE = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror="document.title=\'owned\'">',
  '</style></title><iframe src="https://evil.example"></iframe>',
  '\u202Eevil\u2066 javascript:alert(1) & &lt;b&gt;',
];

/** Hourly readings until NOW: `rate(hour)` views an hour, hour 0 first; `has` leaves some out. */
export function series(
  hashtag: string,
  options: {
    readonly start: number;
    readonly rate: (hour: number) => number;
    readonly step?: number;
    readonly has?: (hour: number) => boolean;
  },
): readonly Reading[] {
  const { start, rate, step = 1, has = () => true } = options;
  let views = start;
  return Array.from({ length: HOURS }, (_, hour): Reading => {
    views += rate(hour);
    return { at: NOW - (HOURS - 1 - hour) * HOUR_MS, hashtag, views: Math.round(views / step) * step, step };
  }).filter((_, hour) => has(hour));
}

/** A day whose rate waves a little, so that nothing about it is exact. */
export function ordinary(perHour: number): (hour: number) => number {
  return (hour) => Math.round(perHour * (1 + 0.3 * Math.sin(hour / 3.8) + 0.1 * Math.sin(hour * 1.7)));
}

/** The same, and from `from` on `multiple` times as much. */
export function rising(perHour: number, from: number, multiple: number): (hour: number) => number {
  const usual = ordinary(perHour);
  return (hour) => usual(hour) * (hour < from ? 1 : multiple);
}

export function alert(
  kind: 'opened' | 'over',
  hashtag: string,
  openedHoursAgo: number,
  hoursAgo: number,
): Alert {
  const at = NOW - hoursAgo * HOUR_MS;
  return {
    version: 1,
    kind,
    phase: kind === 'over' ? 'over' : 'breakout',
    episode: `${hashtag}-${openedHoursAgo}`,
    hashtag,
    rule: 'breakout',
    at: isoUtc(at),
    openedAt: isoUtc(NOW - openedHoursAgo * HOUR_MS),
    reason:
      kind === 'opened' ? 'views have run at 9× the usual' : 'cooled off: six hours below half of what fires',
    thresholdPercentPerHour: 10,
    views: {
      now: 460_000,
      before: 440_000,
      beforeAt: isoUtc(at - HOUR_MS),
      step: 1,
      base: 440_000,
      peak: 460_000,
    },
    velocity: { low: 4.5, nominal: 4.5, high: 4.5 },
    drivers: HOSTILE.slice(0, 3).map((caption, index) => ({
      id: `770643912118287588${index}`,
      creator: `maker<b>${index}`,
      caption,
      views: 9_000,
      gained: 4_000 - index,
      basis: 'measured' as const,
      share: 0.2,
      postedAt: isoUtc(at - 2 * HOUR_MS),
      url: index === 2 ? 'javascript:document.title="owned"' : `https://www.tiktok.com/@maker/video/${index}`,
    })),
    creators: 3,
  };
}

function event(told: Alert): Event {
  return { kind: told.kind, at: Date.parse(told.at), hashtag: told.hashtag, alert: told };
}

/** One hashtag of each kind that the page knows. */
export function records(): Records {
  return {
    at: NOW,
    timezone: 'UTC',
    origin: 'real',
    watched: ['calm', 'hot', 'hotter', 'coarse', 'jumpy', 'late', 'new', 'never'],
    readings: [
      ...series('calm', { start: 900_000, rate: ordinary(300) }),
      ...series('hot', { start: 400_000, rate: rising(100, HOURS - 10, 12) }),
      ...series('hotter', { start: 400_000, rate: rising(100, HOURS - 10, 60) }),
      ...series('coarse', { start: 3.4e9, rate: ordinary(300_000), step: 1e8 }),
      ...series('jumpy', { start: 50_000, rate: (hour) => (hour === HOURS - 1 ? 60_000 : 20 + (hour % 7)) }),
      ...series('late', {
        start: 70_000,
        rate: ordinary(40),
        has: (hour) => hour < HOURS - 5 && (hour < 400 || hour > 430),
      }),
      ...series('new', { start: 5_000, rate: ordinary(3), has: (hour) => hour === HOURS - 1 }),
    ],
    events: [
      event(alert('opened', 'calm', 90, 90)),
      event(alert('over', 'calm', 90, 70)),
      event(alert('opened', 'hot', 8, 8)),
      event(alert('opened', 'hotter', 9, 9)),
      { kind: 'suppressed', at: NOW, hashtag: 'jumpy', reason: 'a lone jump that no <video> explains' },
    ],
  };
}
