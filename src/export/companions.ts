import { type CompanionLine, marksIn } from '../discovery/companion-line.ts';
import { writeCompanions } from '../store/companion-lines.ts';
import { isoUtc } from '../text/time.ts';

/** How many creators used a companion beside a watched hashtag on one UTC day. */
export interface CompanionCount {
  /** `2026-11-23`. */
  readonly day: string;
  readonly hashtag: string;
  readonly companion: string;
  readonly creators: number;
}

/** The counts of one file of `data/companions/`, which is one UTC day. */
export function companionCounts(lines: readonly CompanionLine[]): readonly CompanionCount[] {
  const uses = lines.flatMap(({ at, beside }) =>
    Object.entries(beside).flatMap(([hashtag, companions]) =>
      Object.entries(companions).map(([companion, who]) => ({
        day: isoUtc(at).slice(0, 10),
        hashtag,
        companion,
        who,
      })),
    ),
  );
  const grouped = Map.groupBy(uses, ({ day, hashtag, companion }) => `${day} ${hashtag} ${companion}`);
  return [...grouped.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const marks = own.flatMap(({ who }) => (typeof who === 'string' ? marksIn(who) : []));
    const counted = own.reduce((sum, { who }) => sum + (typeof who === 'number' ? who : 0), 0);
    const { day, hashtag, companion } = first;
    return [{ day, hashtag, companion, creators: new Set(marks).size + counted }];
  });
}

/** Companions as CSV (RFC 4180), a line for a day, a watched hashtag and a companion. No value needs quotes. */
export async function* companionsCsv(days: AsyncIterable<readonly CompanionLine[]>): AsyncGenerator<string> {
  yield 'day,hashtag,companion,creators\r\n';
  for await (const lines of days) {
    for (const { day, hashtag, companion, creators } of companionCounts(lines))
      yield `${day},${hashtag},${companion},${creators}\r\n`;
  }
}

/** Companions as NDJSON, a line each, as they stand in `data/companions/`. */
export async function* companionsNdjson(
  days: AsyncIterable<readonly CompanionLine[]>,
): AsyncGenerator<string> {
  for await (const lines of days) for (const line of lines) yield `${writeCompanions(line)}\n`;
}
