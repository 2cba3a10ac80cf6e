/**
 * What every channel promises, whatever its place: sent once, refusals told apart, strangers' text shown as it stands,
 * limits kept, no secret let out. A channel joins by describing its place (./places/), with a peer that reads what
 * arrives as that place would.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { type Delivery, type Notification, settle } from '../../src/alerts/outbox.ts';
import type { Sink } from '../../src/channels/channel/sink.ts';
import { alertSaying, FLOODS, NEWS, newsNamed, owedOf } from './news.ts';

export interface Place<Trouble> {
  readonly name: string;
  /** The secrets that the channel is set up with, and each piece that would let a stranger in. */
  readonly secrets: readonly string[];
  /** Whether people read words there, or programs data. */
  readonly reader: 'people' | 'programs';
  /** Where a message carries its notification's id; some places have no field for it. */
  readonly id: 'carried' | 'nowhere';
  /** What may go wrong there, and what must come of it. */
  readonly troubles: readonly TroubleCase<Trouble>[];
  /** No answer at all. */
  readonly silence: Trouble;
  /** A refusal that quotes all it was sent: the address, the headers, the secrets. */
  readonly echo: Trouble;
  /**
   * Starts a peer that meets the first attempts with these troubles, one each, and then takes what comes.
   * @param timeoutMs how long the sink waits for an answer; left out, as it does in earnest
   */
  start(
    troubles: readonly Trouble[],
    timeoutMs?: number,
  ): Promise<{ readonly sink: Sink; readonly peer: Peer }>;
}

export interface TroubleCase<Trouble> {
  readonly why: string;
  readonly troubles: readonly Trouble[];
  readonly outcome: 'delivered' | 'retry' | 'final';
  /** How often the place is asked. */
  readonly attempts: number;
  /** A part of the message that people get; absent when it was delivered. */
  readonly says?: string;
}

