import type { Alert } from '../../alerts/alert.ts';
import { markdownTable } from '../../text/markdown-table.ts';
import { formatInterval, formatPercent, formatShort } from '../../text/numbers.ts';
import { formatTime } from '../../text/times.ts';
import { codeSpan } from '../../text/untrusted.ts';
import { alertText, standingAdvice } from '../message/alert-text.ts';
import { FOUND_LABEL, foundSentence } from '../message/found-text.ts';
import { explanationUrl } from '../message/glossary.ts';
import { growthOf, growthSentence } from '../message/growth.ts';
import { MOVES_LABEL, type MovesPart, movesSentence } from '../message/moves-text.ts';
import { endingRows, openRows, type Rows } from '../message/rows.ts';
import { type ToldVideo, toldVideos } from '../message/videos.ts';
import { type ChartReading, chartNotes, viewsChart } from './chart.ts';
import {
  CAPTION_CHARS_MAX,
  creatorSpan,
  firstThatFits,
  hashtagLink,
  hashtagSpan,
  videoLink,
} from './markdown.ts';

/** What the part of an issue's body that is ours shows: how its episode stands, and those that joined it. */
export interface IssueView {
  readonly alert: Alert;
  /** Other episodes in the same issue, as they stand. */
  readonly others: readonly Alert[];
  /** The hashtag's readings of the last days, the oldest first. */
  readonly readings: readonly ChartReading[];
  /** IANA name of the zone in which people read times. */
  readonly timezone: string;
  /** Address of the page that explains the words; absent where none is known. */
  readonly glossary?: string;
}

const NOTE_CHARS_MAX = 300;
/** Left for the markers, and for what people write around our part. */
const BLOCK_CHARS_MAX = 40_000;

/** The part of an issue's body that is ours, from the fullest that fits. */
export function issueBlock(view: IssueView): string {
  const [lead, turnDown] = [leadSection(view), turnItDown(view)];
  const chart = chartSection(view);
  const drivers = videosSection(view.alert, view.timezone);
  const company = companySection(view);
  const text = (sections: readonly string[]): string =>
    [lead, ...sections, turnDown].filter((section) => section !== '').join('\n\n');
  return firstThatFits(
    [text([drivers, chart, company]), text([drivers, company]), text([drivers]), text([])],
    BLOCK_CHARS_MAX,
  );
}

export const REHEARSAL = '**This is a rehearsal**: the numbers are made up, and nothing was recorded.';

function leadSection({ alert, timezone, glossary }: IssueView): string {
  const { headline } = alertText(alert, timezone);
  const isOver = alert.kind === 'over';
  const said = isOver
    ? `**${hashtagLink(alert.hashtag)} ${headline}.** ${alertText(alert, timezone).lead}`
    : `**${hashtagLink(alert.hashtag)} ${growthSentence(growthOf(alert))}** As of ${formatTime(alert.at, timezone)}.`;
  return [
    ...(alert.rehearsal === undefined ? [] : [REHEARSAL]),
    said,
    ...(alert.note === undefined ? [] : [`> ${codeSpan(alert.note, NOTE_CHARS_MAX)}`]),
    factsTable(isOver ? endingRows(alert, timezone) : openRows(alert, timezone), glossary),
  ].join('\n\n');
}

/** Label and value, one below the other; a label links what explains it. */
export function factsTable(rows: Rows, glossary?: string): string {
  return markdownTable(
    [
      ['Figure', 'left'],
      ['Status', 'left'],
    ],
    rows.map(([label, value]) => [linked(label, glossary), value]),
  );
}

function linked(label: string, glossary: string | undefined): string {
  const url = glossary === undefined ? undefined : explanationUrl(glossary, label);
  return url === undefined ? label : `[${label}](${url})`;
}

function chartSection({ alert, readings, timezone }: IssueView): string {
  const at = Date.parse(alert.at);
  const chart = viewsChart(readings, at);
  if (chart === undefined) return '';
  return ['### Views in the last 48 hours', chart, chartNotes(readings, at, timezone)].join('\n\n');
}

