import type { Alert, AlertDriver } from '../../alerts/alert.ts';
import { markdownTable } from '../../text/markdown-table.ts';
import {
  formatCount,
  formatHours,
  formatInterval,
  formatMultiple,
  formatPercent,
  formatShort,
} from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import { codeSpan } from '../../text/untrusted.ts';
import { alertFacts } from '../message/alert-text.ts';
import { type ChartReading, chartNotes, viewsChart } from './chart.ts';
import { creatorSpan, firstThatFits, hashtagLink, hashtagSpan, videoLink } from './markdown.ts';

/** What the part of an issue's body that is ours shows: how its episode stands, and those that are told with it. */
export interface IssueView {
  readonly alert: Alert;
  /** Other episodes in the same issue, as they stand. */
  readonly others: readonly Alert[];
  /** The hashtag's readings of the last days, the oldest first. */
  readonly readings: readonly ChartReading[];
  /** IANA name of the zone in which people read times. */
  readonly timezone: string;
}

const NOTE_CHARS_MAX = 300;
/** Left for the markers, and for what people write around our part. */
const BLOCK_CHARS_MAX = 40_000;

/** The part of an issue's body that is ours, from the fullest that fits. */
export function issueBlock(view: IssueView): string {
  const chart = chartSection(view);
  const drivers = driversSection(view);
  const company = companySection(view);
  const text = (sections: readonly string[]): string =>
    [leadSection(view), ...sections, turnItDown(view)].filter((section) => section !== '').join('\n\n');
  return firstThatFits(
    [text([drivers, chart, company]), text([drivers, company]), text([drivers]), text([])],
    BLOCK_CHARS_MAX,
  );
}

export const REHEARSAL = '**This is a rehearsal**: the numbers are made up, and nothing was recorded.';

function leadSection({ alert, timezone }: IssueView): string {
  const { headline, lead, rows } = alertFacts(alert, timezone);
  const isOver = alert.kind === 'over';
  const cut = lead.indexOf(':');
  const said = isOver
    ? `**${hashtagLink(alert.hashtag)} ${headline}.** ${lead}`
    : `**${hashtagLink(alert.hashtag)} ${lead.slice(0, cut)}**${lead.slice(cut)} As of \`${alert.at}\`.`;
  return [
    ...(alert.rehearsal === undefined ? [] : [REHEARSAL]),
    said,
    ...(alert.note === undefined ? [] : [`> ${codeSpan(alert.note, NOTE_CHARS_MAX)}`]),
    factsTable(isOver ? rows : [...statusRows(alert, timezone), ...rows]),
  ].join('\n\n');
}

/** Where an open episode stands. */
function statusRows(alert: Alert, timezone: string): readonly (readonly [string, string])[] {
  const { at, openedAt, views, breadth, creators, phase } = alert;
  const hours = hoursBetween(Date.parse(openedAt), Date.parse(at));
  const age = hours <= 0 ? '' : ` (${formatHours(hours)} ago)`;
  const growth = views.base > 0 ? ` (${signed((views.now / views.base - 1) * 100)})` : '';
  const by = creators === 1 ? 'one creator' : `${creators} creators`;
  return [
    ['Now', `**${phase}**; broke out ${formatTime(openedAt, timezone)}${age}`],
    ...(hours <= 0
      ? []
      : [['Since then', `${formatCount(views.base)} → ${formatCount(views.now)} views${growth}`] as const]),
    ...multipleRows(alert, timezone),
    ...(breadth === undefined || creators === 0
      ? []
      : [['Breadth', `as broad as ${breadth.toFixed(1)} videos that gain equally, by ${by}`] as const]),
  ];
}

function multipleRows(
  { momentum }: Alert,
  timezone: string,
): readonly (readonly [label: string, value: string])[] {
  if (momentum?.multiple === undefined || momentum.onset === undefined) return [];
  const since = formatTime(momentum.onset, timezone);
  return [['Multiple', `${formatMultiple(momentum.multiple)} its usual views since about ${since}`]];
}

/** `+10.4 %`, `-3 %`. */
export function signed(percent: number): string {
  return `${percent > 0 ? '+' : ''}${formatPercent(percent)}`;
}

/** Label and value, one below the other. */
export function factsTable(rows: readonly (readonly [string, string])[]): string {
  return markdownTable(
    [
      ['', 'left'],
      ['', 'left'],
    ],
    rows,
  );
}

function chartSection({ alert, readings, timezone }: IssueView): string {
  const at = Date.parse(alert.at);
  const chart = viewsChart(readings, at);
  if (chart === undefined) return '';
  return ['### Views in the last 48 hours', chart, chartNotes(readings, at, timezone)].join('\n\n');
}

function driversSection({ alert, timezone }: IssueView): string {
  if (alert.kind === 'over') return topVideos(alert);
  const { explained } = alertFacts(alert, timezone);
  const title = '### What drives it';
  if (alert.drivers.length === 0) return `${title}\n\n${explained}`;
  const table = markdownTable(
    [
      ['Video', 'left'],
      ['Creator', 'left'],
      ['Posted', 'left'],
      ['Views gained', 'right'],
      ['Share of the growth', 'right'],
    ],
    alert.drivers.map((driver) => driverCells(driver, timezone)),
  );
  return [title, table, explained].join('\n\n');
}

function driverCells(driver: AlertDriver, timezone: string): readonly string[] {
  const about = driver.basis === 'estimated' ? 'about ' : '';
  return [
    videoLink(driver),
    creatorSpan(driver.creator),
    formatTime(driver.postedAt, timezone),
    `${about}${formatShort(driver.gained)} of ${formatShort(driver.views)}`,
    driver.share === undefined ? 'unknown' : `${about}${formatPercent(driver.share * 100)}`,
  ];
}

/** The videos that gained most over a whole episode; empty where none is known. */
export function topVideos({ topVideos: videos = [] }: Alert): string {
  const gained = videos.filter((video) => video.gained > 0);
  if (gained.length === 0) return '';
  const table = markdownTable(
    [
      ['Top videos of the whole breakout', 'left'],
      ['Creator', 'left'],
      ['Views gained', 'right'],
    ],
    gained.map((video) => [videoLink(video), creatorSpan(video.creator), formatShort(video.gained)]),
  );
  return table;
}

/** The hashtags that are told in the same issue: in figures where they were measured, else by name. */
function companySection({ alert, others, timezone }: IssueView): string {
  const title = '### Breaking out too, for the same videos';
  if (others.length > 0) {
    const table = markdownTable(
      [
        ['Hashtag', 'left'],
        ['Now', 'left'],
        ['Since', 'left'],
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
  const { turnDown } = alertFacts(alert, timezone);
  if (alert.kind === 'over') return '';
  return [
    '---\n**Too much?**',
    [
      `- Close this issue: nothing more is told of ${hashtagSpan(alert.hashtag)} until it has cooled off and breaks out anew.`,
      '- For a time only, comment `mute 3d`, or add a label of that name (`mute 12h`, `mute 2w`: from 1 hour to 90 days). ' +
        '`unmute` takes it back.',
      `- To hear less of it, ${turnDown}`,
    ].join('\n'),
  ].join('\n\n');
}
