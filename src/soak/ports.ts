import type { Sink } from '../channels/channel/sink.ts';
import { createSinks } from '../channels/registry.ts';
import type { Failure, Sample } from '../readings/sample.ts';
import { mixKeys, randomStream } from '../simulator/random.ts';
import type { Source } from '../sources/source/source.ts';
import { type Disk, realDisk } from '../store/disk.ts';
import { recentReadings } from '../store/recent-readings.ts';
import { isoUtc } from '../text/time.ts';
import type { Death } from './death.ts';
import type { RunPlan } from './plan.ts';
import { tipOf } from './remote.ts';
import type { Stage } from './stage.ts';

/** What a run touches, with what its plan does to it. */

/** How many posts a listing shows. */
const LISTING = 20;

export function soakSource({ world, clock, truth }: Stage, { at, failing }: RunPlan): Source {
  const random = randomStream(mixKeys(world.seed, 0xfa11, at / 1000));
  return {
    sample: async (targets) => {
      const samples: Sample[] = [];
      const failures: Failure[] = [];
      for (const { hashtag } of targets) {
        const counters = world.counters(hashtag, clock.now);
        if (counters === undefined || random() < failing) {
          failures.push({ hashtag, code: 'timeout', lost: 'reading', message: 'no answer' });
          continue;
        }
        const { id, views, videoCount } = counters;
        truth.set(`${isoUtc(clock.now)} ${hashtag}`, views);
        const listing = world.videos(hashtag, clock.now, 0, LISTING);
        const videos = videoCount > 0 ? { videos: videoCount } : {};
        samples.push({ hashtag, at: clock.now, id, views, ...videos, listing });
      }
      return { samples, failures, credits: { used: 2 * targets.length } };
    },
  };
}

/** A disk that is full at one of the run's writes. */
export function soakDisk(death: Death, { disk }: RunPlan): Disk {
  let writes = 0;
  return {
    replace: (path, text, part) =>
      death.effect(async () => {
        writes += 1;
        if (writes === disk)
          throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path });
        await realDisk.replace(path, text, part);
      }),
    remove: (path) => death.effect(() => realDisk.remove(path)),
  };
}

/** The real sinks, in front of places that are down at times. */
export async function soakSinks(
  stage: Stage,
  data: string,
  death: Death,
): Promise<ReadonlyMap<string, Sink>> {
  const { watchlist, environment, clock } = stage;
  const recent = recentReadings(data, () => clock.now);
  const sinks = await createSinks(watchlist.channels, { environment, timezone: watchlist.timezone, recent });
  return new Map(
    [...sinks].map(([channel, sink]) => [channel, soakSink(channel, sink, stage, death)] as const),
  );
}

function soakSink(channel: string, sink: Sink, stage: Stage, death: Death): Sink {
  const { clock, outages, remote, arrived, unpushed } = stage;
  const outage = () =>
    outages.find((one) => one.channel === channel && one.from <= clock.now && clock.now < one.until)?.kind;
  const { openMessages } = sink;
  const unless = async <Result>(act: () => Promise<Result>, down: Result): Promise<Result> =>
    death.effect(async () => (outage() === 'refuses' || outage() === 'throws' ? down : act()));
  return {
    deliver: (notification) =>
      death.effect(async () => {
        const { id } = notification;
        if (tipOf(remote).get('data/state.json')?.includes(JSON.stringify(id)) !== true) unpushed.push(id);
        const down = { kind: 'failed', notification: id, message: 'HTTP 503', final: 'retry' } as const;
        if (outage() === 'refuses') return down;
        if (outage() === 'throws') throw new TypeError('an odd answer');
        const delivery = await sink.deliver(notification);
        if (delivery.kind === 'delivered') arrived.add(id);
        return outage() === 'lost' ? down : delivery;
      }),
    ...(openMessages !== undefined && {
      openMessages: {
        readStatuses: (episodes) =>
          unless(() => openMessages.readStatuses(episodes), { statuses: [], warnings: ['down'] }),
        refresh: (statuses) => unless(() => openMessages.refresh(statuses), ['down']),
        closeOrphans: (known, now) => unless(() => openMessages.closeOrphans(known, now), ['down']),
      },
    }),
  };
}
