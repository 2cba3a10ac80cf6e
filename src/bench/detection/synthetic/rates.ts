import type { KnownBreakout } from '../series.ts';
import { type BreakoutShape, drawBreakout, factorAt, knownBreakout } from './breakout-shape.ts';
import type { Chance } from './random.ts';

/** Steps of the simulation an hour: short enough for spikes that last 40 minutes. */
export const STEPS_PER_HOUR = 4;

/** The hidden truth of one hashtag: cumulative views and cumulative expected posts at each quarter of an hour. */
export interface HiddenLife {
  readonly views: Float64Array;
  readonly posts: Float64Array;
  /** Of the posts, those that a list in order of popularity shows: a breakout's own hits fill it. */
  readonly listed: Float64Array;
  readonly breakouts: readonly KnownBreakout[];
}

/** How posts follow a breakout's multiple, and how those do that a list in order of popularity still shows. */
const POSTS_EXPONENT = 0.85;
const LISTED_EXPONENT = -0.5;

interface Character {
  readonly viewsPerHour: number;
  readonly postsPerHour: number;
  readonly ageDays: number;
  readonly amplitude: number;
  readonly phase: number;
  readonly secondPhase: number;
  readonly weekend: number;
  /** Growth of the logarithm of the rate per hour; 0 for most. */
  readonly drift: number;
}

/** Draws one hashtag's life of `days` days from the figures in docs/accuracy.md, "How it is measured". */
export function drawLife(chance: Chance, days: number, startedAt: number): HiddenLife {
  const hours = days * 24;
  const character = drawCharacter(chance);
  const breakouts = drawBreakouts(chance, hours);
  const spikes = drawSpikes(chance, hours);
  const views = new Float64Array(hours * STEPS_PER_HOUR + 1);
  const posts = new Float64Array(views.length);
  const listed = new Float64Array(views.length);
  views[0] = character.viewsPerHour * 24 * character.ageDays;
  let swing = 0;
  let walk = 0;
  for (let index = 1; index < views.length; index += 1) {
    const hour = index / STEPS_PER_HOUR;
    swing += -swing / (6 * STEPS_PER_HOUR) + 0.3 * Math.sqrt(2 / (6 * STEPS_PER_HOUR)) * chance.normal();
    walk += 0.1 * Math.sqrt(1 / (24 * STEPS_PER_HOUR)) * chance.normal();
    const factor = breakouts.reduce((product, breakout) => product * factorAt(breakout, hour), 1);
    const usual = Math.exp(rhythmAt(character, hour) + walk + character.drift * hour);
    const noise = chance.gamma(5) / 5;
    const burst = spikes.reduce((sum, spike) => sum + spike(hour), 0);
    const rate = character.viewsPerHour * (usual * factor * Math.exp(swing) * noise + burst);
    views[index] = (views[index - 1] ?? 0) + rate / STEPS_PER_HOUR;
    const posted = (character.postsPerHour * usual) / STEPS_PER_HOUR;
    posts[index] = (posts[index - 1] ?? 0) + posted * factor ** POSTS_EXPONENT;
    listed[index] = (listed[index - 1] ?? 0) + posted * factor ** LISTED_EXPONENT;
  }
  correct(views, chance, hours);
  return { views, posts, listed, breakouts: breakouts.map((breakout) => knownBreakout(breakout, startedAt)) };
}

function drawCharacter(chance: Chance): Character {
  const viewsPerHour = 30_000 * Math.exp(1.8 * chance.normal());
  return {
    viewsPerHour,
    postsPerHour: 10 * (viewsPerHour / 30_000) ** 0.7 * Math.exp(0.5 * chance.normal()),
    ageDays: chance.logBetween(5, 1500),
    amplitude: chance.between(0.2, 0.8),
    phase: chance.between(18, 26),
    secondPhase: chance.between(0, 12),
    weekend: chance.between(0, 0.25),
    drift: chance.uniform() < 0.15 ? Math.log(chance.between(3, 10)) / 720 : 0,
  };
}

/** The log of the rate at an hour against its mean: day and night with a second harmonic, and the weekend. */
function rhythmAt(character: Character, hour: number): number {
  const { amplitude, phase, secondPhase, weekend } = character;
  const day = amplitude * Math.cos((2 * Math.PI * (hour - phase)) / 24);
  const half = 0.3 * amplitude * Math.cos((2 * Math.PI * (hour - secondPhase)) / 12);
  return day + half + (Math.floor(hour / 24) % 7 >= 5 ? weekend : 0);
}

/** About one breakout in 30 days after the burn-in, far enough apart to be told from each other. */
function drawBreakouts(chance: Chance, hours: number): BreakoutShape[] {
  const breakouts: BreakoutShape[] = [];
  for (
    let hour = 16 * 24 + chance.between(0, 720);
    hour < hours - 120;
    hour += 480 + chance.between(0, 720)
  ) {
    breakouts.push(drawBreakout(chance, hour));
  }
  return breakouts;
}

/** Single-video spikes, two a month: 2-20 times the base rate, gone in 0.7-3 h. */
function drawSpikes(chance: Chance, hours: number): ((hour: number) => number)[] {
  return Array.from({ length: chance.poisson((2 * hours) / 720) }, () => {
    const start = chance.between(0, hours);
    const height = chance.logBetween(2, 20);
    const lasts = chance.between(0.7, 3);
    return (hour: number) => (hour >= start && hour < start + lasts ? height : 0);
  });
}

/** Restatements, 0.6 a month, either way: 0.1-10 % of the counter from one moment to the next. */
function correct(views: Float64Array, chance: Chance, hours: number): void {
  for (let count = chance.poisson((0.6 * hours) / 720); count > 0; count -= 1) {
    const from = Math.floor(chance.uniform() * views.length);
    const jump = (views[from] ?? 0) * chance.logBetween(0.001, 0.1) * (chance.uniform() < 0.5 ? -1 : 1);
    for (let index = from; index < views.length; index += 1) views[index] = (views[index] ?? 0) + jump;
  }
}
