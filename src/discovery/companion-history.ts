import { DAY_MS } from '../text/time.ts';
import { type CompanionLine, marksIn } from './companion-line.ts';

/** One creator who used a companion beside a watched hashtag. */
export interface Use {
  readonly at: number;
  /** The watched hashtag. */
  readonly hashtag: string;
  readonly mark: string;
}

/** What the lines on record say of one companion. */
export interface CompanionPast {
  /** Of days that are not rolled up, the first first. */
  readonly uses: readonly Use[];
  /** Creators by UTC day (whole days since 1970), of all days on record. */
  readonly creatorsByDay: ReadonlyMap<number, number>;
  /** Creators by watched hashtag, of the days that are rolled up. */
  readonly rolledBeside: ReadonlyMap<string, number>;
}

export interface CompanionHistory {
  /** The first line on record, ms; absent without any. */
  readonly since?: number;
  readonly companions: ReadonlyMap<string, CompanionPast>;
  /** By watched hashtag, the creators with any companion on all days that are rolled up, summed over the days. */
  readonly rolledCreators: ReadonlyMap<string, number>;
}

/** So many days are looked back on. */
export const HISTORY_DAYS = 28;

/** The lines that count: those of the last days before the latest line. */
export function recentLines(lines: readonly CompanionLine[]): readonly CompanionLine[] {
  const latest = lines.reduce((last, { at }) => Math.max(last, at), 0);
  const from = (dayOf(latest) - HISTORY_DAYS) * DAY_MS;
  return lines.filter(({ at }) => at >= from);
}

/** The whole days since 1970 of an instant, ms. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Puts the lines together by companion. */
export function companionHistory(lines: readonly CompanionLine[]): CompanionHistory {
  const uses = new Map<string, Use[]>();
  const rolled = new Map<string, { byDay: Map<number, number>; beside: Map<string, number> }>();
  const rolledCreators = new Map<string, number>();
  let since: number | undefined;
  for (const { at, beside, creators = {} } of lines) {
    since = Math.min(since ?? at, dayOf(at) * DAY_MS);
    for (const [hashtag, count] of Object.entries(creators)) add(rolledCreators, hashtag, count);
    for (const [hashtag, companions] of Object.entries(beside)) {
      for (const [name, who] of Object.entries(companions)) {
        if (typeof who === 'number') {
          const own = rolled.get(name) ?? { byDay: new Map(), beside: new Map() };
          rolled.set(name, own);
          // Of a day that is rolled up, creators beside different hashtags count as different ones.
          add(own.byDay, dayOf(at), who);
          add(own.beside, hashtag, who);
        } else for (const mark of marksIn(who)) addUse(uses, name, { at, hashtag, mark });
      }
    }
  }
  const names = new Set([...uses.keys(), ...rolled.keys()]);
  const pasts = [...names].map((name): readonly [string, CompanionPast] => {
    const own = uses.get(name) ?? [];
    const { byDay = [], beside = new Map() } = rolled.get(name) ?? {};
    return [
      name,
      { uses: own, creatorsByDay: new Map([...byDay, ...countByDay(own)]), rolledBeside: beside },
    ];
  });
  return { ...(since !== undefined && { since }), companions: new Map(pasts), rolledCreators };
}

function add<Key>(sums: Map<Key, number>, key: Key, count: number): void {
  sums.set(key, (sums.get(key) ?? 0) + count);
}

function addUse(uses: Map<string, Use[]>, name: string, use: Use): void {
  const own = uses.get(name);
  if (own === undefined) uses.set(name, [use]);
  else own.push(use);
}

/** So many creators a day, on so many of the days on record, make a companion one that is always there. */
const COMMON_A_DAY = 3;
const COMMON_DAYS = 3;

/** Whether a companion is always there: no discovery, and one that costs little room. */
export function isCommon({ creatorsByDay }: Pick<CompanionPast, 'creatorsByDay'>, now: number): boolean {
  const days = [...creatorsByDay].filter(([day, creators]) => day < dayOf(now) && creators >= COMMON_A_DAY);
  return days.length >= COMMON_DAYS;
}

function countByDay(uses: readonly Use[]): readonly (readonly [number, number])[] {
  const byDay = Map.groupBy(uses, ({ at }) => dayOf(at));
  return [...byDay].map(([day, own]) => [day, new Set(own.map(({ mark }) => mark)).size]);
}
