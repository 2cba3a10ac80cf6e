import type { BreakoutPlan, CompanionPlan, HashtagPlan } from '../../simulator/plan.ts';
import { mixKeys, type Random, randomStream } from '../../simulator/random.ts';
import { drawCrowd } from '../../simulator/random-hashtags.ts';

/** A companion that was planted, and how. */
export interface Planted {
  readonly name: string;
  readonly kind: Rise | Trap;
  /** The watched hashtags beside which it rises. */
  readonly beside: readonly string[];
  readonly onsetHour: number;
}

/** What should be found, by where it begins. */
type Rise = 'before a breakout' | 'with a breakout' | 'after a breakout' | 'alone';

/** What looks like a discovery and is none. */
type Trap = 'spam of one creator' | 'evergreen' | 'misspelling' | 'word of a weekday';

/** A sound that was planted. */
export type PlantedSound = Omit<Planted, 'kind'>;

export interface PlantedWorld {
  readonly plans: readonly HashtagPlan[];
  readonly planted: readonly Planted[];
  readonly sounds: readonly PlantedSound[];
}

/** Other hashtags that one hashtag's posts draw on. */
const VOCABULARY = 2_000;
/** The first week learns. */
const FIRST_HOUR = 8 * 24;
/** What rises late has so many hours left to be found in. */
const LAST_HOURS = 72;
/** Hours from a breakout's onset to that of a companion that rises before, with or after it. */
const AROUND = [
  ['before a breakout', -18],
  ['with a breakout', 0],
  ['after a breakout', 18],
] as const;
const MULTIPLES = [3, 5, 10, 30] as const;
const EVERGREENS = ['fyppppp', 'foryourpage', 'viralvideos', 'trendingnow', 'fypage'];
const TRAPS_EACH = 5;

/**
 * A crowd of hashtags with everyday words beside them, planted companions and sounds that rise, and traps. Of four
 * companions three rise before, with and after a breakout that is planted for them, and one anywhere.
 */
export function plantedWorld(options: {
  readonly seed: number;
  readonly hashtags: number;
  readonly hours: number;
  readonly companions: number;
}): PlantedWorld {
  const { seed, hashtags, hours, companions } = options;
  const crowd = drawCrowd({ seed, count: hashtags, hours });
  const random = randomStream(mixKeys(seed, 0xd15c));
  const busy = crowd.filter(({ views }) => views > 1e6);
  const breaking = Array.from({ length: Math.ceil(companions / 4) }, () => drawBreakout(random, busy, hours));
  const rising = Array.from({ length: companions }, (_, index) =>
    drawRising(random, busy, breaking, `trend${letters(index)}`, index, hours),
  );
  const sounds = Array.from({ length: Math.ceil(companions / 2) }, (_, index) =>
    drawRising(random, busy, breaking, `song ${letters(index)}`, index, hours),
  );
  const traps = (['spam of one creator', 'evergreen', 'misspelling', 'word of a weekday'] as const).flatMap(
    (kind) => Array.from({ length: TRAPS_EACH }, (_, index) => drawTrap(random, busy, kind, index, hours)),
  );
  const beside = (all: readonly Drawn[], hashtag: string) =>
    all.filter(({ truth }) => truth.beside.includes(hashtag)).flatMap(({ companions: own }) => own);
  const plans = crowd.map((plan): HashtagPlan => {
    const planned = breaking.filter(({ hashtag }) => hashtag === plan.name).map(({ breakout }) => breakout);
    return {
      ...plan,
      breakouts: [...(plan.breakouts ?? []), ...planned],
      beside: {
        vocabulary: VOCABULARY,
        companions: beside([...rising, ...traps], plan.name),
        sounds: beside(sounds, plan.name),
      },
    };
  });
  return {
    plans,
    planted: [...rising, ...traps].map(({ truth }) => truth),
    sounds: sounds.map(({ truth }) => truth),
  };
}

interface Drawn {
  readonly truth: Planted;
  readonly companions: readonly CompanionPlan[];
}

interface Breaking {
  readonly hashtag: string;
  readonly breakout: BreakoutPlan;
}

function drawBreakout(random: Random, busy: readonly HashtagPlan[], hours: number): Breaking {
  const onsetHour = anyHour(random, FIRST_HOUR + 24, hours);
  const multiple = MULTIPLES[Math.floor(random() * MULTIPLES.length)] ?? 10;
  return { hashtag: pick(random, busy), breakout: { onsetHour, multiple, riseHours: 6 + 20 * random() } };
}

/** Beside one to three hashtags; the fourth of each four rises anywhere, without a breakout of its own. */
function drawRising(
  random: Random,
  busy: readonly HashtagPlan[],
  breaking: readonly Breaking[],
  name: string,
  index: number,
  hours: number,
): Drawn {
  const own = breaking[Math.floor(index / 4)];
  const around = AROUND[index % 4];
  const others = Array.from({ length: Math.floor(random() * 3) }, () => pick(random, busy));
  const { kind, hashtag, onsetHour } =
    around === undefined || own === undefined
      ? ({
          kind: 'alone',
          hashtag: pick(random, busy),
          onsetHour: anyHour(random, FIRST_HOUR, hours),
        } as const)
      : { kind: around[0], hashtag: own.hashtag, onsetHour: own.breakout.onsetHour + around[1] };
  const beside = [...new Set([hashtag, ...others])];
  return { truth: { name, kind, beside, onsetHour }, companions: [{ name, onsetHour, ...shapeOf(random) }] };
}

function drawTrap(
  random: Random,
  busy: readonly HashtagPlan[],
  kind: Trap,
  index: number,
  hours: number,
): Drawn {
  const hashtag = pick(random, busy);
  const onsetHour = anyHour(random, FIRST_HOUR, hours);
  const name = {
    'spam of one creator': `buynow${letters(index)}`,
    evergreen: EVERGREENS[index] ?? '',
    misspelling: `${hashtag.slice(0, 2)}${hashtag.slice(3)}`,
    'word of a weekday': `weekly${letters(index)}`,
  }[kind];
  const truth = { name, kind, beside: [hashtag], onsetHour };
  if (kind === 'word of a weekday') return { truth, companions: weekly(random, name, hours) };
  const creators = kind === 'spam of one creator' ? 'one' : 'many';
  return { truth, companions: [{ name, onsetHour, creators, ...shapeOf(random) }] };
}

/** A word that many use on one day of each week, from the first week on. */
function weekly(random: Random, name: string, hours: number): readonly CompanionPlan[] {
  const first = random() * 4 * 24;
  const shape = { riseHours: 4, peakShare: 0.1 + 0.2 * random(), plateauHours: 12, halfLifeHours: 2 };
  const weeks = Array.from({ length: Math.ceil(hours / 168) }, (_, week) => first + week * 168);
  return weeks.map((onsetHour) => ({ name, onsetHour, ...shape }));
}

/** To its peak in 12-48 hours, in 10-40 % of the posts. */
function shapeOf(random: Random): Pick<CompanionPlan, 'riseHours' | 'peakShare'> {
  return { riseHours: 12 + 36 * random(), peakShare: 0.1 + 0.3 * random() };
}

function anyHour(random: Random, first: number, hours: number): number {
  return first + random() * Math.max(0, hours - first - LAST_HOURS);
}

function pick(random: Random, from: readonly HashtagPlan[]): string {
  return from[Math.floor(random() * from.length)]?.name ?? '';
}

function letters(index: number): string {
  return `${String.fromCharCode(97 + Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`;
}
