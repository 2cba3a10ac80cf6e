import { type Alert, type AlertDriver, type AlertVideo, hashtagUrl } from '../../alerts/alert.ts';
import type { Event } from '../../alerts/log-event.ts';
import { type MovesPart, movesSentence } from '../../channels/message/moves-text.ts';
import type { Episode } from '../../detector/episode.ts';
import { isoUtc } from '../../text/time.ts';
import { plainLine } from '../../text/untrusted.ts';
import type { PageDriver, PageEpisode, PageSuppressed, PageVideo } from '../schema/site.ts';

/** The only place that a link from a record may lead to, whatever stands in the record. */
const TIKTOK = 'https://www.tiktok.com/';

/**
 * The episodes of one hashtag, the newest first.
 * @param events of this hashtag, in the order they were recorded
 * @param open as the state has it: what has changed since its last event
 */
export function episodesOf(events: readonly Event[], open: Episode | undefined): readonly PageEpisode[] {
  const alerts = events.flatMap((event) => ('alert' in event ? event.alert : []));
  const issues = issuesOf(events);
  return [...Map.groupBy(alerts, ({ episode }) => episode)]
    .flatMap(([id, told]) => {
      const [opened] = told;
      if (opened === undefined) return [];
      const issue = issues.get(id);
      return {
        ...openingOf(opened),
        ...courseOf(told, open?.id === id ? open : undefined),
        ...(issue !== undefined && { issue }),
      };
    })
    .toReversed();
}

type Opening = 'id' | 'hashtag' | 'rule' | 'onset' | 'openedAt' | 'reason' | 'baseViews' | 'velocity';
type Evidence = 'score' | 'bar' | 'multiple' | 'explained' | 'creators' | 'drivers' | 'leader';
type Course = Omit<PageEpisode, Opening | Evidence | 'issue'>;

/** What was known when the alert was raised. */
function openingOf(alert: Alert): Pick<PageEpisode, Opening | Evidence> {
  const { episode, hashtag, rule, openedAt, reason, views, velocity, momentum } = alert;
  const { explained, creators, leader } = alert;
  return {
    id: episode,
    hashtag,
    rule,
    ...(momentum?.onset !== undefined && { onset: momentum.onset }),
    openedAt,
    reason,
    baseViews: views.base,
    velocity,
    ...(momentum !== undefined && { score: momentum.score, bar: momentum.threshold }),
    ...(momentum?.multiple !== undefined && { multiple: momentum.multiple }),
    ...(explained !== undefined && { explained }),
    creators,
    drivers: alert.drivers.map(driverOf),
    ...(leader !== undefined && { leader: leader.hashtag }),
  };
}

/** What came of it, from its alerts in order and, while it is open, from the state. */
function courseOf(alerts: readonly Alert[], open: Episode | undefined): Course {
  const over = alerts.find(({ kind }) => kind === 'over');
  const classicAt = isoOf(open?.classicAt) ?? alerts.findLast((alert) => alert.classicAt)?.classicAt;
  const peakAt = isoOf(open?.pace.fastest.at) ?? alerts.findLast(({ fastest }) => fastest)?.fastest?.at;
  const moves = open?.moves ?? alerts.findLast((alert) => alert.moves)?.moves;
  const peaks = [...alerts.map(({ views }) => views.peak), open?.peak.views ?? 0];
  return {
    ...(peakAt !== undefined && { peakAt }),
    ...(over !== undefined && { endedAt: over.at, endReason: over.reason }),
    ...(over?.end !== undefined && { end: over.end }),
    ...(over?.hindsight !== undefined && { hindsight: over.hindsight }),
    ...(classicAt !== undefined && { classicAt }),
    peakViews: Math.max(...peaks),
    ...(moves !== undefined && { moves: movesSentence(moves).map(pagePiece) }),
    ...(over?.topVideos !== undefined && { topVideos: over.topVideos.map(videoOf) }),
    phases: alerts.flatMap(({ at, phase }) => (phase === 'warming' ? [] : [{ at, phase }])),
  };
}

const STRANGERS_CHARS_MAX = 60;

function pagePiece(part: MovesPart): NonNullable<PageEpisode['moves']>[number] {
  if (typeof part === 'string') return { text: part };
  switch (part.kind) {
    case 'page':
      return { text: part.text, ...(part.url.startsWith(TIKTOK) && { url: part.url }) };
    case 'hashtag':
      return { text: plainLine(`#${part.hashtag}`, STRANGERS_CHARS_MAX), url: hashtagUrl(part.hashtag) };
    case 'title':
      return { text: ` “${plainLine(part.text, STRANGERS_CHARS_MAX)}”` };
    case 'creator':
      return { text: `, @${plainLine(part.creator, STRANGERS_CHARS_MAX)}` };
  }
}

function driverOf(driver: AlertDriver): PageDriver {
  const { postedAt, views, share } = driver;
  return { ...videoOf(driver), postedAt, views, ...(share !== undefined && { share }) };
}

function videoOf({ id, url, caption, creator, gained }: AlertVideo): PageVideo {
  return {
    id,
    ...(url.startsWith(TIKTOK) && { url }),
    ...(caption !== undefined && { caption }),
    ...(creator !== undefined && { creator }),
    gained,
  };
}

/** The issues that opened, by episode: a receipt of the notification `<episode>/opened/<channel>`. */
function issuesOf(events: readonly Event[]): ReadonlyMap<string, string> {
  return new Map(
    events.flatMap((event) => {
      if (event.kind !== 'delivered') return [];
      const [episode = '', kind] = event.notification.split('/');
      const isIssue = kind === 'opened' && /^https:\/\/[^\s"'<>]+\/issues\/\d+$/.test(event.receipt);
      return isIssue ? [[episode, event.receipt] as const] : [];
    }),
  );
}

/** Growth of one hashtag that was not trusted or not told, the newest first. */
export function suppressedOf(events: readonly Event[], countMax: number): readonly PageSuppressed[] {
  return events
    .flatMap((event) => (event.kind === 'suppressed' ? [{ at: isoUtc(event.at), reason: event.reason }] : []))
    .slice(-countMax)
    .toReversed();
}

function isoOf(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : isoUtc(instant);
}
