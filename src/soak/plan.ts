import type { HashtagPlan } from '../simulator/plan.ts';
import { mixKeys, type Random, randomStream } from '../simulator/random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../text/time.ts';
import { DEATHS_AN_EFFECT } from './death.ts';

/** What happens to one run. */
export interface RunPlan {
  /** Instant by the run's own clock, ms, whole seconds. */
  readonly at: number;
  /** The clone that it works in: a fresh one, the one that the runs before it left, or one beside a run that is going on. */
  readonly clone: 'fresh' | 'staying' | 'other';
  /** Where it dies, as `deathAt` counts; absent: it lives. */
  readonly dies?: number;
  /** What its first pushes meet. */
  readonly pushes: readonly PushFault[];
  /** Share of hashtags that fail. */
  readonly failing: number;
  /** What a person does before it. */
  readonly person?: PersonAct;
  /** Which of its writes fails, as on a full disk. */
  readonly disk?: number;
  /** Where the power goes: what had just been written is then half there. */
  readonly power?: 'at the journal';
  /** What begins and ends while its first message is under way. */
  readonly meets?: 'another run';
}

/** `overrun`: another run is at work at the same time, and pushes first; `rewritten`: a person takes commits back. */
export type PushFault =
  | 'overtaken'
  | 'overrun'
  | 'rewritten'
  | 'faltered'
  | 'answer lost'
  | 'refused for good';

export type PersonAct =
  | 'pushes notes'
  | 'reverts the last commits'
  | 'rewrites history'
  | 'deletes state.json'
  | 'closes an issue';

/** A time in which one channel takes nothing; `lost`: it takes all, and its answers are lost. */
export interface Outage {
  readonly channel: string;
  readonly from: number;
  readonly until: number;
  readonly kind: 'refuses' | 'throws' | 'lost';
}

/** Everything that a seed stands for. */
export interface SoakPlan {
  readonly seed: number;
  readonly start: number;
  readonly hashtags: readonly HashtagPlan[];
  readonly runs: readonly RunPlan[];
  readonly outages: readonly Outage[];
  /** From here on nothing goes wrong any more, ms. */
  readonly calmFrom: number;
}

/** A Monday. */
const START = Date.parse('2026-10-26T00:00:00Z');
/** The days at the end in which nothing goes wrong, so that everything owed can arrive. */
const CALM_DAYS = 2;

/** Schedules as people set them: each seed keeps to one. */
const CADENCES = [1, 3, 6, 6, 12].map((hours) => hours * HOUR_MS);

/** @param days the whole time, the calm at its end included; at least 4 */
export function planSoak(seed: number, days: number, channels: readonly string[]): SoakPlan {
  const random = randomStream(mixKeys(seed, 0x50a6));
  const calmFrom = START + (days - CALM_DAYS) * DAY_MS;
  const runs: RunPlan[] = [];
  const every = CADENCES[Math.floor(random() * CADENCES.length)] ?? HOUR_MS;
  for (let slot = START + HOUR_MS; slot < START + days * DAY_MS; slot += every) {
    if (slot >= calmFrom) {
      runs.push({ at: slot, clone: 'fresh', pushes: [], failing: 0 });
      continue;
    }
    if (random() < 0.06) continue;
    const at = slot + Math.floor(random() * 40) * MINUTE_MS;
    const plan = runPlan(random, at);
    runs.push(plan);
    // A run that is started twice, in the same second or minutes later.
    if (random() < 0.04)
      runs.push({ ...runPlan(random, at + (random() < 0.5 ? 0 : 7 * MINUTE_MS)), clone: plan.clone });
  }
  const hashtags = castOf(random, days);
  const onsets = hashtags.flatMap(({ breakouts = [] }) =>
    breakouts.map(({ onsetHour }) => START + onsetHour * HOUR_MS),
  );
  const outages = outagesOf(random, channels, { calmFrom, onsets });
  return { seed, start: START, hashtags, runs: withDeletions(random, runs, outages), outages, calmFrom };
}

