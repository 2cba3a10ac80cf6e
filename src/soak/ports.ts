import { renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Sink } from '../channels/channel/sink.ts';
import { createSinks } from '../channels/registry.ts';
import type { Failure, Sample } from '../readings/sample.ts';
import { mixKeys, randomStream } from '../simulator/random.ts';
import type { Source } from '../sources/source/source.ts';
import type { Disk } from '../store/disk.ts';
import { recentReadings } from '../store/recent-readings.ts';
import { isoUtc } from '../text/time.ts';
import { tipOf } from './branch.ts';
import { isCertain } from './laws.ts';
import type { RunContext, Stage } from './stage.ts';
import { removeFile, writeFile } from './work-tree.ts';

/** What a run touches, with what its plan does to it. */

/** How many posts a listing shows. */
const LISTING = 20;

export function soakSource({ stage, plan, trace }: RunContext): Source {
  const { world, clock, truth } = stage;
  const random = randomStream(mixKeys(world.seed, 0xfa11, plan.at / 1000));
  return {
    sample: async (targets) => {
      const samples: Sample[] = [];
      const failures: Failure[] = [];
      const used = 2 * targets.length;
      trace.asked += 1;
      trace.credits += used;
      for (const { hashtag } of targets) {
        const counters = world.counters(hashtag, clock.now);
        if (counters === undefined || random() < plan.failing) {
          failures.push({ hashtag, code: 'timeout', lost: 'reading', message: 'no answer' });
          continue;
        }
        const { id, views, videoCount } = counters;
        truth.set(`${isoUtc(clock.now)} ${hashtag}`, views);
        const listing = world.videos(hashtag, clock.now, 0, LISTING);
        const videos = videoCount > 0 ? { videos: videoCount } : {};
        samples.push({ hashtag, at: clock.now, id, views, ...videos, listing });
      }
      return { samples, failures, credits: { used } };
    },
  };
}

/**
 * A disk that is full at one of the run's writes, and loses power with the run: what it was writing is then half there,
 * and so is a journal that had just taken its place. It waits for no platter: `realDisk` and its own tests do.
 */
export function soakDisk({ death, plan: { disk, power }, workTree }: RunContext): Disk {
  const { folder, files } = workTree;
  const pathOf = (file: string): string => relative(folder, file);
  let writes = 0;
  return {
    replace: async (path, text, part) => {
      const isJournal = path.endsWith('.pending.json');
      const cut = (file: string): void =>
        writeFile(workTree, pathOf(file), text.slice(0, Math.floor(text.length / 2)));
      const replace = async (): Promise<void> => {
        writes += 1;
        if (writes === disk)
          throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path });
        writeFileSync(part, text);
        renameSync(part, path);
        files.delete(pathOf(part));
        files.set(pathOf(path), text);
      };
      await death.effect(replace, {
        before: () => cut(part),
        ...(isJournal && { after: () => cut(path) }),
      });
      if (!isJournal || power === undefined) return;
      cut(path);
      death.die();
    },
    remove: (path) => death.effect(async () => removeFile(workTree, pathOf(path))),
  };
}

interface SinkContext extends RunContext {
  /** The first message of a run may have another one begin and end meanwhile. */
  readonly meetOthers: () => Promise<void>;
}

/** The real sinks, in front of places that are down at times. */
export async function soakSinks(context: RunContext): Promise<ReadonlyMap<string, Sink>> {
  const { watchlist, environment, clock, ask } = context.stage;
  const { channels, timezone } = watchlist;
  const recent = recentReadings(join(context.workTree.folder, 'data'), () => clock.now);
  const sinks = await createSinks(channels, { environment, timezone, recent, ask });
  let isMet = context.plan.meets === undefined;
  const meetOthers = async (): Promise<void> => {
    if (isMet) return;
    isMet = true;
    await context.others('overrun');
  };
  return new Map(
    [...sinks].map(
      ([channel, sink]) => [channel, soakSink(channel, sink, { ...context, meetOthers })] as const,
    ),
  );
}

function soakSink(channel: string, sink: Sink, { stage, death, trace, meetOthers }: SinkContext): Sink {
  const { clock, outages } = stage;
  const outage = () =>
    outages.find((one) => one.channel === channel && one.from <= clock.now && clock.now < one.until)?.kind;
  const { openMessages } = sink;
  const unless = async <Result>(act: () => Promise<Result>, down: Result): Promise<Result> =>
    death.effect(async () => (outage() === 'refuses' || outage() === 'throws' ? down : act()));
  return {
    deliver: (notification) =>
      death.effect(async () => {
        const { id } = notification;
        if (tipOf(stage.remote).get('data/state.json')?.includes(JSON.stringify(id)) !== true)
          stage.unpushed.push(id);
        const down = { kind: 'failed', notification: id, message: 'HTTP 503', final: 'retry' } as const;
        if (outage() === 'refuses') return down;
        if (outage() === 'throws') throw new TypeError('an odd answer');
        const delivery = await sink.deliver(notification);
        const isLost = outage() === 'lost';
        if (delivery.kind === 'delivered') {
          arrive(stage, id, { by: trace, isLost });
          if (openMessages !== undefined) lookForIssue(stage, id);
        }
        await meetOthers();
        return isLost ? down : delivery;
      }),
    ...(openMessages !== undefined && {
      openMessages: {
        readStatuses: (episodes) =>
          unless(() => openMessages.readStatuses(episodes), { statuses: [], warnings: ['down'] }),
        refresh: (statuses, health) => unless(() => openMessages.refresh(statuses, health), ['down']),
        closeOrphans: (known, now) => unless(() => openMessages.closeOrphans(known, now), ['down']),
      },
    }),
  };
}

/** An opening that a channel of issues has taken is an issue by then. */
function lookForIssue({ github, missing }: Stage, id: string): void {
  const [story = '', kind] = id.split('/');
  if (kind === 'opened' && !github.issues().some(({ body }) => body?.includes(story))) missing.push(id);
}

/** Notes that a message has come, whether it had come for certain before, and whether it comes after what follows on it. */
export function arrive(
  { arrived, repeated, overtaken, takenBack }: Stage,
  id: string,
  arrival: Parameters<typeof isCertain>[0],
): void {
  const before = arrived.get(id) ?? [];
  if (before.some((earlier) => isCertain(earlier, takenBack))) repeated.push(id);
  const [story = '', kind, channel = ''] = id.split('/');
  const isBehind = [...arrived].some(
    ([earlier, arrivals]) =>
      earlier.startsWith(`${story}/`) &&
      earlier.endsWith(`/${channel}`) &&
      arrivals.some(({ by }) => by.epoch === takenBack),
  );
  if (kind === 'opened' && before.length === 0 && isBehind) overtaken.push(id);
  arrived.set(id, [...before, arrival]);
}
