import { HOUR_MS } from '../time.ts';
import { SLOT_HOURS, SLOTS } from './memory.ts';
import { roundTo } from './rounding.ts';

const SLOT_MS = SLOT_HOURS * HOUR_MS;
/** Slots a day. */
const DAY = 24 / SLOT_HOURS;

/** A slot keeps the square root of its views to four digits: short at any size, and exact to 0.1 %. */
function viewsIn(slots: readonly number[], slot: number): number {
  const root = slots[slot % SLOTS] ?? 0;
  return root * root;
}

/** Spreads `gain` evenly over the slots between two readings; slots entered anew are emptied first. */
export function creditSlots(
  slots: readonly number[],
  from: number,
  to: number,
  gain: number,
): readonly number[] {
  const first = Math.floor(from / SLOT_MS);
  const last = Math.floor(to / SLOT_MS);
  if (gain === 0 && last === first) return slots;
  const next = slots.slice();
  const oldest = Math.max(first + 1, last - SLOTS + 1);
  for (let slot = oldest; slot <= last; slot += 1) next[slot % SLOTS] = 0;
  if (gain === 0) return next;
  for (let slot = Math.max(first, last - SLOTS + 1); slot <= last; slot += 1) {
    const share = (Math.min(to, (slot + 1) * SLOT_MS) - Math.max(from, slot * SLOT_MS)) / (to - from);
    if (share > 0) next[slot % SLOTS] = roundTo(4, Math.sqrt(viewsIn(next, slot) + gain * share));
  }
  return next;
}

/** Views gained in the last `hours` (at most 24) before `at`, the oldest slot counted by the share that lies inside. */
export function gainedWithin(slots: readonly number[], at: number, hours: number): number {
  const from = at - hours * HOUR_MS;
  const first = Math.floor(from / SLOT_MS);
  let sum = viewsIn(slots, first) * (first + 1 - from / SLOT_MS);
  for (let slot = first + 1; slot <= Math.floor(at / SLOT_MS); slot += 1) sum += viewsIn(slots, slot);
  return sum;
}

/** In how many of the slots of the last `hours` the counter moved. */
export function slotsMoved(slots: readonly number[], at: number, hours: number): number {
  let moved = 0;
  for (
    let slot = Math.floor((at - hours * HOUR_MS) / SLOT_MS) + 1;
    slot <= Math.floor(at / SLOT_MS);
    slot += 1
  ) {
    if ((slots[slot % SLOTS] ?? 0) > 0) moved += 1;
  }
  return moved;
}

/** The views gained on each of the `days` days that ended 24 h before `at`; days roll with the clock of `at`. */
export function dailyGains(slots: readonly number[], at: number, days: number): number[] {
  const place = at / SLOT_MS;
  const whole = Math.floor(place);
  const inside = place - whole;
  const gains: number[] = [];
  for (let day = 1; day <= days; day += 1) {
    const newest = whole - day * DAY;
    let sum = viewsIn(slots, newest) * inside + viewsIn(slots, newest - DAY) * (1 - inside);
    for (let slot = newest - DAY + 1; slot < newest; slot += 1) sum += viewsIn(slots, slot);
    gains.push(sum);
  }
  return gains;
}
