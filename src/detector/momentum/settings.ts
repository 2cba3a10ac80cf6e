import type { Sensitivity } from '../../settings/settings.ts';
import { BALANCED_THRESHOLD } from './calibration.ts';

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
