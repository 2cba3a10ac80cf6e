import { type Alert, type AlertDriver, type AlertVideo, hashtagUrl } from '../../alerts/alert.ts';
import type { Digest } from '../../alerts/digest.ts';
import type { Message } from '../../alerts/outbox.ts';
import { formatPercent, formatShort } from '../../text/numbers.ts';
import { formatTime } from '../../text/times.ts';
import { plainLine } from '../../text/untrusted.ts';
import { alertFacts } from '../message/alert-text.ts';
import { digestFacts } from '../message/digest-text.ts';

/**
 * What a mail says, in order, before it becomes text or HTML: both say the same. Every string is one plain line without
 * a meaning of its own; strangers' text among them cannot become a link.
 */
export interface Letter {
  readonly subject: string;
  /** Growth is news that wants eyes now; the rest can wait. */
  readonly tone: 'growth' | 'calm';
  /** Stands before everything else. */
  readonly notice?: string;
  readonly title: readonly LetterPart[];
  readonly blocks: readonly Block[];
  /** Small print: how to hear less, who sends it. */
  readonly closing: readonly (readonly LetterPart[])[];
}

/** A stretch of text, perhaps with the page it leads to. */
export type LetterPart = string | { readonly text: string; readonly url: string };

export type Block =
  | { readonly kind: 'paragraph' | 'quote'; readonly pieces: readonly LetterPart[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'videos'; readonly videos: readonly LetterVideo[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'items'; readonly items: readonly (readonly LetterPart[])[] };

export interface LetterVideo {
  readonly caption: LetterPart;
  /** `@creator, posted 23 Nov 2026, 10:04 GMT`. */
  readonly by: readonly LetterPart[];
  /** `+1.82K of 3.28K views, 13.4 % of the growth`. */
  readonly gain: string;
}

/** Where a mail is read and where it comes from. */
export interface LetterPlace {
  /** IANA zone in which people read times. */
  readonly timezone: string;
  /** The repository's page; absent outside GitHub. */
  readonly repositoryUrl?: string;
}

const CAPTION_CHARS_MAX = 100;
const CREATOR_CHARS_MAX = 40;
const NOTE_CHARS_MAX = 300;
/** Names have at most 100 characters, and a `#` stands before them. */
const HASHTAG_CHARS_MAX = 101;
/** Hashtags that are named in one mail beside its own. */
const COMPANIONS_MAX = 10;
/** Items of a digest's section; its heading counts what is left out. */
const ITEMS_MAX = 50;

export function letterOf(message: Message, place: LetterPlace): Letter {
  return message.kind === 'alert' ? alertLetter(message.alert, place) : digestLetter(message.digest, place);
}

function alertLetter(alert: Alert, place: LetterPlace): Letter {
  const { headline, lead, rows, turnDown } = alertFacts(alert, place.timezone);
  const isOver = alert.kind === 'over';
  const grows = !isOver && (alert.phase === 'breakout' || alert.phase === 'strong');
  return {
    subject: alertSubject(alert, place.timezone),
    tone: grows ? 'growth' : 'calm',
    ...(alert.rehearsal !== undefined && { notice: REHEARSAL }),
    title: [hashtagPiece(alert.hashtag), ` ${headline}`],
    blocks: [
      { kind: 'paragraph', pieces: [isOver ? lead : `It ${lead}`] },
      ...companionsOf(alert),
      ...(alert.note === undefined
        ? []
        : [{ kind: 'quote', pieces: [strangers(alert.note, NOTE_CHARS_MAX)] } as const]),
      ...(isOver ? endingVideos(alert) : drivingVideos(alert, place.timezone)),
      { kind: 'heading', text: 'In numbers' },
      { kind: 'facts', rows },
    ],
    closing: [...(isOver ? [] : [[`Too much? To hear less of it, ${turnDown}`]]), sender(place)],
  };
}

/**
 * The same for all mails of an episode: Gmail keeps a conversation together only while its subject stays. What is new
 * stands in the first line of the mail, which lists of mails show beside the subject.
 * @see https://workspaceupdates.googleblog.com/2019/03/threading-changes-in-gmail-conversation-view.html
 */
function alertSubject({ hashtag, openedAt, rehearsal }: Alert, timezone: string): string {
  const episode = `#${plainLine(hashtag, HASHTAG_CHARS_MAX)} breakout, ${formatTime(openedAt, timezone)}`;
  return rehearsal === undefined ? episode : `Rehearsal: ${episode}`;
}

const REHEARSAL = 'This is a rehearsal: the numbers are made up, and nothing was recorded.';

function companionsOf({ together = [], leader }: Alert): readonly Block[] {
  const named = together.slice(0, COMPANIONS_MAX).map(({ hashtag }) => hashtagPiece(hashtag));
  const more = together.length > named.length ? [` and ${together.length - named.length} more`] : [];
  return [
    ...(leader === undefined
      ? []
      : [paragraph(['It rises for the same videos as ', hashtagPiece(leader.hashtag), '.'])]),
    ...(named.length === 0
      ? []
      : [paragraph(['Breaking out with it, for the same videos: ', ...joined(named), ...more, '.'])]),
  ];
}

function drivingVideos(alert: Alert, timezone: string): readonly Block[] {
  const { explained } = alertFacts(alert, timezone);
  return [
    { kind: 'heading', text: 'What drives it' },
    ...videosBlock(alert.drivers.map((driver) => drivingVideo(driver, timezone))),
    paragraph([explained]),
  ];
}

function drivingVideo(driver: AlertDriver, timezone: string): LetterVideo {
  const about = driver.basis === 'estimated' ? 'about ' : '';
  const share =
    driver.share === undefined ? '' : `, ${about}${formatPercent(driver.share * 100)} of the growth`;
  return {
    caption: captionOf(driver),
    by: [creatorOf(driver), `, posted ${formatTime(driver.postedAt, timezone)}`],
    gain: `${about}+${formatShort(driver.gained)} of ${formatShort(driver.views)} views${share}`,
  };
}

function endingVideos({ topVideos = [] }: Alert): readonly Block[] {
  if (topVideos.length === 0) return [];
  const videos = topVideos.map((video) => ({
    caption: captionOf(video),
    by: [creatorOf(video)],
    gain: `+${formatShort(video.gained)} views while it lasted`,
  }));
  return [{ kind: 'heading', text: 'The videos behind it' }, ...videosBlock(videos)];
}

function videosBlock(videos: readonly LetterVideo[]): readonly Block[] {
  return videos.length === 0 ? [] : [{ kind: 'videos', videos }];
}

function captionOf({ caption, id, url }: AlertVideo): LetterPart {
  return {
    text: strangers(caption ?? '', CAPTION_CHARS_MAX) || `video ${strangers(id, CREATOR_CHARS_MAX)}`,
    url,
  };
}

function creatorOf({ creator, url }: AlertVideo): LetterPart {
  return creator === undefined
    ? 'creator unknown'
    : { text: strangers(`@${creator}`, CREATOR_CHARS_MAX), url };
}

function digestLetter(digest: Digest, place: LetterPlace): Letter {
  const { title, lead, sections } = digestFacts(digest, place.timezone);
  return {
    // With its day, so that no conversation grows out of digests that happen to read alike.
    subject: `${title} (${formatTime(digest.at, place.timezone)})`,
    tone: 'calm',
    title: [title],
    blocks: [
      paragraph([lead]),
      ...sections.flatMap(({ heading, items }): readonly Block[] => [
        {
          kind: 'heading',
          text: items.length > ITEMS_MAX ? `${heading} (${ITEMS_MAX} of ${items.length})` : heading,
        },
        {
          kind: 'items',
          items: items.slice(0, ITEMS_MAX).map(({ hashtag, text }) => [hashtagPiece(hashtag), ` ${text}`]),
        },
      ]),
    ],
    closing: [sender(place)],
  };
}

function sender({ repositoryUrl }: LetterPlace): readonly LetterPart[] {
  if (repositoryUrl === undefined) return ['Sent by hashtag-radar.'];
  return [
    'Sent by hashtag-radar in ',
    { text: repositoryUrl.split('/').slice(-2).join('/'), url: repositoryUrl },
    '. What is watched, and who is told, stands in ',
    { text: 'watchlist.yml', url: `${repositoryUrl}/blob/HEAD/watchlist.yml` },
    '.',
  ];
}

function paragraph(pieces: readonly LetterPart[]): Block {
  return { kind: 'paragraph', pieces };
}

function hashtagPiece(hashtag: string): LetterPart {
  return { text: plainLine(`#${hashtag}`, HASHTAG_CHARS_MAX), url: hashtagUrl(hashtag) };
}

function joined(pieces: readonly LetterPart[]): readonly LetterPart[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [', ', piece]));
}

/**
 * A stranger's text as one line that no mail program makes a link of: after every mark that an address needs stands a
 * space without width.
 */
function strangers(text: string, charsMax: number): string {
  return plainLine(text, charsMax).replaceAll(/(?<=\S)[.:/@](?=\S)/g, '$&\u200b');
}
