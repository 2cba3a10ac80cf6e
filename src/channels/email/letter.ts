import { type Alert, type AlertVideo, hashtagUrl } from '../../alerts/alert.ts';
import type { HealthNotice } from '../../alerts/health-notice.ts';
import type { Message } from '../../alerts/outbox.ts';
import { causeName } from '../../health/cause-text.ts';
import { formatPercent, formatShort } from '../../text/numbers.ts';
import { formatTime } from '../../text/times.ts';
import { plainLine } from '../../text/untrusted.ts';
import { alertText } from '../message/alert-text.ts';
import { FOUND_LABEL, foundSentence } from '../message/found-text.ts';
import { glossaryUrl } from '../message/glossary.ts';
import { MOVES_LABEL, type MovesPart, movesSentence } from '../message/moves-text.ts';
import { type News, newsAt, newsText } from '../message/notice-text.ts';
import type { Rows } from '../message/rows.ts';
import { type ToldVideo, toldVideos } from '../message/videos.ts';

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
  /** Small print: how to get fewer mails, who sends them. */
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
const TITLE_CHARS_MAX = 60;
const NOTE_CHARS_MAX = 300;
/** Names have at most 100 characters, and a `#` stands before them. */
const HASHTAG_CHARS_MAX = 101;
/** Hashtags that are named in one mail beside its own. */
const COMPANIONS_MAX = 10;
/** Items of a digest's section; its heading counts what is left out. */
const ITEMS_MAX = 50;

export function letterOf(message: Message, place: LetterPlace): Letter {
  return message.kind === 'alert' ? alertLetter(message.alert, place) : newsLetter(message, place);
}

function alertLetter(alert: Alert, place: LetterPlace): Letter {
  const { headline, lead, now, rows, turnDown } = alertText(alert, place.timezone);
  const isOver = alert.kind === 'over';
  const isShort = alert.kind === 'changed';
  const grows = !isOver && (alert.phase === 'breakout' || alert.phase === 'strong');
  return {
    subject: alertSubject(alert, place.timezone),
    tone: grows ? 'growth' : 'calm',
    ...(alert.rehearsal !== undefined && { notice: REHEARSAL }),
    title: [hashtagPiece(alert.hashtag), ` ${headline}`],
    blocks: [
      paragraph([lead]),
      ...(now === undefined ? [] : [paragraph([now])]),
      ...(isShort ? [] : detailBlocks(alert, rows, place.timezone)),
    ],
    closing: [
      ...(turnDown === undefined ? [] : [[`Too much? For fewer alerts, ${turnDown}`]]),
      sender(place),
    ],
  };
}

