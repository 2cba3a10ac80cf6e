import type { Alert } from '../alerts/alert.ts';
import { alertOf } from '../alerts/build-alert.ts';
import { judge } from '../detector/judge.ts';
import { UNSEEN_HASHTAG } from '../detector/tracked-hashtag.ts';
import type { Reading } from '../readings/reading.ts';
import type { Sample } from '../readings/sample.ts';
import type { Video } from '../readings/video.ts';
import type { Watch } from '../settings/settings.ts';
import { HOUR_MS, isoUtc } from '../text/time.ts';

/** A made-up breakout, from which every channel can be tried. Nothing of it is recorded. */
export interface Rehearsal {
  /** `opened`, `changed` and `over` of one episode, each marked as a rehearsal. */
  readonly alerts: readonly [opened: Alert, changed: Alert, over: Alert];
  /** The made-up readings of its last three days, the oldest first, for charts. */
  readonly readings: readonly Reading[];
}

/** Growth of each hour of the breakout, %/h: it rises for five hours and is gone after eight. */
const BREAKOUT = [3, 5, 7, 9, 13, 6, 1, 0.2];
const USUAL = 0.05;
/** Hours of ordinary life before it, which the `breakout` rule learns from, and after it, until the episode is over. */
const HOURS_BEFORE = 16 * 24;
const HOURS_AFTER = 19;
const HOURS = HOURS_BEFORE + BREAKOUT.length + HOURS_AFTER;
const FIRST_VIEWS = 2_000_000;
const READINGS_MS = 72 * HOUR_MS;
/** What each made-up video has of the growth. The rest is spread over videos that are not listed. */
const SHARES = [0.3, 0.15, 0.1];

/**
 * A breakout of `watch` that ends shortly before `now` (ms), made by the real judge from made-up readings. It goes by the
 * default threshold and sensitivity, so that it breaks out whatever the watchlist says.
 */
export function rehearse(watch: Watch, now: number): Rehearsal {
  const tried: Watch = { ...watch, thresholdPercentPerHour: 10, sensitivity: 'balanced' };
  const alerts: Alert[] = [];
  const readings: Reading[] = [];
  let known = UNSEEN_HASHTAG;
  for (const sample of madeUpSamples(watch.hashtag, now)) {
    const judgement = judge(tried, known, sample);
    const alert = alertOf(judgement);
    if (alert !== undefined) alerts.push(alert);
    readings.push(judgement.reading);
    known = judgement.state;
  }
  const episode = `${watch.hashtag}-rehearsal-${isoUtc(now).replaceAll(/[-:]/g, '')}`;
  const [opened, changed] = alerts;
  const over = alerts.at(-1);
  if (opened?.kind !== 'opened' || changed?.kind !== 'changed' || over?.kind !== 'over')
    throw new Error('the made-up breakout did not break out');
  const marked = (alert: Alert): Alert => ({ ...alert, episode, rehearsal: true });
  return {
    alerts: [marked(opened), marked(changed), marked(over)],
    readings: readings.filter(({ at }) => at > now - READINGS_MS),
  };
}

function madeUpSamples(hashtag: string, now: number): readonly Sample[] {
  const start = now - (HOURS - 1) * HOUR_MS;
  const begins = start + HOURS_BEFORE * HOUR_MS;
  let views = FIRST_VIEWS;
  let gained = 0;
  return Array.from({ length: HOURS }, (_, hour) => {
    const percent = BREAKOUT[hour - HOURS_BEFORE] ?? USUAL;
    const gain = (views * percent) / 100;
    views += gain;
    if (hour >= HOURS_BEFORE) gained += gain;
    const at = start + hour * HOUR_MS;
    return {
      hashtag,
      at,
      views: exact(views),
      listing: hour >= HOURS_BEFORE - 1 ? videos(begins, gained) : [],
    };
  });
}

/** Counts that end on zeros would be taken for rounded ones. */
function exact(count: number): number {
  return Math.floor(count / 10) * 10 + 3;
}

/** Three videos, posted in the hours before the breakout. */
function videos(begins: number, gained: number): readonly Video[] {
  return SHARES.map((share, index) => {
    const postedAt = begins - (3 - index) * HOUR_MS;
    return {
      // As TikTok makes them: the post time stands in the upper half.
      id: String((BigInt(Math.floor(postedAt / 1000)) << 32n) + BigInt(index + 1)),
      postedAt,
      views: exact(1_000 + gained * share),
      creator: `rehearsal.creator${index + 1}`,
      caption: `Made-up video ${index + 1} of a rehearsal`,
    };
  });
}