/** In half of the outages, while much is owed, somebody deletes `state.json`. */
function withDeletions(
  random: Random,
  runs: readonly RunPlan[],
  outages: readonly Outage[],
): readonly RunPlan[] {
  const deletions = outages
    .filter(() => random() < 0.5)
    .map(({ from, until }) => {
      const at = from + random() * (until - from);
      return runs.find((run) => run.at >= at && run.at < until && run.person === undefined);
    });
  return runs.map((run) => (deletions.includes(run) ? { ...run, person: 'deletes state.json' } : run));
}

const FAULTS: readonly PushFault[] = [
  'overtaken',
  'overrun',
  'overrun',
  'rewritten',
  'faltered',
  'answer lost',
  'refused for good',
];
const ACTS: readonly PersonAct[] = [
  'pushes notes',
  'pushes notes',
  'reverts the last commits',
  'rewrites history',
  'deletes state.json',
  'deletes state.json',
  'closes an issue',
  'closes an issue',
  'closes an issue',
  'closes an issue',
];

function runPlan(random: Random, at: number): RunPlan {
  const chance = (share: number): boolean => random() < share;
  const pick = <One>(list: readonly One[]): readonly One[] =>
    list.slice(Math.floor(random() * list.length)).slice(0, 1);
  // A clock that is set back, or runs ahead, for one run.
  const skew = chance(0.02) ? Math.round((random() * 2 - 1) * 50) * MINUTE_MS : 0;
  const [person] = chance(0.04) ? pick(ACTS) : [];
  return {
    at: Math.floor((at + skew) / 1000) * 1000,
    clone: chance(0.5) ? 'staying' : 'fresh',
    ...(chance(0.12) && {
      dies:
        Math.floor(random() * (random() < 0.5 ? 8 : 24)) * DEATHS_AN_EFFECT +
        Math.floor(random() * DEATHS_AN_EFFECT),
    }),
    ...(chance(0.01) && { power: 'at the journal' as const }),
    ...(chance(0.2) && { meets: 'another run' as const }),
    pushes: chance(0.1) ? pick(FAULTS) : [],
    failing: chance(0.1) ? random() : 0,
    ...(person !== undefined && { person }),
    ...(chance(0.02) && { disk: 1 + Math.floor(random() * 5) }),
  };
}

/** Short ones at any time, and long ones, of which half begin with a breakout. */
function outagesOf(
  random: Random,
  channels: readonly string[],
  { calmFrom, onsets }: { readonly calmFrom: number; readonly onsets: readonly number[] },
): readonly Outage[] {
  const kinds = ['refuses', 'throws', 'lost'] as const;
  return channels.flatMap((channel) =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
      const isLong = random() < 0.4;
      const hours = isLong ? 24 + random() * 48 : 1 + random() * 8;
      const onset = onsets[Math.floor(random() * onsets.length)] ?? START;
      const from = isLong && random() < 0.5 ? onset : START + random() * (calmFrom - START);
      const kind = kinds[Math.floor(random() * kinds.length)] ?? 'refuses';
      return { channel, from, until: Math.min(calmFrom, from + hours * HOUR_MS), kind };
    }),
  );
}

/** Half of the hashtags break out within a day, so that a week has something to lose. */
function castOf(random: Random, days: number): readonly HashtagPlan[] {
  return ['alpha', 'beta', 'gamma', 'delta'].map((name, index) => ({
    name,
    views: Math.round(20_000 * 20 ** (random() * 2)),
    counter: index % 2 === 0 ? 'exact' : 'rounded',
    growthPerDay: 0.01,
    breakouts: Array.from({ length: Math.max(1, Math.floor(days / 8)) }, (_, wave) => ({
      onsetHour:
        72 + wave * 150 + random() * Math.max(10, (days - CALM_DAYS - 3) * 24 - 24) * (days < 16 ? 1 : 0.15),
      multiple: 60 + 200 * random(),
      riseHours: 4 + 6 * random(),
      plateauHours: random() < 0.3 ? 24 + 24 * random() : 4 + 8 * random(),
      halfLifeHours: 3 + 3 * random(),
    })),
  }));
}
