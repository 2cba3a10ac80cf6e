import { DAY_MS, hoursBetween } from '../../text/time.ts';
import type { StepForward } from './growth.ts';
import { postingOf } from './posting.ts';
import { shareOut } from './spread.ts';

/** One UTC day of one hashtag. */
export interface Day {
  /** Its start, ms. */
  readonly at: number;
  readonly readings: number;
  /** The last count and its precision; 0 on a day without readings. */
  readonly views: number;
  readonly step: number;
  readonly gained: number;
  /** Hours of the day that lie between two readings. */
  readonly hours: number;
  /** New videos, and the hours that their count was taken over. */
  readonly posts: number;
  readonly postHours: number;
}

/** Growth over a longer time than this is not shared out: nobody knows which days brought it. */
const SHARED_HOURS_MAX = 168;

/** The days of one hashtag from its first reading on, without holes. */
export interface DayBook {
  readonly take: (step: StepForward) => void;
  /** Takes back the growth of a step that has turned out to be none. */
  readonly takeBack: (jumped: StepForward) => void;
  readonly days: () => readonly Day[];
}

type OpenDay = { -readonly [Key in keyof Day]: Day[Key] };

export function createDayBook(): DayBook {
  const days: OpenDay[] = [];
  const shareOutDays = (from: number, to: number, credit: (day: OpenDay, share: number) => void) => {
    const slots = { from: days[0]?.at ?? 0, lengthMs: DAY_MS, count: days.length };
    shareOut(slots, from, to, (slot, share) => {
      const day = days[slot];
      if (day !== undefined) credit(day, share);
    });
  };
  return {
    days: () => days,
    takeBack: ({ reading, before, gained }) => {
      if (before === undefined || hoursBetween(before.at, reading.at) > SHARED_HOURS_MAX) return;
      shareOutDays(before.at, reading.at, (day, share) => {
        day.gained -= gained * share;
      });
    },
    take: (step) => {
      const { reading, before, gained } = step;
      const { at, views } = reading;
      extendTo(days, Math.floor(at / DAY_MS) * DAY_MS);
      const today = days.at(-1);
      if (today === undefined) return;
      today.readings += 1;
      today.views = views;
      today.step = reading.step;
      if (before === undefined) return;
      const hours = hoursBetween(before.at, at);
      if (hours > SHARED_HOURS_MAX) return;
      const posting = postingOf(step);
      if (posting !== undefined) {
        today.posts += posting.perHour * hours;
        today.postHours += hours;
      }
      if (before.at >= today.at) {
        today.gained += gained;
        today.hours += hours;
        return;
      }
      shareOutDays(before.at, at, (day, share) => {
        day.gained += gained * share;
        day.hours += hours * share;
      });
    },
  };
}

/** Adds the days until the one that starts at `at`. */
function extendTo(days: OpenDay[], at: number): void {
  const from = days.at(-1)?.at;
  for (let day = from === undefined ? at : from + DAY_MS; day <= at; day += DAY_MS) {
    days.push({ at: day, readings: 0, views: 0, step: 1, gained: 0, hours: 0, posts: 0, postHours: 0 });
  }
}