export interface Peer {
  /** Each attempt as it came in, taken or not. */
  readonly attempts: readonly string[];
  readonly taken: readonly Seen[];
  /** Which of the place's own rules were broken. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A message as the place shows it. */
export interface Seen {
  readonly text: string;
  readonly links: readonly string[];
  /** Whom it would notify, and other live things: commands, hashtags of the place, scripts. */
  readonly live: readonly string[];
  readonly id?: string;
}

/** Strangers' text that means something in one place or another, each short enough to be shown whole. */
const HOSTILE = [
  '@everyone @here @octocat <!channel> <@U1> <@&4> <#C1>',
  '[y](https://evil.example) <https://evil.example|y>',
  'www.evil.example evil.com mailto:a@evil.example tg://x',
  '*b* **b** _i_ __u__ ~s~ ~~s~~ `c` ||h|| > q',
  '<b>b</b> <script>alert(1)</script> &lt;b&gt; &amp;',
  '{{DATE(2017-02-14T06:08:39Z,SHORT)}} $(x) @{y}',
  ':tada: <:a:1> <t:1:R> </x:1> /start #tag $USD \\*',
  '1. one - two # three -# four "five" \'six\'',
] as const;

const OURS =
  /^https:\/\/(?:www\.tiktok\.com\/(?:tag|music|@[^/]+\/video)\/[^/?#]+$|github\.example\/owner\/radar\b|github\.com\/octo\/radar\/blob\/HEAD\/docs\/glossary\.md#[a-z-]+$)/;

export function holdsTheContract<Trouble>(place: Place<Trouble>): void {
  const peers: Peer[] = [];
  afterEach(async () => {
    for (const peer of peers.splice(0)) await peer.close();
  });
  const meet = async (troubles: readonly Trouble[], timeoutMs?: number) => {
    const met = await place.start(troubles, timeoutMs);
    peers.push(met.peer);
    return met;
  };
  const owed = (name: string) => owedOf(newsNamed(name), place.name);
  /** What is said of a delivery anywhere: in the log, the record, the state. */
  const toldOf = (notification: Notification, delivery: Delivery) =>
    JSON.stringify([delivery, settle([notification], [delivery], notification.owedAt)]);

  describe(`${place.name}: a message`, () => {
    test.each(Object.keys(NEWS))('of %s is sent once, by the rules of the place', async (name) => {
      const { sink, peer } = await meet([]);
      const delivery = await sink.deliver(owed(name));
      expect(peer.complaints).toEqual([]);
      expect(delivery).toMatchObject({ kind: 'delivered', notification: owed(name).id });
      expect(peer.attempts).toHaveLength(1);
      expect(peer.taken).toHaveLength(1);
      expect(peer.taken[0]?.links.filter((link) => !OURS.test(link))).toEqual([]);
      expect(peer.taken[0]?.live).toEqual([]);
    });

    test(`has its id ${place.id}`, async () => {
      const { sink, peer } = await meet([]);
      const notification = owed('opened');
      await sink.deliver(notification);
      expect(peer.taken[0]?.id).toBe(place.id === 'carried' ? notification.id : undefined);
    });

    test('says first that it is a rehearsal', async () => {
      const { sink, peer } = await meet([]);
      await sink.deliver(owed('rehearsal'));
      expect(peer.taken[0]?.text).toMatch(place.reader === 'people' ? /^\W*rehearsal/i : /"rehearsal":true/);
    });
  });

  describe(`${place.name}: strangers’ text`, () => {
    test.each(HOSTILE)('%s is shown as it stands, and does nothing', async (caption) => {
      const { sink, peer } = await meet([]);
      await sink.deliver(
        owedOf({ kind: 'alert', alert: alertSaying({ caption, creator: 'x_y*z' }) }, place.name),
      );
      const [seen] = peer.taken;
      expect(peer.complaints).toEqual([]);
      expect(bare(seen?.text)).toContain(bare(caption));
      expect(bare(seen?.text)).toContain('x_y*z');
      expect(seen?.links.filter((link) => !OURS.test(link))).toEqual([]);
      expect(seen?.live).toEqual([]);
    });

    test.each(Object.entries(FLOODS))('%s stays within the limits', async (_why, message) => {
      const { sink, peer } = await meet([]);
      expect(await sink.deliver(owedOf(message, place.name))).toMatchObject({ kind: 'delivered' });
      expect(peer.complaints).toEqual([]);
      expect(peer.taken[0]?.text.isWellFormed()).toBe(true);
      expect(peer.taken[0]?.live).toEqual([]);
    });
  });

  describe(`${place.name}: trouble`, () => {
    test.each(place.troubles)('$why: $outcome', async ({ troubles, outcome, attempts, says = '' }) => {
      const { sink, peer } = await meet(troubles);
      const notification = owed('opened');
      const delivery = await sink.deliver(notification);
      expect(delivery).toMatchObject(
        outcome === 'delivered'
          ? { kind: 'delivered', receipt: expect.stringContaining(says) }
          : { kind: 'failed', final: outcome, message: expect.stringContaining(says) },
      );
      expect(peer.attempts).toHaveLength(attempts);
      expect(new Set(peer.attempts).size).toBe(1);
      expect(peer.complaints).toEqual([]);
      for (const secret of place.secrets) expect(toldOf(notification, delivery)).not.toContain(secret);
    });

    test('a refusal that quotes the secrets is reported without them', async () => {
      const { sink, peer } = await meet(Array.from({ length: 10 }, () => place.echo));
      const notification = owed('opened');
      const delivery = await sink.deliver(notification);
      expect(delivery.kind).toBe('failed');
      expect(peer.attempts.length).toBeGreaterThan(0);
      for (const secret of place.secrets) expect(toldOf(notification, delivery)).not.toContain(secret);
    });
  });
}

/** No answer in time is tried again by a later run. It waits for its time limit, so the channels do it side by side. */
export function retriesSilence<Trouble>(place: Place<Trouble>): void {
  test.concurrent(`${place.name}: no answer in time: tried again by a later run`, async () => {
    const silence = Array.from({ length: 10 }, () => place.silence);
    const { sink, peer } = await place.start(silence, 1_000);
    try {
      const delivery = await sink.deliver(owedOf(newsNamed('opened'), place.name));
      expect(delivery).toMatchObject({ kind: 'failed', final: 'retry' });
    } finally {
      await peer.close();
    }
  });
}

/** Without white space, which places may break lines at. */
function bare(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s/g, '');
}
