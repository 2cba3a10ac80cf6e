/**
 * What the listings of one run brought that was not on record yet: a line of `data/companions/`. A companion is another
 * hashtag that stands beside a watched one. Creators are counted and not named: each is a mark of two characters, made
 * of the handle.
 */
export interface CompanionLine {
  /** Instant of the readings, ms; of a day that is rolled up, of its last ones. */
  readonly at: number;
  /** By watched hashtag and companion, both normalised: who used the one beside the other. */
  readonly beside: Readonly<Record<string, Uses>>;
  /** By watched hashtag, of a day that is rolled up: how many creators stand in `beside`. */
  readonly creators?: Readonly<Record<string, number>>;
  /** By sound id: who used it under any watched hashtag; absent where nothing was new. */
  readonly sounds?: Uses;
  /** The titles of sounds that came for the first time; strangers' text. */
  readonly titles?: Readonly<Record<string, string>>;
  /** By watched hashtag, once a UTC day; a second time where only then there are enough views to tell likes. */
  readonly reactions?: Readonly<Record<string, Reactions>>;
}

/** The marks of creators, one after another, or in a day that is rolled up the number of different ones. */
export type Uses = Readonly<Record<string, string | number>>;

/** How the listed videos usually are: likes, comments and shares per view, each the median; absent where too few say so. */
export interface Reactions {
  readonly likes?: number;
  readonly comments?: number;
  readonly shares?: number;
  /** Followers of the creators, the median; absent where TikTok does not give them. */
  readonly followers?: number;
  /** What most of them are written in (ISO 639-1), and where most were posted (ISO 3166-1); absent where none leads. */
  readonly language?: string;
  readonly region?: string;
}

const MARK_CHARS = 2;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The mark of a creator, 12 bits of a hash: enough to count some 30 creators to one in a hundred, too few to find one by.
 * @param key a hash of the handle, an unsigned 32-bit number
 */
export function markOf(key: number): string {
  const mixed = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> 0;
  return `${ALPHABET[mixed >>> 26] ?? ''}${ALPHABET[(mixed >>> 20) & 63] ?? ''}`;
}

/** The single marks of a text of marks. */
export function marksIn(marks: string): readonly string[] {
  return Array.from({ length: marks.length / MARK_CHARS }, (_, index) =>
    marks.slice(index * MARK_CHARS, (index + 1) * MARK_CHARS),
  );
}

/** In a day that is rolled up, a sound that fewer creators used is left out. */
const ROLLED_SOUND_CREATORS_MIN = 2;

/** The lines of one day as old days are kept: one line, with counts for marks. */
export function rollUpCompanions(lines: readonly CompanionLine[]): CompanionLine | undefined {
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const hashtags = [...new Set(lines.flatMap(({ beside }) => Object.keys(beside)))].toSorted();
  const beside = hashtags.map((hashtag): readonly [string, Uses] => [
    hashtag,
    // What one creator used stays too: a baseline without it would be too low.
    rolledUses(
      lines.map((line) => line.beside[hashtag] ?? {}),
      1,
    ),
  ]);
  const creators = hashtags
    .map((hashtag): readonly [string, number] => [hashtag, creatorsIn(lines, hashtag)])
    .filter(([, count]) => count > 0);
  const sounds = rolledUses(
    lines.map((line) => line.sounds ?? {}),
    ROLLED_SOUND_CREATORS_MIN,
  );
  const titles = Object.fromEntries(lines.flatMap((line) => Object.entries(line.titles ?? {})));
  const reactions = Object.fromEntries(lines.flatMap((line) => Object.entries(line.reactions ?? {})));
  return {
    at: last.at,
    beside: Object.fromEntries(beside),
    ...(creators.length > 0 && { creators: Object.fromEntries(creators) }),
    ...(Object.keys(sounds).length > 0 && { sounds }),
    ...(Object.keys(titles).length > 0 && { titles }),
    ...(Object.keys(reactions).length > 0 && { reactions }),
  };
}

/** How many creators the lines of one day have beside a hashtag, whatever the companion. */
function creatorsIn(lines: readonly CompanionLine[], hashtag: string): number {
  const uses = lines.flatMap(({ beside }) => Object.values(beside[hashtag] ?? {}));
  const marks = uses.flatMap((who) => (typeof who === 'string' ? marksIn(who) : []));
  return new Set(marks).size + lines.reduce((sum, { creators }) => sum + (creators?.[hashtag] ?? 0), 0);
}

/** Marks of one day become their number; a number, of a line that was rolled up before, is added. */
function rolledUses(all: readonly Uses[], creatorsMin: number): Uses {
  const entries = Map.groupBy(
    all.flatMap((one) => Object.entries(one)),
    ([name]) => name,
  );
  const rolled = [...entries].map(([name, own]): readonly [string, number] => {
    const marks = own.flatMap(([, uses]) => (typeof uses === 'string' ? marksIn(uses) : []));
    const counted = own.reduce((sum, [, uses]) => sum + (typeof uses === 'number' ? uses : 0), 0);
    return [name, new Set(marks).size + counted];
  });
  return Object.fromEntries(
    rolled.filter(([, count]) => count >= creatorsMin).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
