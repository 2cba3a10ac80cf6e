/** Every kind of message that a channel may be owed, made of the alerts of ./alerts.ts. */
import { type Alert, videoUrl } from '../../src/alerts/alert.ts';
import type { Digest, WeekDigest } from '../../src/alerts/digest.ts';
import type { HealthNotice } from '../../src/alerts/health-notice.ts';
import type { Message, Notification } from '../../src/alerts/outbox.ts';
import type { Moves } from '../../src/discovery/moves.ts';
import { alertNamed } from './alerts.ts';

const opened = alertNamed('exact-with-history');
const over = alertNamed('cooled-off');
const alert = (facts: Alert): Message => ({ kind: 'alert', alert: facts });
const digest = (told: Digest): Message => ({ kind: 'digest', digest: told });

const momentum = {
  score: 10.1,
  threshold: 8,
  onset: '2026-11-23T07:00:00Z',
  multiple: 4.2,
  rarity: 'By chance one hashtag shows such a score about once in 20 months.',
  quietIf: 'With “sensitivity: quiet” it would have stayed quiet.',
};

/** Everything that videos can share. */
export const MOVES: Moves = {
  creators: 14,
  sound: {
    id: '7298564738291045678',
    title: 'slow waltz',
    url: 'https://www.tiktok.com/music/sound-7298564738291045678',
    creators: 9,
  },
  hashtags: [
    { hashtag: 'a_b_c', creators: 7 },
    { hashtag: '読書_日記', creators: 6 },
  ],
  language: { code: 'es', usual: 'en', creators: 12, of: 13 },
  region: { code: 'BR', usual: 'US', creators: 11, of: 12 },
  followers: { now: 340_000, usual: 62_000 },
  likes: { now: 0.18, usual: 0.09 },
  comments: { now: 0.0011, usual: 0.004 },
  shares: { now: 0.021, usual: 0.006 },
  largest: { share: 0.86, creator: 'mia.reads' },
};

const topVideos = opened.drivers.map(({ id, creator, caption, gained, url }) => ({
  id,
  ...(creator !== undefined && { creator }),
  ...(caption !== undefined && { caption }),
  gained: gained * 3,
  url,
}));

const week: WeekDigest = {
  version: 1,
  kind: 'week',
  at: '2026-11-23T10:00:00Z',
  from: '2026-11-16T10:00:00Z',
  until: '2026-11-23T10:00:00Z',
  seen: { readings: 6_912, due: 7_014, hours: 165, expected: 168, credits: 13_824, left: 86_300 },
  oldest: { hashtag: 'sourdough', at: '2026-11-23T07:40:00Z' },
  unread: 1,
  hashtags: 42,
  movers: [
    mover('booktok', 1_000_003, 1_512_003, '2026-11-23T04:00:00Z'),
    mover('skincare', 88_000_000, 91_000_000),
  ],
  missed: [mover('sourdough', 120_000, 310_000, '2026-11-19T21:00:00Z')],
  found: [
    {
      hashtag: 'romantasy_',
      at: '2026-11-21T09:00:00Z',
      firstSeenAt: '2026-11-21T02:00:00Z',
      creators: 14,
      usualCreatorsPerDay: 0.2,
      beside: [
        { hashtag: 'booktok', creators: 12 },
        { hashtag: '読書_日記', creators: 3 },
      ],
      videos: [{ id: '7301', creator: 'mia.reads', url: 'https://www.tiktok.com/@mia.reads/video/7301' }],
    },
  ],
  episodes: [
    {
      hashtag: 'booktok',
      episode: 'booktok-20261123T0300Z',
      openedAt: '2026-11-23T03:00:00Z',
      overAt: '2026-11-23T11:00:00Z',
      base: 1_000_003,
      peak: 1_512_003,
    },
    {
      hashtag: '読書_日記',
      episode: '読書_日記-20261122T2000Z',
      openedAt: '2026-11-22T20:00:00Z',
      base: 3_400_000,
      peak: 3_700_000,
    },
  ],
  ended: { right: 3, falseAlarms: 1, untold: 1 },
};

