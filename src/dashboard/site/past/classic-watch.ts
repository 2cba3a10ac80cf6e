import { judgeClassic, learnUsual, type UsualExplained } from '../../../core/detect/classic.ts';
import type { Count } from '../../../core/reading/velocity.ts';
import { hoursBetween } from '../../../core/time.ts';
import type { StepForward } from './step-forward.ts';

/** Whether the classic rule fires at each reading, as it would have been asked by the run. */
export interface ClassicWatch {
  readonly take: (step: StepForward) => boolean;
  /** The part of growth that videos had usually explained before the last reading. */
  readonly usualBefore: () => UsualExplained | undefined;
}

export function createClassicWatch(thresholdPercentPerHour: number): ClassicWatch {
  let usual: UsualExplained | undefined;
  let usualBefore: UsualExplained | undefined;
  return {
    usualBefore: () => usualBefore,
    take: ({ reading, counter }) => {
      const { explained } = reading;
      usualBefore = usual;
      usual = learnUsual(usual, explained);
      const last = counter?.last;
      // Nearly all readings lie far below the threshold, and putting that into words takes time.
      if (
        last === undefined ||
        growthPercent(last, reading) <= thresholdPercentPerHour * hoursBetween(last.at, reading.at)
      )
        return false;
      const evidence = {
        ...(explained !== undefined && { explained }),
        ...(usualBefore !== undefined && { usual: usualBefore }),
      };
      return judgeClassic(counter, reading, thresholdPercentPerHour, evidence).kind === 'fires';
    },
  };
}

function growthPercent(before: Count, now: Count): number {
  return ((now.views - before.views) * 100) / before.views;
}
