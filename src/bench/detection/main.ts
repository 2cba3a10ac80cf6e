import { parseArgs } from 'node:util';
import { benchDetection, DEFAULT_OPTIONS, renderBench } from './bench.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    hashtags: { type: 'string' },
    days: { type: 'string' },
    draws: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const bench = benchDetection({
  ...(values.data === undefined ? {} : { data: values.data }),
  hashtags: Number(values.hashtags ?? DEFAULT_OPTIONS.hashtags),
  days: Number(values.days ?? DEFAULT_OPTIONS.days),
  draws: Number(values.draws ?? DEFAULT_OPTIONS.draws),
  seed: Number(values.seed ?? DEFAULT_OPTIONS.seed),
});
process.stdout.write(values.json ? `${JSON.stringify(bench)}\n` : renderBench(bench));
