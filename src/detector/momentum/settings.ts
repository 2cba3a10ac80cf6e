import type { Sensitivity } from '../../settings/settings.ts';

/** A score is scaled so that 8 is the balanced bar at any cadence. */
export const BALANCED_THRESHOLD = 8;
/** The raw evidence that costs one false alarm in ten months of one hashtag, at hourly and at three-hourly readings. */
const RAW_THRESHOLD_HOURLY = 8.8;
const RAW_THRESHOLD_THREE_HOURLY = 5.2;

/** The score at which a sensitivity calls a breakout. */
export function thresholdOf(sensitivity: Sensitivity): number {
  switch (sensitivity) {
    case 'early':
      return 6;
    case 'balanced':
      return BALANCED_THRESHOLD;
    case 'quiet':
      return 10;
  }
}

/** The windows' part in the score at hourly readings, where ticks tell it better; all of it at three-hourly ones. */
const WINDOW_WEIGHT_HOURLY = 0.25;

/** How much the day's windows count at a cadence: a quarter at hourly readings, all at three-hourly ones. */
export function windowWeight(everyHours: number): number {
  return WINDOW_WEIGHT_HOURLY + ((1 - WINDOW_WEIGHT_HOURLY) * (Math.min(3, Math.max(1, everyHours)) - 1)) / 2;
}

/** Scales raw evidence to a score: more readings an hour bring more chance excursions, so they need more of it. */
export function scaleScore(raw: number, everyHours: number): number {
  const share = Math.log(Math.min(3, Math.max(1, everyHours))) / Math.log(3);
  return (
    (BALANCED_THRESHOLD * raw) /
    (RAW_THRESHOLD_HOURLY + (RAW_THRESHOLD_THREE_HOURLY - RAW_THRESHOLD_HOURLY) * share)
  );
}
