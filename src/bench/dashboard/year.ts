import type { Reading } from '../../readings/reading.ts';
import { gridStep } from '../../readings/step.ts';
import { HOUR_MS } from '../../text/time.ts';
import { type Chance, seededChance } from '../detection/synthetic/random.ts';

/** A made-up record of hourly runs, seeded: good for weighing and timing, not for judging detectors. */
export interface YearPlan {
  readonly seed: number;
  readonly hashtags: number;
  readonly days: number;
  /** Start of the first hour, ms. */
  readonly from: number;
}

/** A hashtag whose views are drawn hour by hour. */
interface Life {
  readonly name: string;
  readonly chance: Chance;
  readonly perHour: number;
  /** Whether TikTok shows it rounded. */
  readonly isRounded: boolean;
  /** Hours since the start at which its breakouts begin. */
  readonly onsets: readonly number[];
  views: number;
  noise: number;
}

/** The readings of one run after the other; 8 % of the runs never come, one outage of half a day a month. */
export function* drawRuns(plan: YearPlan): Generator<readonly Reading[]> {
  const chance = seededChance(plan.seed);
  const lives = Array.from({ length: plan.hashtags }, (_, index) => drawLife(plan, index));
  for (let hour = 0; hour < plan.days * 24; hour += 1) {
    const startedAt = plan.from + hour * HOUR_MS + Math.round(chance.between(3, 50) * 60) * 1000;
    const isMissing = chance.uniform() < 0.08 || hour % 720 > 708;
    for (const life of lives) live(life, hour);
    if (isMissing) continue;
    yield lives.map((life, index) => readingOf(life, startedAt + Math.floor(index / 4) * 1000));
  }
}

function drawLife({ seed, days }: YearPlan, index: number): Life {
  const chance = seededChance(seed * 1_000_003 + index);
  const perHour = Math.exp(8 + 2 * chance.normal());
  return {
    name: `madeup${index}`,
    chance,
    perHour,
    isRounded: index % 2 === 0,
    onsets: Array.from({ length: Math.ceil(days / 120) }, () => Math.floor(chance.between(0, days * 24))),
    views: Math.round(perHour * chance.logBetween(200, 20_000)) + 5_000,
    noise: 0,
  };
}

function live(life: Life, hour: number): void {
  life.noise = 0.85 * life.noise + 0.2 * life.chance.normal();
  const rhythm = 1 + 0.4 * Math.sin((2 * Math.PI * ((hour % 24) - 12)) / 24);
  const burst = life.onsets.reduce((most, onset) => Math.max(most, burstAt(hour - onset)), 1);
  life.views += life.perHour * rhythm * burst * Math.exp(life.noise);
}

/** Twentyfold after eight hours, for a day, then half as much every twelve hours. */
function burstAt(hours: number): number {
  if (hours < 0) return 1;
  if (hours < 8) return 1 + (19 * hours) / 8;
  return hours < 32 ? 20 : 1 + 19 * 0.5 ** ((hours - 32) / 12);
}

function readingOf({ name, chance, views, perHour, isRounded }: Life, at: number): Reading {
  const step = isRounded ? gridStep(views) : 1;
  const posts = chance.poisson(Math.min(40, perHour / 2_000));
  return {
    at,
    hashtag: name,
    views: Math.round(views / step) * step,
    step,
    videos: Math.round(views / 900),
    newPosts: Math.min(20, posts),
    ...(posts >= 20 && { newestSpanHours: Number((20 / posts).toPrecision(3)) }),
    explained: Number(chance.between(0.1, 0.6).toPrecision(2)),
    breadth: Number(chance.between(3, 15).toPrecision(2)),
  };
}