const silent: HealthNotice = {
  version: 1,
  kind: 'opened',
  story: 'health-no-reading-20261123T1000Z',
  cause: 'no-reading',
  at: '2026-11-23T10:00:00Z',
  openedAt: '2026-11-23T10:00:00Z',
  since: '2026-11-20T09:00:00Z',
  hashtags: [
    { hashtag: 'boktok', since: '2026-11-20T09:00:00Z', code: 'wrong-hashtag', likely: 'booktok' },
    { hashtag: '読書_日記', since: '2026-11-21T09:00:00Z', code: 'unknown-hashtag' },
  ],
};

const refused: HealthNotice = {
  ...{ version: 1, kind: 'opened', cause: 'channel', channel: 'social-team' },
  story: 'health-channel-social-team-20261123T1000Z',
  at: '2026-11-23T10:00:00Z',
  openedAt: '2026-11-23T10:00:00Z',
  since: '2026-11-23T03:00:00Z',
  message: 'Slack: HTTP 404: *no* <b>service</b>, ask @everyone at [here](https://evil.example)',
};

function mover(hashtag: string, viewsBefore: number, views: number, fastestAt?: string) {
  const growthPercent = (views / viewsBefore - 1) * 100;
  return { hashtag, viewsBefore, views, growthPercent, ...(fastestAt !== undefined && { fastestAt }) };
}

/** Messages by name; the names are those of the golden files. */
export const NEWS: Readonly<Record<string, Message>> = {
  opened: alert({
    ...opened,
    rule: 'breakout',
    outlook: 0.7,
    momentum,
    moves: MOVES,
    found: [
      { hashtag: 'romantasy', creators: 9, usualCreatorsPerDay: 0.2, firstSeenAt: '2026-11-23T02:00:00Z' },
      { hashtag: '読書_日記', creators: 31, usualCreatorsPerDay: 3.4, firstSeenAt: '2026-11-22T20:00:00Z' },
    ],
  }),
  'opened-posts': alert({
    ...opened,
    rule: 'posts',
    reason: '260 new videos in 6 h is above 200 in 6 h',
    posts: { newVideos: 260, hours: 6, percent: 2.1, from: 'counter', threshold: '200/6 h' },
  }),
  'opened-classic': alert(alertNamed('rounded-second-reading')),
  'opened-no-listing': alert(alertNamed('no-listing')),
  'opened-hostile': alert(alertNamed('hostile')),
  'opened-together': alert({
    ...opened,
    together: ['bookish', '読書_日記', 'a_b_c'].map((hashtag) => ({ hashtag, episode: `${hashtag}-x` })),
  }),
  joined: alert({
    ...alertNamed('one-creator'),
    kind: 'joined',
    leader: { hashtag: 'booktok', episode: 'booktok-20261123T0900Z' },
  }),
  'changed-strong': alert({
    ...opened,
    kind: 'changed',
    phase: 'strong',
    phaseBefore: 'breakout',
    momentum,
    topVideos,
  }),
  'changed-fading': alert({
    ...opened,
    moves: MOVES,
    kind: 'changed',
    phase: 'fading',
    phaseBefore: 'peaked',
    topVideos,
  }),
  over: alert({
    ...over,
    rule: 'breakout',
    topVideos,
    hindsight: 'right',
    moves: { creators: 9, largest: { share: 0.18 }, likes: { now: 0.03, usual: 0.06 } },
  }),
  'over-fell-back': alert(alertNamed('fell-back')),
  rehearsal: alert({ ...opened, rule: 'breakout', momentum, rehearsal: true }),
  'digest-held': digest({
    version: 1,
    kind: 'held',
    at: '2026-11-23T07:00:00Z',
    why: ['quiet-hours', 'alerts-per-day'],
    alerts: [{ ...opened, rule: 'breakout', momentum }, alertNamed('one-creator'), over],
  }),
  'digest-week': digest(week),
  'health-opened': { kind: 'health', notice: silent },
  'health-refused': { kind: 'health', notice: refused },
  'health-over': { kind: 'health', notice: { ...silent, kind: 'over', at: '2026-11-23T12:00:00Z' } },
};

