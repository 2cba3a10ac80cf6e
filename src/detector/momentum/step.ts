import type { Reading } from '../../readings/reading.ts';
import { hoursBetween } from '../../text/time.ts';
import type { MomentumMemory } from './momentum-memory.ts';
import { beginWatch, GAP_HOURS, type Observation, observeReading } from './observe.ts';
import type { SeasonPrior } from './season.ts';
import { refuseReading } from './unusable-reading.ts';
import type { RefusalCause } from './verdict.ts';

/** What one reading shows the `breakout` rule, before anything is judged; `memory` is what to keep for the next one. */
export type MomentumStep =
  /** The reading could not be used; the memory is as before, and undefined only while no usable reading has come. */
  | {
      readonly kind: 'unusable';
      readonly memory: MomentumMemory | undefined;
      readonly cause: RefusalCause;
      readonly reason: string;
    }
  /** Too little is known yet to compare with. */
  | { readonly kind: 'learning'; readonly memory: MomentumMemory }
  | ({ readonly kind: 'observed' } & Observation);

/**
 * Takes one reading of one hashtag into its memory. Pure; constant work; never throws on any number; depends on readings
 * only, not on any setting. Feeding readings one by one, with the memory stored in between or not, gives the same steps.
 * @param season the rhythm of a day that hashtags share (`poolSeasons`); without it a new hashtag starts from a flat day
 */
export function stepMomentum(
  memory: MomentumMemory | undefined,
  reading: Reading,
  season?: SeasonPrior,
): MomentumStep {
  const refusal = refuseReading(memory, reading);
  if (refusal !== undefined) return { kind: 'unusable', memory, ...refusal };
  if (memory === undefined || isFarFrom(memory, reading)) {
    return { kind: 'learning', memory: beginWatch(reading, memory) };
  }
  const observation = observeReading(memory, reading, season);
  if (reading.at < memory.learningUntil) return { kind: 'learning', memory: observation.memory };
  return { kind: 'observed', ...observation };
}

function isFarFrom(memory: MomentumMemory, reading: Reading): boolean {
  const hours = hoursBetween(memory.at, reading.at);
  return hours < 0 || hours > GAP_HOURS;
}
