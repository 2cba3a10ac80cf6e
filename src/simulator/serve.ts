import { parseArgs } from 'node:util';
import { HOUR_MS, isoUtc } from '../text/time.ts';
import { CAST_HOURS, defaultCast } from './cast.ts';
import { drawCrowd } from './random-hashtags.ts';
import type { Dialect } from './scavio-request.ts';
import { SIMULATED_KEY, startScavioServer } from './scavio-server.ts';
import { createWorld } from './world.ts';

const USAGE = `A simulated TikTok behind Scavio's API, as a process of its own; docs/simulator.md tells what it imitates.

  node src/simulator/serve.ts [--port 0] [--seed 1] [--dialect web|workflow|mobile] [--latency MS]
    [--crowd N]             N drawn hashtags instead of the default cast
    [--start ISO]           the world's first instant; default: 340 hours ago, in the midst of a breakout
    [--now ISO]             stand still at this instant; POST /simulator/clock {"at":"ISO"} moves it
    [--hours N]             how far the crowd's breakouts are planned; default ${CAST_HOURS}
    [--credits N] [--per-minute N] [--in-flight N] [--key KEY]
    [--warm]                simulate every hashtag up to now before the line is printed, for benches
    [--until-stdin-ends]    stop when standard input closes, so that it never outlives its parent

Prints one line of JSON, {"url","key","start","hashtags"}, and serves until it gets SIGTERM or SIGINT.
`;

/** Without `--start` the default cast is as far as this: #mushroomcoffee nears its peak. */
const HOURS_BEFORE_NOW = 340;

async function serve(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      dialect: { type: 'string', default: 'web' },
      latency: { type: 'string', default: '0' },
      crowd: { type: 'string' },
      start: { type: 'string' },
      now: { type: 'string' },
      hours: { type: 'string', default: String(CAST_HOURS) },
      credits: { type: 'string', default: '1000000' },
      'per-minute': { type: 'string' },
      'in-flight': { type: 'string' },
      key: { type: 'string' },
      warm: { type: 'boolean', default: false },
      'until-stdin-ends': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const seed = whole('seed', values.seed);
  const clock = { now: values.now === undefined ? undefined : instant('now', values.now) };
  const now = () => clock.now ?? Date.now();
  const start =
    values.start === undefined ? now() - HOURS_BEFORE_NOW * HOUR_MS : instant('start', values.start);
  const hours = whole('hours', values.hours);
  const hashtags =
    values.crowd === undefined
      ? defaultCast()
      : drawCrowd({ seed, count: whole('crowd', values.crowd), hours });
  const world = createWorld({ seed, start, hashtags });
  if (values.warm) {
    for (const name of world.hashtags) world.videos(name, now());
  }
  const server = await startScavioServer({
    world,
    now,
    setNow: (at) => {
      clock.now = at;
    },
    dialect: dialect(values.dialect),
    port: whole('port', values.port),
    latencyMs: whole('latency', values.latency),
    credits: whole('credits', values.credits),
    limits: {
      ...(values['per-minute'] && { requestsPerMinute: whole('per-minute', values['per-minute']) }),
      ...(values['in-flight'] && { requestsInFlight: whole('in-flight', values['in-flight']) }),
    },
    ...(values.key && { key: values.key }),
  });
  const stop = () => void server.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (values['until-stdin-ends']) process.stdin.once('end', stop).resume();
  const key = values.key ?? SIMULATED_KEY;
  const line = { url: server.url, key, start: isoUtc(start), hashtags: world.hashtags };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function whole(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`--${option} takes a whole number, not ${text}`);
  return Number(text);
}

function instant(option: string, text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RangeError(`--${option} takes an ISO instant, not ${text}`);
  return at;
}

function dialect(text: string): Dialect {
  if (text === 'web' || text === 'workflow' || text === 'mobile') return text;
  throw new RangeError(`--dialect takes web, workflow or mobile, not ${text}`);
}

try {
  await serve();
} catch (error) {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}
