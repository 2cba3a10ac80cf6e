import { type Alert, hashtagUrl, videoUrl } from '../../alerts/alert.ts';
import { formatPercent, formatShort } from '../../text/numbers.ts';
import { shortLine } from '../../text/short-line.ts';
import { alertText } from '../message/alert-text.ts';
import type { DigestItem } from '../message/digest-text.ts';
import { glossaryUrl } from '../message/glossary.ts';
import { type News, type NewsTone, newsText } from '../message/notice-text.ts';
import type { Rows } from '../message/rows.ts';
import { type ToldVideo, toldVideos } from '../message/videos.ts';
import { type ChatPiece, foundPieces, movesPieces } from './pieces.ts';

/**
 * What a chat message says, and in which order, before each place gives it its form: the headline, why, the three videos,
 * and the details small, so that it is read in five seconds.
 */
export interface ChatAlert {
  readonly tone: Tone;
  readonly rehearsal?: string;
  /** With its `#`. A stranger's text, as are all texts marked so. */
  readonly hashtag: string;
  readonly hashtagUrl: string;
  readonly headline: string;
  readonly lead: string;
  /** How it stands now; only on news of a later phase. */
  readonly now?: string;
  readonly why?: string;
  /** What its videos share, with its label; empty where nothing is known. */
  readonly moves: readonly ChatPiece[];
  /** The discoveries that belong to it, with their label; empty where there are none. */
  readonly found: readonly ChatPiece[];
  readonly companions?: NamedHashtags;
  /** Stranger's text. */
  readonly note?: string;
  readonly videos: readonly ChatVideo[];
  /** Heads the videos, or what is said in their place; absent where nothing is. */
  readonly videosTitle?: string;
  readonly explained?: string;
  readonly details: Rows;
  readonly turnDown?: string;
  readonly links: readonly ChatLink[];
}

/** What a message is about, for a colour or a sign. */
export type Tone = 'rising' | 'strong' | 'falling' | 'over' | NewsTone;

/** Hashtags (strangers' text, with their `#`) that a message names after a title. */
export interface NamedHashtags {
  readonly title: string;
  readonly hashtags: readonly string[];
  /** How many more there are. */
  readonly more: number;
}

export interface ChatVideo {
  readonly url: string;
  /** `+61.2K views`; what a link to the video is put on, since strangers' text stands in no link. */
  readonly gained: string;
  /** `40 % of the growth`. */
  readonly share?: string;
  /** With its `@`. Stranger's text. */
  readonly creator?: string;
  /** Stranger's text. */
  readonly caption?: string;
}

export interface ChatLink {
  readonly text: string;
  readonly url: string;
}

/** Several breakouts in one message, or what keeps the radar from seeing. */
export interface ChatDigest {
  readonly tone: Tone;
  readonly title: NamedHashtags;
  readonly lead: string;
  /** Another system's text. */
  readonly said?: string;
  readonly remedy?: string;
  readonly sections: readonly ChatSection[];
  readonly links: readonly ChatLink[];
}

export interface ChatSection {
  readonly heading: string;
  readonly items: readonly ChatItem[];
  /** How many more there are. */
  readonly more: number;
}

export interface ChatItem {
  /** With its `#`. Stranger's text. */
  readonly hashtag: string;
  /** Its page; absent where that would take the place of other items. */
  readonly url?: string;
  readonly text: string;
  /** Hashtags after the text. */
  readonly beside: readonly string[];
}

/** What a message needs beside its facts. */
export interface ChatContext {
  /** IANA zone in which people read times. */
  readonly timezone: string;
  /** Page of the repository that sends it; absent where there is none. */
  readonly repositoryUrl?: string;
}

/** How much of an alert is shown: each step leaves out what is missed least. */
export interface AlertCut {
  readonly captionChars: number;
  readonly videos: number;
  readonly details: 'shown' | 'left out';
}

export const ALERT_CUTS: readonly AlertCut[] = [
  { captionChars: 80, videos: 3, details: 'shown' },
  { captionChars: 30, videos: 3, details: 'shown' },
  { captionChars: 0, videos: 3, details: 'shown' },
  { captionChars: 0, videos: 2, details: 'shown' },
  { captionChars: 0, videos: 2, details: 'left out' },
];

