import { describe, expect, test } from 'vitest';
import { goThroughSoak, type SoakPorts } from '../../src/soak/go-through-soak.ts';
import { SOAK_CHANNELS } from '../../src/soak/open-stage.ts';
import { planSoak } from '../../src/soak/plan.ts';
import { soakSinks, soakSource } from '../../src/soak/ports.ts';
import { soakRepository } from '../../src/soak/remote.ts';

const DAYS = 6;

test('a week with faults, kills and people at work breaks no promise', async () => {
  expect(await goThroughSoak(planSoak(1, DAYS, SOAK_CHANNELS))).toMatchObject({ violations: [] });
});

describe('the laws find a program that', () => {
  const SEEDS_MAX = 20;

  /** What the first seed that finds the mutant says. */
  async function foundBy(ports: Partial<SoakPorts>): Promise<string> {
    for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
      const [violation] = (await goThroughSoak(planSoak(seed, DAYS, SOAK_CHANNELS), ports)).violations;
      if (violation !== undefined) return violation.law;
    }
    return 'not found';
  }

  test('sends before it has pushed', async () => {
    const repository: SoakPorts['repository'] = (clone, context) => ({
      ...soakRepository(clone, context),
      push: async () => ({ kind: 'pushed' }),
    });
    expect(await foundBy({ repository })).toBe('what is sent was pushed before');
  });

  test('records a receipt without a delivery', async () => {
    const sinks: SoakPorts['sinks'] = async (context) =>
      new Map(
        [...(await soakSinks(context))].map(([name, sink]) => [
          name,
          { ...sink, deliver: async ({ id }) => ({ kind: 'delivered', notification: id, receipt: 'there' }) },
        ]),
      );
    expect(await foundBy({ sinks })).toBe('a receipt is of what arrived');
  });

  test('takes an empty answer for zero views', async () => {
    const source: SoakPorts['source'] = (context) => ({
      sample: async (targets) => {
        const sampling = await soakSource(context).sample(targets);
        return { ...sampling, samples: sampling.samples.map((sample) => ({ ...sample, views: 0 })) };
      },
    });
    expect(await foundBy({ source })).toBe('a reading is what was read, once');
  });
});
