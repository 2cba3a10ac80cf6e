import { isoUtc } from '../text/time.ts';
import { ALWAYS, READABLE } from './laws.ts';
import { type ProgramEnd, stackIn } from './real-program.ts';
import type { RealStage } from './real-stage.ts';
import type { SoakRecords } from './records.ts';
import type { RunTrace, Stage } from './stage.ts';

/** What does not hold after a step, in sentences. `healed`: the step was a run that nothing was done to. */
export async function brokenAfter(
  real: RealStage,
  ends: readonly ProgramEnd[],
  step: 'disturbed' | 'healed',
): Promise<readonly string[]> {
  const { stage } = real;
  const traces = ends.flatMap(({ output }) => {
    const stack = stackIn(output);
    return stack === undefined ? [] : [`a stack trace reached a person: ${stack}`];
  });
  const read = stage.read(await real.tree());
  if (read.kind === 'unreadable') return [...traces, `${READABLE}: ${read.what}`];
  knowTruth(stage, read.records);
  knowIssues(stage, read.records);
  const broken = Object.entries(ALWAYS).flatMap(([law, check]) =>
    check(stage, read.records).map((what) => `${law}: ${what}`),
  );
  return [...traces, ...broken, ...(step === 'healed' ? await unhealed(real, ends) : [])];
}

/** A run that nothing was done to ends well, and leaves a clean clone that is where the remote is. */
async function unhealed(
  { git, clone, remote }: RealStage,
  ends: readonly ProgramEnd[],
): Promise<readonly string[]> {
  const failed = ends.filter(({ code }) => code !== 0).map(({ code, output }) => `exit ${code}: ${output}`);
  const changed = (await git(clone, 'status', '--porcelain')).trim();
  const [here, there] = await Promise.all(
    [clone, remote].map((place) => git(place, 'rev-parse', 'refs/heads/main')),
  );
  return [
    ...failed,
    ...(changed === '' ? [] : [`the clone is left with changes: ${changed}`]),
    ...(here === there ? [] : ['the clone is not where the remote is']),
  ];
}

/** What the source showed to the run that a reading is of. */
function knowTruth({ world, truth, traces }: Stage, { news }: SoakRecords): void {
  for (const { at, hashtag } of news.flatMap(({ readings }) => readings)) {
    const run = traces.findLast((trace) => trace.at <= at);
    const views = run && world.counters(hashtag, run.at)?.views;
    if (views !== undefined) truth.set(`${isoUtc(at)} ${hashtag}`, views);
  }
}

/** GitHub does not know the ids of messages: one of an episode has arrived where the episode has an issue. */
function knowIssues({ github, arrived, traces }: Stage, { events }: SoakRecords): void {
  const by = traces.at(-1);
  const bodies = github.issues().map(({ body }) => body ?? '');
  for (const event of events) {
    if (event.kind !== 'delivered' || !event.notification.endsWith('/issues')) continue;
    const { notification } = event;
    const [episode = ''] = notification.split('/');
    const isThere = notification.startsWith('digest-') || notification.startsWith('week-');
    if (by === undefined || arrived.has(notification)) continue;
    if (isThere || bodies.some((body) => body.includes(episode)))
      arrived.set(notification, [{ by, isLost: false }]);
  }
}

/** What of the credits belongs to a run that has ended. */
export function account(trace: RunTrace, ends: readonly ProgramEnd[], spent: number): void {
  trace.credits = spent;
  trace.asked = spent > 0 ? 1 : 0;
  trace.ended = ends.some(({ code }) => code === null)
    ? 'killed'
    : ends.some(({ code }) => code === 0)
      ? 'through'
      : 'stopped';
}
