import { HOUR_MS } from '../../text/time.ts';
import { type GainsMemory, SLOT_HOURS, SLOTS } from './momentum-memory.ts';
import { roundTo } from './significant-digits.ts';

const SLOT_MS = SLOT_HOURS * HOUR_MS;
/** Slots a day. */
const DAY = 24 / SLOT_HOURS;

/** The slot that an instant lies in, counted from 1970. */
export function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS);
}

/** Views gained in a closed slot; a slot keeps their square root to five digits: short, and exact to 0.01 %. */
export function closedGain({ slots }: GainsMemory, slot: number): number {
  const root = slots[slot % SLOTS] ?? 0;
  return root * root;
}

/** Spreads `gain` evenly over the time between two readings; slots are written once, when they close. */
export function creditGain(gains: GainsMemory, from: number, to: number, gain: number): GainsMemory {
  const first = slotOf(from);
  const last = slotOf(to);
  if (last === first) return gain === 0 ? gains : { ...gains, open: roundTo(5, gains.open + gain) };
  const shareOf = (slot: number) =>
    (gain * (Math.min(to, (slot + 1) * SLOT_MS) - Math.max(from, slot * SLOT_MS))) / (to - from);
  const slots = gains.slots.slice();
  for (let slot = Math.max(first, last - SLOTS + 1); slot < last; slot += 1) {
    const before = slot === first ? gains.open : 0;
    slots[slot % SLOTS] = roundTo(5, Math.sqrt(before + shareOf(slot)));
  }
  return { open: roundTo(5, shareOf(last)), slots };
}

/** Views gained in the last `hours` (at most 24) before `at`, the oldest slot counted by the share that lies inside. */
export function gainedWithin(gains: GainsMemory, at: number, hours: number): number {
  const from = at - hours * HOUR_MS;
  const first = slotOf(from);
  let sum = gains.open + closedGain(gains, first) * (first + 1 - from / SLOT_MS);
  for (let slot = first + 1; slot < slotOf(at); slot += 1) sum += closedGain(gains, slot);
  return sum;
}

/** Views gained between two instants, both before the slot that is going on; the outer slots counted by their share. */
export function gainedBetween(gains: GainsMemory, from: number, to: number): number {
  let sum = 0;
  for (let slot = slotOf(from); slot <= slotOf(to); slot += 1) {
    const inside = Math.min(to, (slot + 1) * SLOT_MS) - Math.max(from, slot * SLOT_MS);
    sum += (closedGain(gains, slot) * inside) / SLOT_MS;
  }
  return sum;
}

/** In how many of the slots of the last `hours` the counter moved. */
export function slotsMoved(gains: GainsMemory, at: number, hours: number): number {
  let moved = gains.open > 0 ? 1 : 0;
  for (let slot = slotOf(at - hours * HOUR_MS) + 1; slot < slotOf(at); slot += 1) {
    if (closedGain(gains, slot) > 0) moved += 1;
  }
  return moved;
}

/** The views gained on each of the `days` days that ended 24 h before `at`; days roll with the clock of `at`. */
export function dailyGains(gains: GainsMemory, at: number, days: number): number[] {
  const place = at / SLOT_MS;
  const whole = Math.floor(place);
  const inside = place - whole;
  const daily: number[] = [];
  for (let day = 1; day <= days; day += 1) {
    const newest = whole - day * DAY;
    let sum = closedGain(gains, newest) * inside + closedGain(gains, newest - DAY) * (1 - inside);
    for (let slot = newest - DAY + 1; slot < newest; slot += 1) sum += closedGain(gains, slot);
    daily.push(sum);
  }
  return daily;
}