/** What news of a later phase leaves out. */
function detailBlocks(alert: Alert, rows: Rows, timezone: string): readonly Block[] {
  return [
    ...movesBlock(alert),
    ...companionsOf(alert),
    ...(alert.note === undefined
      ? []
      : [{ kind: 'quote', pieces: [strangers(alert.note, NOTE_CHARS_MAX)] } as const]),
    ...videoBlocks(alert, timezone),
    { kind: 'heading', text: 'In numbers' },
    { kind: 'facts', rows },
  ];
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

function movesBlock(alert: Alert): readonly Block[] {
  return [
    ...labelled(MOVES_LABEL, movesSentence(alert.moves)),
    ...labelled(FOUND_LABEL, foundSentence(alert)),
  ];
}

function labelled(label: string, sentence: readonly MovesPart[]): readonly Block[] {
  return sentence.length === 0 ? [] : [paragraph([label, ...sentence.flatMap(movesPieces)])];
}

function movesPieces(part: MovesPart): readonly LetterPart[] {
  if (typeof part === 'string') return [part];
  switch (part.kind) {
    case 'page':
      return [{ text: part.text, url: part.url }];
    case 'hashtag':
      return [hashtagPiece(part.hashtag)];
    case 'title':
      return [` “${strangers(part.text, TITLE_CHARS_MAX)}”`];
    case 'creator':
      return [`, ${strangers(`@${part.creator}`, CREATOR_CHARS_MAX)}`];
  }
}

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

function videoBlocks(alert: Alert, timezone: string): readonly Block[] {
  const { title, videos, explained } = toldVideos(alert);
  if (videos.length === 0 && explained === undefined) return [];
  return [
    { kind: 'heading', text: title },
    ...videosBlock(videos.map((video) => letterVideo(video, timezone))),
    ...(explained === undefined ? [] : [paragraph([explained])]),
  ];
}

function letterVideo(video: ToldVideo, timezone: string): LetterVideo {
  const { gained, views, share, isEstimate, postedAt } = video;
  const about = isEstimate ? 'about ' : '';
  const of = views === undefined ? '' : ` of ${formatShort(views)}`;
  const part = share === undefined ? '' : `, ${about}${formatPercent(share * 100)} of the growth`;
  return {
    caption: captionOf(video),
    by: [creatorOf(video), ...(postedAt === undefined ? [] : [`, posted ${formatTime(postedAt, timezone)}`])],
    gain: `${about}+${formatShort(gained)}${of} views${part}`,
  };
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

function newsLetter(news: News, place: LetterPlace): Letter {
  const { title, named, more, lead, said, remedy, sections } = newsText(news, place.timezone);
  const hashtags = named.map(hashtagPiece);
  const rest = more === 0 ? [] : [` and ${more} more`];
  return {
    subject:
      news.kind === 'health'
        ? storySubject(news.notice, place.timezone)
        : // With its day, so that no conversation grows out of digests that happen to read alike.
          `${digestTitle(title, named, more)} (${formatTime(newsAt(news), place.timezone)})`,
    tone: 'calm',
    title: named.length === 0 ? [title] : [`${title}: `, ...joined(hashtags), ...rest],
    blocks: [
      paragraph([lead]),
      ...(said === undefined ? [] : [{ kind: 'quote', pieces: [strangers(said, NOTE_CHARS_MAX)] } as const]),
      ...(remedy === undefined ? [] : [paragraph([`What to do: ${remedy}`])]),
      ...sections.flatMap(({ heading, items }): readonly Block[] => [
        {
          kind: 'heading',
          text: items.length > ITEMS_MAX ? `${heading} (${ITEMS_MAX} of ${items.length})` : heading,
        },
        {
          kind: 'items',
          items: items
            .slice(0, ITEMS_MAX)
            .map(({ hashtag, text, beside = [] }) => [
              hashtagPiece(hashtag),
              ` ${text}`,
              ...(beside.length === 0 ? [] : [', beside ', ...joined(beside.map(hashtagPiece))]),
            ]),
        },
      ]),
    ],
    closing: [sender(place)],
  };
}

/** The same for all mails of a story, as for those of an episode. */
function storySubject(notice: HealthNotice, timezone: string): string {
  return `Radar health: ${causeName(notice)} (${formatTime(notice.openedAt, timezone)})`;
}

function digestTitle(title: string, named: readonly string[], more: number): string {
  if (named.length === 0) return title;
  const hashtags = named.map((hashtag) => plainLine(`#${hashtag}`, HASHTAG_CHARS_MAX)).join(', ');
  return `${title}: ${hashtags}${more === 0 ? '' : ` and ${more} more`}`;
}

function sender({ repositoryUrl }: LetterPlace): readonly LetterPart[] {
  if (repositoryUrl === undefined) return ['Sent by hashtag-radar.'];
  return [
    'Sent by hashtag-radar in ',
    { text: repositoryUrl.split('/').slice(-2).join('/'), url: repositoryUrl },
    '. The hashtags and the recipients are in ',
    { text: 'watchlist.yml', url: `${repositoryUrl}/blob/HEAD/watchlist.yml` },
    '. The words are explained in the ',
    { text: 'glossary', url: glossaryUrl(repositoryUrl) },
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