/** How many items a section of a digest shows, step by step. */
export const DIGEST_CUTS: readonly number[] = [12, 8, 5, 3, 1];

/** The message of the first step that fits; of the last one where none does. */
export function firstThatFits<Cut, Message>(
  cuts: readonly Cut[],
  make: (cut: Cut) => Message,
  fits: (message: Message) => boolean,
): Message {
  const [cut, ...rest] = cuts;
  if (cut === undefined) throw new RangeError('There is always a step.');
  const message = make(cut);
  return rest.length === 0 || fits(message) ? message : firstThatFits(rest, make, fits);
}

/** Limits of strangers' texts: characters as people see them, and UTF-16 units as places count them. */
const HASHTAG_MAX = [101, 120] as const;
const CREATOR_MAX = [30, 60] as const;
const NOTE_MAX = [200, 400] as const;
const SAID_MAX = [300, 600] as const;
const COMPANIONS_MAX = 5;
/** Longer links are shortened (a video's, by its strange handle) or left out (a hashtag's in a digest). */
const URL_UNITS_MAX = 300;

export const REHEARSAL = 'Rehearsal: the numbers are made up, and nothing was recorded.';

export function chatAlert(alert: Alert, context: ChatContext, cut: AlertCut): ChatAlert {
  const { headline, lead, now, why, rows, turnDown } = alertText(alert, context.timezone);
  const isShort = alert.kind === 'changed';
  const companions = isShort ? undefined : companionsOf(alert);
  const note = isShort || alert.note === undefined ? '' : shortLine(alert.note, ...NOTE_MAX);
  return {
    tone: toneOf(alert),
    ...(alert.rehearsal && { rehearsal: REHEARSAL }),
    hashtag: chatHashtag(alert.hashtag),
    hashtagUrl: hashtagUrl(alert.hashtag),
    headline,
    lead,
    ...(now !== undefined && { now }),
    ...(why !== undefined && { why }),
    moves: isShort ? [] : movesPieces(alert, chatHashtag),
    found: isShort ? [] : foundPieces(alert, chatHashtag),
    ...(companions !== undefined && { companions }),
    ...(note !== '' && { note }),
    ...videosOf(alert, cut),
    // The reason stands above already.
    details:
      cut.details === 'shown' ? rows.filter(([, value]) => why === undefined || !value.startsWith(why)) : [],
    ...(turnDown !== undefined && { turnDown: `For fewer alerts, ${turnDown}` }),
    links: alertLinks(alert, context),
  };
}

/** @param itemsMax items that each section shows */
export function chatDigest(news: News, context: ChatContext, itemsMax: number): ChatDigest {
  const { tone, title, named, more, lead, said, remedy, sections } = newsText(news, context.timezone);
  return {
    tone,
    title: { title, hashtags: named.map(chatHashtag), more },
    lead,
    ...(said !== undefined && { said: shortLine(said, ...SAID_MAX) }),
    ...(remedy !== undefined && { remedy: `What to do: ${remedy}` }),
    sections: sections.map(({ heading, items }) => ({
      heading,
      items: items.slice(0, itemsMax).map(chatItem),
      more: Math.max(0, items.length - itemsMax),
    })),
    links: repositoryLinks(context),
  };
}

function chatItem({ hashtag, text, beside = [] }: DigestItem): ChatItem {
  const url = hashtagUrl(hashtag);
  return {
    hashtag: chatHashtag(hashtag),
    ...(url.length <= URL_UNITS_MAX && { url }),
    text,
    beside: beside.map(chatHashtag),
  };
}

/** What stands behind the text of an item: `, beside #a and #b`. @param shown makes a hashtag what the place shows */
export function besideLine({ beside }: ChatItem, shown: (hashtag: string) => string): string {
  return beside.length === 0 ? '' : `, beside ${beside.map(shown).join(', ')}`;
}

