import { readCounter } from '../../detector/momentum/corrections.ts';
import type { CounterMemory } from '../../detector/momentum/momentum-memory.ts';
import { GAP_HOURS } from '../../detector/momentum/observe.ts';
import { hoursBetween } from '../../text/time.ts';
import type { StepForward } from './growth.ts';

/** Hours that have to be seen before anything counts as enormous. */
const KNOWN_HOURS_MIN = 12;
const HALF_LIFE_HOURS = 36;
/** A counter that ticks more often than this is not held to less. */
const TICK_HOURS_MIN = 3;

/** What is known of the pace: views gained and hours seen, the newest counting most, and when the counter last moved (ms). */
interface Pace {
  readonly gained: number;
  readonly hours: number;
  readonly tickAt: number;
}

/**
 * Follows one hashtag and tells of each lone enormous jump that nothing followed, or that the counter took back: TikTok
 * restated it, and no growth lies in it. It goes by the detector's own rule (src/detector/momentum/corrections.ts), and takes constant work, so that
 * old readings may pass through it too. Told is the step that jumped, once it is known for what it is, which is hours later.
 */
export function createCorrectionWatch(): (step: StepForward) => StepForward | undefined {
  let memory: CounterMemory | undefined;
  let pace: Pace = { gained: 0, hours: 0, tickAt: 0 };
  let jumped: StepForward | undefined;
  return (step) => {
    const { reading, before } = step;
    const { at, views } = reading;
    if (memory === undefined || before === undefined || hoursBetween(before.at, at) > GAP_HOURS) {
      memory = { offset: 0, top: views };
      pace = { gained: 0, hours: 0, tickAt: at };
      jumped = undefined;
      return undefined;
    }
    const { counter, gain, note } = readCounter(memory, at, views, reading.step, usualGain(pace, step));
    if (note === 'jump') jumped ??= step;
    const settled = counter.jump === undefined ? jumped : undefined;
    if (counter.jump === undefined) jumped = undefined;
    memory = counter;
    pace = advancePace(pace, hoursBetween(before.at, at), gain, at);
    return settled !== undefined && (note === 'restated' || isTakenBack(settled, views))
      ? settled
      : undefined;
  };
}

/** Whether the counter has lost most of a jump again. */
function isTakenBack({ reading, gained }: StepForward, views: number): boolean {
  return views < reading.views - gained / 2;
}

/** What the time since the counter last moved would usually bring; undefined while that is not known. */
function usualGain({ gained, hours, tickAt }: Pace, { reading }: StepForward): number | undefined {
  if (hours < KNOWN_HOURS_MIN) return undefined;
  const floor = reading.step === 1 ? 0 : reading.step / 24;
  return Math.max(gained / hours, floor) * Math.max(hoursBetween(tickAt, reading.at), TICK_HOURS_MIN);
}

function advancePace({ gained, hours, tickAt }: Pace, passed: number, gain: number, at: number): Pace {
  const kept = 0.5 ** (passed / HALF_LIFE_HOURS);
  return { gained: gained * kept + gain, hours: hours * kept + passed, tickAt: gain > 0 ? at : tickAt };
}
