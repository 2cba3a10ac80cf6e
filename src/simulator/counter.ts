import { gridStep } from '../readings/step.ts';
import { HOUR_MS, MINUTE_MS } from '../text/time.ts';
import type { NuisancePlan } from './plan.ts';
import { drawLogNormal, mixKeys, randomStream } from './random.ts';

/** Offset of a stale replica as a share of the counter: median, and the deviation that puts its p99 at 3 %. */
const WOBBLE_MEDIAN = 0.0011;
const WOBBLE_DEVIATION = 1.42;
const WOBBLE_MAX = 0.03;
/** A step larger than this share of the counter hides jitter instead of magnifying it. */
const WOBBLE_STEP_MAX = 0.005;

/** A count as TikTok shows it, rounded to nearest with one decimal of its unit: 119,178.1B, 3.4M, 12.3K. */
export function roundToGrid(count: number): number {
  const step = gridStep(count);
  return Math.round(count / step) * step;
}

/** What turns true views into shown ones. */
export interface CounterSettings {
  readonly key: number;
  readonly start: number;
  readonly counter: 'exact' | 'rounded';
  readonly wobbleShare: number;
  readonly nuisances: readonly NuisancePlan[];
}

/**
 * The views that an answer at `instant` (ms) shows, `trueAt` giving the true ones: restatements stay, glitches pass, and
 * every so often a stale replica answers with a little less. All answers within one clock minute come from the same
 * replica. On a rounded counter a stale replica shows at least one step less, unless a step is more than 0.5 %.
 */
export function shownViews(
  settings: CounterSettings,
  trueAt: (instant: number) => number,
  instant: number,
): { readonly views: number; readonly rounded: number } {
  let views = trueAt(instant);
  for (const nuisance of settings.nuisances) {
    const at = settings.start + nuisance.hour * HOUR_MS;
    if (instant < at) continue;
    if (nuisance.kind === 'restatement') views += (nuisance.factor - 1) * trueAt(at);
    if (nuisance.kind === 'glitch' && instant < at + nuisance.minutes * MINUTE_MS) views *= nuisance.factor;
  }
  const stale = views - dipAt(settings, views, instant);
  const rounded = roundToGrid(Math.floor(stale));
  return { views: settings.counter === 'exact' ? Math.floor(stale) : rounded, rounded };
}

function dipAt(settings: CounterSettings, views: number, instant: number): number {
  const random = randomStream(mixKeys(settings.key, 3, Math.floor(instant / MINUTE_MS)));
  if (random() >= settings.wobbleShare) return 0;
  const dip = Math.min(drawLogNormal(random, WOBBLE_MEDIAN, WOBBLE_DEVIATION), WOBBLE_MAX) * views;
  const step = settings.counter === 'rounded' ? gridStep(views) : 1;
  return step <= WOBBLE_STEP_MAX * views ? Math.max(dip, step) : dip;
}