function storyAndKind(message: Message): string {
  switch (message.kind) {
    case 'alert':
      return `${message.alert.episode}/${message.alert.kind}`;
    case 'digest':
      return `${message.digest.at}/${message.digest.kind}`;
    case 'health':
      return `${message.notice.story}/${message.notice.kind}`;
  }
}

/** A notification that owes a message to a channel. */
export function owedOf(message: Message, channel: string): Notification {
  const id = `${storyAndKind(message)}/${channel}`;
  const owed = { id, channel, owedAt: Date.parse('2026-11-23T10:05:00Z'), attempts: 0, nextAttemptAt: 0 };
  return { ...message, ...owed };
}

export function newsNamed(name: string): Message {
  const message = NEWS[name];
  if (message === undefined) throw new RangeError(`No news is called ${name}.`);
  return message;
}

/** An alert whose strangers' text is replaced. */
export function alertSaying(text: { readonly caption: string; readonly creator: string }): Alert {
  return {
    ...opened,
    note: text.caption,
    moves: movesSaying(text),
    drivers: opened.drivers.map((driver) => {
      const said = { ...driver, ...text };
      return { ...said, url: videoUrl(said) };
    }),
  };
}

function movesSaying({ caption, creator }: { readonly caption: string; readonly creator: string }): Moves {
  return {
    ...MOVES,
    sound: { id: '7', url: 'https://www.tiktok.com/music/sound-7', creators: 9, title: caption },
    largest: { share: 0.9, creator },
  };
}

/** One character as people see it, 14 UTF-16 units, 28 bytes. */
const FLAG = '🏴󠁧󠁢󠁥󠁮󠁧󠁿';

/** Messages far beyond any place's limits: towers of emoji, a crowd of companions, digests of hundreds. */
export const FLOODS: Readonly<Record<string, Message>> = {
  'captions of joined emoji': alert({
    ...alertSaying({ caption: FLAG.repeat(300), creator: FLAG.repeat(99) }),
    rule: 'breakout',
    momentum,
  }),
  'captions of one endless word': alert(
    alertSaying({ caption: 'x'.repeat(5_000), creator: 'y'.repeat(5_000) }),
  ),
  'captions that double when they are escaped': alert(
    alertSaying({ caption: '&<*_'.repeat(999), creator: '"&_*'.repeat(99) }),
  ),
  'a hashtag of a hundred emoji': alert({ ...opened, hashtag: '🥐'.repeat(100) }),
  'a crowd that rises together': alert({
    ...opened,
    together: Array.from({ length: 500 }, (_, index) => ({
      hashtag: `crowd_${index}`,
      episode: `e${index}`,
    })),
  }),
  'a digest of three hundred': digest({
    version: 1,
    kind: 'held',
    at: '2026-11-23T07:00:00Z',
    why: ['quiet-hours'],
    alerts: Array.from({ length: 300 }, (_, index) => ({ ...opened, hashtag: `crowd_${index}` })),
  }),
  'a week of hundreds': digest(weekOf(longNames(8))),
  'a week of hundreds, with long hashtags': digest(weekOf(longNames(22))),
  'a week of dozens, with hashtags too long for a link': digest(weekOf(longNames(26).slice(0, 40))),
};

function longNames(length: number): readonly string[] {
  return Array.from({ length: 300 }, (_, index) => `${'🥐'.repeat(length)}${1_000 + index}`);
}

function weekOf(names: readonly string[]): WeekDigest {
  const movers = names.map((name) => mover(name, 1_000, 2_000, week.from));
  const episodes = names.map((hashtag) => ({
    hashtag,
    episode: `${hashtag}-1`,
    openedAt: week.from,
    base: 1_000,
    peak: 2_000,
  }));
  return { ...week, movers, missed: movers, episodes };
}