/** The videos behind the growth; empty where nothing is known of them. */
export function videosSection(alert: Alert, timezone: string): string {
  const { title, videos, explained } = toldVideos(alert);
  const moves = movesParagraph(alert);
  if (videos.length === 0) {
    const said = [...moves, ...(explained === undefined ? [] : [explained])];
    return said.length === 0 ? '' : [`### ${title}`, ...said].join('\n\n');
  }
  const columns = VIDEO_COLUMNS.filter(({ cell }) =>
    videos.some((video) => cell(video, timezone) !== undefined),
  );
  const table = markdownTable(
    columns.map(({ title: name, align }) => [name, align]),
    videos.map((video) => columns.map(({ cell }) => cell(video, timezone) ?? 'unknown')),
  );
  return [`### ${title}`, ...moves, table, ...(explained === undefined ? [] : [explained])].join('\n\n');
}

function movesParagraph(alert: Alert): readonly string[] {
  return [
    ...labelled(MOVES_LABEL, movesSentence(alert.moves)),
    ...labelled(FOUND_LABEL, foundSentence(alert)),
  ];
}

function labelled(label: string, sentence: readonly MovesPart[]): readonly string[] {
  return sentence.length === 0 ? [] : [`**${label.trimEnd()}** ${sentence.map(movesMarkdown).join('')}`];
}

function movesMarkdown(part: MovesPart): string {
  if (typeof part === 'string') return part;
  switch (part.kind) {
    case 'page':
      return `[${part.text}](${part.url})`;
    case 'hashtag':
      return hashtagLink(part.hashtag);
    case 'title':
      return afterSpace('', codeSpan(part.text, CAPTION_CHARS_MAX));
    case 'creator':
      return afterSpace(',', creatorSpan(part.creator));
  }
}

function afterSpace(sign: string, span: string): string {
  return span === '' ? '' : `${sign} ${span}`;
}

/** A column without a value for any video is left out. */
const VIDEO_COLUMNS: readonly {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (video: ToldVideo, timezone: string) => string | undefined;
}[] = [
  { title: 'Video', align: 'left', cell: videoLink },
  { title: 'Creator', align: 'left', cell: ({ creator }) => creatorSpan(creator) },
  {
    title: 'Posted',
    align: 'left',
    cell: ({ postedAt }, timezone) => postedAt && formatTime(postedAt, timezone),
  },
  {
    title: 'Views gained',
    align: 'right',
    cell: ({ gained, views, isEstimate }) =>
      `${isEstimate ? 'about ' : ''}${formatShort(gained)}${views === undefined ? '' : ` of ${formatShort(views)}`}`,
  },
  {
    title: 'Share of the growth',
    align: 'right',
    cell: ({ share, isEstimate }) =>
      share === undefined ? undefined : `${isEstimate ? 'about ' : ''}${formatPercent(share * 100)}`,
  },
];

/** The hashtags of the same issue: in figures where they were measured, else by name. */
function companySection({ alert, others, timezone }: IssueView): string {
  const title = '### Breaking out too, for the same videos';
  if (others.length > 0) {
    const table = markdownTable(
      [
        ['Hashtag', 'left'],
        ['Phase', 'left'],
        ['Broke out', 'left'],
        ['Views', 'right'],
        ['Velocity', 'right'],
      ],
      others.map((other) => [
        hashtagLink(other.hashtag),
        other.phase,
        formatTime(other.openedAt, timezone),
        formatShort(other.views.now),
        formatInterval(other.velocity),
      ]),
    );
    return [title, table].join('\n\n');
  }
  const named = (alert.together ?? []).map(({ hashtag }) => hashtagLink(hashtag));
  return named.length === 0 ? '' : `${title}\n\n${named.join(', ')}`;
}

function turnItDown({ alert, timezone }: IssueView): string {
  if (alert.kind === 'over') return '';
  const { turnDown = standingAdvice(alert) } = alertText(alert, timezone);
  return [
    '---\n**Too much?**',
    [
      `- Close this issue to mute ${hashtagSpan(alert.hashtag)} until its next breakout.`,
      '- To mute it for some time, comment `mute 3d`, or add a label with that name (`mute 12h`, `mute 2w`: 1 hour to ' +
        '90 days). `unmute` ends that.',
      `- For fewer alerts, ${turnDown}`,
    ].join('\n'),
  ].join('\n\n');
}
