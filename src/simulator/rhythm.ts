import { HOUR_MS } from '../text/time.ts';

/** Hours in a week: the length of a rhythm. */
const WEEK_HOURS = 168;
/** 1970-01-01 was a Thursday: 72 hours into a week that begins on Monday. */
const EPOCH_HOUR_OF_WEEK = 72;

/**
 * The weekly rhythm of one hashtag: 168 factors, Monday 00:00 UTC first, mean 1. The lowest hour lies in 06-09 UTC and
 * the highest in 18-02 UTC, `dayNightRatio` times higher (1.7-3 in life); weekends stand `weekendShift` (a share)
 * higher. Source: docs/numbers.md, "Ordinary life".
 */
export function weeklyRhythm(dayNightRatio: number, weekendShift: number): Float64Array {
  const day = Array.from({ length: 24 }, (_, hour) => dayShape(hour));
  const lowest = Math.min(...day);
  const range = Math.max(...day) - lowest;
  const rhythm = new Float64Array(WEEK_HOURS);
  for (let hour = 0; hour < WEEK_HOURS; hour += 1) {
    const height = ((day[hour % 24] ?? 0) - lowest) / range;
    rhythm[hour] = dayNightRatio ** height * (hour >= 120 ? 1 + weekendShift : 1);
  }
  const mean = rhythm.reduce((sum, factor) => sum + factor, 0) / WEEK_HOURS;
  return rhythm.map((factor) => factor / mean);
}

/** Two harmonics, fitted so that the sum is lowest at 07:00 and stays within 10 % of its top from 18 to 02 UTC. */
function dayShape(hour: number): number {
  const angle = (2 * Math.PI) / 24;
  return Math.cos(angle * (hour - 19.25)) + 0.45 * Math.cos(2 * angle * (hour - 1.25));
}

/** The index into a rhythm of the clock hour that begins `hours` after 1970-01-01T00:00Z. */
export function hourOfWeek(hours: number): number {
  return (((hours + EPOCH_HOUR_OF_WEEK) % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS;
}

/** Whole hours since 1970 at an instant in ms. */
export function hourNumber(instant: number): number {
  return Math.floor(instant / HOUR_MS);
}
