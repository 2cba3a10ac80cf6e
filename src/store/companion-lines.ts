import { z } from 'zod';
import type { CompanionLine } from '../discovery/companion-line.ts';
import type { DiscoveryEvent } from '../discovery/discovery.ts';
import { isoUtc } from '../text/time.ts';
import { isoInstant, parseLines } from './record-lines.ts';

/** The lines of `data/companions/` and `data/discoveries/`: one JSON object each, instants in ISO UTC. */

const count = z.number().int().nonnegative();
const uses = z.record(z.string().min(1), z.union([z.string().regex(/^(?:[\w-]{2})*$/), count]));
const companionLine = z.object({
  at: isoInstant,
  beside: z.record(z.string().min(1), uses),
  creators: z.record(z.string().min(1), count).exactOptional(),
  sounds: uses.exactOptional(),
  titles: z.record(z.string().regex(/^\d+$/), z.string()).exactOptional(),
  reactions: z
    .record(
      z.string().min(1),
      z.object({
        likes: z.number().exactOptional(),
        comments: z.number().exactOptional(),
        shares: z.number().exactOptional(),
        followers: z.number().exactOptional(),
        language: z
          .string()
          .regex(/^[a-z]{2}$/)
          .exactOptional(),
        region: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .exactOptional(),
      }),
    )
    .exactOptional(),
});

const video = z.object({ id: z.string().regex(/^\d{1,20}$/), creator: z.string().exactOptional() });
const discoveryLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    at: isoInstant,
    companion: z.string().min(1),
    firstSeenAt: isoInstant,
    creators: count,
    usualCreatorsPerDay: z.number(),
    beside: z.array(z.object({ hashtag: z.string().min(1), creators: count })),
    videos: z.array(video),
  }),
  z.object({
    kind: z.literal('declined'),
    at: isoInstant,
    companion: z.string().min(1),
    person: z.string().exactOptional(),
  }),
]);

/** A line of companions, without its line break; keys in a fixed order. */
export function writeCompanions({ at, beside, creators, sounds, titles, reactions }: CompanionLine): string {
  return JSON.stringify({ at: isoUtc(at), beside, creators, sounds, titles, reactions });
}

/** A discovery, or a no to one, as a line without its line break. */
export function writeDiscovery(event: DiscoveryEvent): string {
  if (event.kind === 'declined') {
    const { kind, at, companion, person } = event;
    return JSON.stringify({ at: isoUtc(at), kind, companion, person });
  }
  const { kind, at, companion, firstSeenAt, creators, usualCreatorsPerDay, beside, videos } = event;
  const first = isoUtc(firstSeenAt);
  return JSON.stringify({
    at: isoUtc(at),
    kind,
    companion,
    firstSeenAt: first,
    creators,
    usualCreatorsPerDay,
    beside,
    videos,
  });
}

/** Reads one file of companions. @throws {UnreadableDataError} naming the first line that is none */
export function readCompanions(text: string, file: string): readonly CompanionLine[] {
  return parseLines(text, file, companionLine, 'companions');
}

/** Reads one file of discoveries. @throws {UnreadableDataError} naming the first line that is none */
export function readDiscoveries(text: string, file: string): readonly DiscoveryEvent[] {
  return parseLines(text, file, discoveryLine, 'a discovery');
}
