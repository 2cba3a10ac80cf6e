import type { CompanionPlan, HashtagPlan } from '../../simulator/plan.ts';
import { mixKeys, type Random, randomStream } from '../../simulator/random.ts';
import { drawCrowd } from '../../simulator/random-hashtags.ts';

/** A companion that was planted, and how. */
export interface Planted {
  readonly name: string;
  readonly kind: 'before a breakout' | 'with a breakout' | 'after a breakout' | 'alone' | Trap;
  /** The watched hashtags beside which it rises. */
  readonly beside: readonly string[];
  readonly onsetHour: number;
}

/** What looks like a discovery and is none. */
type Trap = 'spam of one creator' | 'evergreen' | 'misspelling';

/** Other hashtags that one hashtag's posts draw on. */
const VOCABULARY = 2_000;
/** The first week learns. */
const FIRST_HOUR = 8 * 24;
/** Hours from a breakout's onset to that of a companion that rises before, with or after it. */
const AROUND = [
  ['before a breakout', -18],
  ['with a breakout', 0],
  ['after a breakout', 18],
] as const;
const EVERGREENS = ['fyppppp', 'foryourpage', 'viralvideos', 'trendingnow', 'fypage'];
const TRAPS_EACH = 5;

/** A crowd of hashtags with everyday words beside them, planted companions that rise, and traps. */
export function plantedWorld(options: {
  readonly seed: number;
  readonly hashtags: number;
  readonly hours: number;
  readonly companions: number;
}): { readonly plans: readonly HashtagPlan[]; readonly planted: readonly Planted[] } {
  const { seed, hashtags, hours, companions } = options;
  const crowd = drawCrowd({ seed, count: hashtags, hours });
  const random = randomStream(mixKeys(seed, 0xd15c));
  const busy = crowd.filter(({ views }) => views > 1e6);
  const rising = Array.from({ length: companions }, (_, index) => drawRising(random, busy, index, hours));
  const traps = (['spam of one creator', 'evergreen', 'misspelling'] as const).flatMap((kind) =>
    Array.from({ length: TRAPS_EACH }, (_, index) => drawTrap(random, busy, kind, index, hours)),
  );
  const planted = [...rising, ...traps];
  const plans = crowd.map((plan) => ({
    ...plan,
    beside: {
      vocabulary: VOCABULARY,
      companions: planted
        .filter(({ truth }) => truth.beside.includes(plan.name))
        .map(({ companion }) => companion),
    },
  }));
  return { plans, planted: planted.map(({ truth }) => truth) };
}

interface Drawn {
  readonly truth: Planted;
  readonly companion: CompanionPlan;
}

/** Three of four rise around a breakout where there is one, the rest anywhere; beside one to three hashtags. */
function drawRising(random: Random, busy: readonly HashtagPlan[], index: number, hours: number): Drawn {
  const name = `trend${letters(index)}`;
  const around = AROUND[index % 4];
  const breaking = busy.flatMap(({ name: hashtag, breakouts = [] }) =>
    breakouts
      .filter(({ onsetHour }) => onsetHour > FIRST_HOUR + 24 && onsetHour < hours - 72)
      .map(({ onsetHour }) => ({ hashtag, onsetHour })),
  );
  const breakout = breaking[Math.floor(random() * breaking.length)];
  const others = Array.from({ length: Math.floor(random() * 3) }, () => pick(random, busy));
  const shape = shapeOf(random);
  if (around === undefined || breakout === undefined) {
    const onsetHour = FIRST_HOUR + random() * (hours - FIRST_HOUR - 72);
    const beside = [...new Set([pick(random, busy), ...others])];
    return { truth: { name, kind: 'alone', beside, onsetHour }, companion: { name, onsetHour, ...shape } };
  }
  const onsetHour = breakout.onsetHour + around[1];
  const beside = [...new Set([breakout.hashtag, ...others])];
  return { truth: { name, kind: around[0], beside, onsetHour }, companion: { name, onsetHour, ...shape } };
}

function drawTrap(
  random: Random,
  busy: readonly HashtagPlan[],
  kind: Trap,
  index: number,
  hours: number,
): Drawn {
  const hashtag = pick(random, busy);
  const onsetHour = FIRST_HOUR + random() * (hours - FIRST_HOUR - 72);
  const name = {
    'spam of one creator': `buynow${letters(index)}`,
    evergreen: EVERGREENS[index] ?? '',
    misspelling: `${hashtag.slice(0, 2)}${hashtag.slice(3)}`,
  }[kind];
  const creators = kind === 'spam of one creator' ? 'one' : 'many';
  return {
    truth: { name, kind, beside: [hashtag], onsetHour },
    companion: { name, onsetHour, creators, ...shapeOf(random) },
  };
}

/** To its peak in 12-48 hours, in 10-40 % of the posts. */
function shapeOf(random: Random): Pick<CompanionPlan, 'riseHours' | 'peakShare'> {
  return { riseHours: 12 + 36 * random(), peakShare: 0.1 + 0.3 * random() };
}

function pick(random: Random, from: readonly HashtagPlan[]): string {
  return from[Math.floor(random() * from.length)]?.name ?? '';
}

function letters(index: number): string {
  return `${String.fromCharCode(97 + Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`;
}
