import { variablesToRedact } from '../channels/registry.ts';
import { readEnvironment } from '../environment.ts';
import { startGithubApi } from '../simulator/github/api.ts';
import { createWorld } from '../simulator/world.ts';
import { parseWatchlist } from '../watchlist/parse.ts';
import type { SoakPlan } from './plan.ts';
import { recordReader } from './records.ts';
import type { Stage } from './stage.ts';

/** The channels that a soak sends to. */
export const SOAK_CHANNELS = ['issues', 'hook'] as const;

/** What the watchlist of a soak says before its hashtags. */
export const SOAK_SETTINGS =
  'quiet-hours: 22:00-05:00\nchannels:\n  issues: { type: issue }\n  hook: { type: webhook }\n';

/** Takes everything. */
const HOOK = 'http://127.0.0.1/hook';

/** Opens the stage of a plan: a world, a GitHub and a receiver that are asked without a connection, and a remote with one commit. */
export async function openStage(
  plan: SoakPlan,
): Promise<{ readonly stage: Stage; readonly close: () => Promise<void> }> {
  const { seed, start, hashtags, outages } = plan;
  const clock = { now: start };
  const world = createWorld({ seed, start, hashtags });
  const parsed = parseWatchlist(
    `${SOAK_SETTINGS}hashtags: [${world.hashtags.join(', ')}]\n`,
    'watchlist.yml',
  );
  if (parsed.kind === 'invalid') throw new RangeError('The watchlist of the soak is valid.');
  const github = await startGithubApi({ now: () => clock.now });
  const variables = {
    GITHUB_TOKEN: github.token,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: github.url,
    ALERT_WEBHOOK_URL: HOOK,
  };
  const { watchlist } = parsed;
  const stage: Stage = {
    ...{ world, watchlist, github, clock, outages },
    ask: async (input, init) =>
      String(input).startsWith(github.url) ? github.fetch(input, init) : new Response(null, { status: 204 }),
    environment: readEnvironment(variables, variablesToRedact(watchlist.channels)),
    remote: { commits: [new Map([['notes.md', '']])] },
    read: recordReader(),
    ...{ truth: new Map(), arrived: new Map(), closed: new Set() },
    ...{ traces: [], unpushed: [], repeated: [], overtaken: [], missing: [] },
    takenBack: 0,
  };
  return { stage, close: () => github.close() };
}
