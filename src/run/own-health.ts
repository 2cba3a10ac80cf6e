import type { HealthEvidence } from '../health/evidence.ts';
import { type HealthJudgement, judgeHealth } from '../health/judge-health.ts';
import type { CreditState } from '../state/credits.ts';
import type { State } from '../state/state.ts';
import type { RunInput } from './run-input.ts';

/** The run's own health. One that was asked for a part of the watchlist says nothing of it. */
export function judgeOwnHealth(
  state: State,
  input: RunInput,
  credits: CreditState,
): HealthJudgement | undefined {
  const { now, watchlist, samples, failures, stopped, problems, statuses = [], scope } = input;
  if (scope === 'some') return undefined;
  const { budgetCreditsPerMonth: total } = watchlist;
  const evidence: HealthEvidence = {
    now,
    settings: watchlist.health,
    lastReadAt: new Map(
      watchlist.watches.map(({ hashtag }) => [hashtag, state.hashtags.get(hashtag)?.memory.counter?.last.at]),
    ),
    read: samples.map(({ hashtag }) => hashtag),
    failures,
    ...(stopped !== undefined && { stopped }),
    ...(state.at !== undefined && { readAt: state.at }),
    ...(state.weekAt !== undefined && { weekAt: state.weekAt }),
    credits: {
      used: input.credits.used,
      ...(credits.left !== undefined && { left: credits.left }),
      ...(total !== undefined && { budget: { total, used: credits.used } }),
    },
    channels: new Map(watchlist.channels.map(({ name }) => [name, problems?.get(name)])),
  };
  return judgeHealth(state.health, evidence, statuses);
}