/** What stands behind a list that was cut: `and 14 more`; nothing behind a whole one. */
export function andMore(more: number): string {
  return more === 0 ? '' : `and ${more} more`;
}

/** `Rising with it: #a, #b and 3 more`. @param shown makes a hashtag what the place shows as it stands */
export function namedLine(
  { title, hashtags, more }: NamedHashtags,
  shown: (hashtag: string) => string,
): string {
  if (hashtags.length === 0) return title;
  return `${title}: ${hashtags.map(shown).join(', ')} ${andMore(more)}`.trimEnd();
}

function chatHashtag(hashtag: string): string {
  return shortLine(`#${hashtag}`, ...HASHTAG_MAX);
}

function toneOf({ kind, phase }: Alert): Tone {
  if (kind === 'over') return 'over';
  if (phase === 'peaked' || phase === 'fading') return 'falling';
  return phase === 'strong' ? 'strong' : 'rising';
}

function companionsOf({ kind, together = [], leader }: Alert): NamedHashtags | undefined {
  if (leader !== undefined) {
    const title = kind === 'joined' ? 'Broke out after' : 'Told with';
    return { title, hashtags: [chatHashtag(leader.hashtag)], more: 0 };
  }
  if (together.length === 0) return undefined;
  return {
    title: 'Rising with it, for the same videos',
    hashtags: together.slice(0, COMPANIONS_MAX).map(({ hashtag }) => chatHashtag(hashtag)),
    more: Math.max(0, together.length - COMPANIONS_MAX),
  };
}

/** News of a later phase leaves the videos to the issue. */
function videosOf(alert: Alert, cut: AlertCut): Pick<ChatAlert, 'videos' | 'videosTitle' | 'explained'> {
  if (alert.kind === 'changed') return { videos: [] };
  const { title, videos, explained } = toldVideos(alert);
  if (videos.length === 0 && explained === undefined) return { videos: [] };
  return {
    videosTitle: title,
    videos: videos.slice(0, cut.videos).map((video) => chatVideo(video, cut)),
    ...(explained !== undefined && { explained }),
  };
}

function chatVideo({ gained, share, isEstimate, ...video }: ToldVideo, cut: AlertCut): ChatVideo {
  const about = isEstimate ? 'about ' : '';
  return {
    url: shortUrl(video),
    gained: `${about}+${formatShort(gained)} views`,
    ...(share !== undefined && { share: `${about}${formatPercent(share * 100)} of the growth` }),
    ...strangersTexts(video, cut),
  };
}

function shortUrl({ id, url }: { readonly id: string; readonly url: string }): string {
  return url.length > URL_UNITS_MAX ? videoUrl({ id }) : url;
}

function strangersTexts(
  texts: { readonly creator?: string; readonly caption?: string },
  { captionChars }: AlertCut,
): Pick<ChatVideo, 'creator' | 'caption'> {
  const creator = texts.creator === undefined ? '' : shortLine(`@${texts.creator}`, ...CREATOR_MAX);
  const caption = texts.caption === undefined ? '' : shortLine(texts.caption, captionChars);
  return { ...(creator !== '' && { creator }), ...(caption !== '' && { caption }) };
}

/** News of a later phase links the rest of its story. */
function alertLinks({ kind, hashtag }: Alert, context: ChatContext): readonly ChatLink[] {
  const { repositoryUrl } = context;
  if (repositoryUrl === undefined || kind !== 'changed') return repositoryLinks(context);
  const query = encodeURIComponent(`is:issue in:title "${hashtag}"`);
  const url = `${repositoryUrl}/issues?q=${query}`;
  return url.length > URL_UNITS_MAX ? repositoryLinks(context) : [{ text: 'The whole breakout', url }];
}

function repositoryLinks({ repositoryUrl }: ChatContext): readonly ChatLink[] {
  if (repositoryUrl === undefined) return [];
  return [
    { text: 'All alerts', url: `${repositoryUrl}/issues` },
    { text: 'watchlist.yml', url: `${repositoryUrl}/blob/HEAD/watchlist.yml` },
    { text: 'Glossary', url: glossaryUrl(repositoryUrl) },
  ];
}
