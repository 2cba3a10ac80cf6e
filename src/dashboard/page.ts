import { createHash } from 'node:crypto';
import { type AlertDriver, hashtagUrl } from '../core/alert.ts';
import { BALANCED_BAR } from '../core/breakout/settings.ts';
import { times } from '../core/breakout/wording.ts';
import { escapeHtml, strangersText } from '../core/text/html.ts';
import {
  formatCount,
  formatHours,
  formatInterval,
  formatPercent,
  formatShort,
  formatStep,
} from '../core/text/numbers.ts';
import { formatTime } from '../core/text/times.ts';
import { hoursBetween, isoUtc } from '../core/time.ts';
import type { Velocity } from '../core/velocity.ts';
import type { Board, BoardEpisode, Row } from './board.ts';
import { highest, sparkline } from './sparkline.ts';
import { STYLE } from './style.ts';

const CAPTION_CHARS_MAX = 80;
const CREATOR_CHARS_MAX = 40;
/** Data older than this is marked: two hourly runs were missed. */
const STALE_HOURS = 3;

/**
 * The page: one file that asks nobody for anything. It needs no script and allows none, and its policy admits only
 * this very style sheet. Same board, same bytes.
 */
export function renderPage(board: Board): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const simulated = board.origin === 'simulated';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${simulated ? 'Simulated: ' : ''}${headline(board)} · Hashtag radar</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
${simulated ? '<p class="simulated"><strong>Simulated.</strong> Every hashtag, number and video on this page is made up.</p>\n' : ''}<p class="brand">Hashtag radar</p>
<h1>${headline(board)}</h1>
<p class="muted">${ageText(board)}</p>
</header>
<main>
${rowsSection('now', 'Breaking out now', board.breaking, board)}${rowsSection('others', 'The others', board.quiet, board)}${unreadNote(board)}${episodesSection(board)}</main>
<footer class="muted">
<p>Bars: views gained an hour, three hours a bar; a pale band stands for hours without readings. Momentum is the detector’s score against the hashtag’s own past: an alert comes at ${BALANCED_BAR}.</p>
</footer>
</body>
</html>
`;
}

function headline({ breaking, quiet }: Board): string {
  const total = breaking.length + quiet.length;
  if (total === 0) return 'No readings yet';
  if (breaking.length === 0) return 'Nothing is breaking out';
  return breaking.length === 1
    ? `#${escapeHtml(breaking[0]?.hashtag ?? '')} is breaking out`
    : `${breaking.length} of ${total} hashtags are breaking out`;
}

function ageText({ at, newestAt, timezone }: Board): string {
  const made = `Page made ${timeTag(at, timezone)}`;
  return newestAt === undefined ? `${made}.` : `${made}; newest reading ${agoText(newestAt, at)} before.`;
}

function rowsSection(id: string, title: string, rows: readonly Row[], board: Board): string {
  if (rows.length === 0) return '';
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<ol class="rows ${id}">
${rows.map((row) => rowItem(row, board)).join('')}</ol>
</section>
`;
}

function unreadNote({ unread }: Board): string {
  if (unread.length === 0) return '';
  const names = unread.map((hashtag) => `<bdi>#${escapeHtml(hashtag)}</bdi>`).join(', ');
  return `<p class="muted">Watched, but not sampled yet: ${names}.</p>\n`;
}

function rowItem(row: Row, { at }: Board): string {
  const { hashtag, last, velocity, score, multiple, verdict, reason, bars, openedAt } = row;
  const stale = hoursBetween(last.at, at) >= STALE_HOURS ? ' class="stale"' : '';
  const facts: readonly (readonly [string, string])[] = [
    ['Versus usual', multiple === undefined ? 'not known' : times(multiple)],
    ['Momentum', score === undefined ? 'learning' : `${score.toFixed(1)} <small>of ${BALANCED_BAR}</small>`],
    ['Velocity', velocityCell(velocity)],
    ['Views', `${formatCount(last.views)} <small>${formatStep(last.step)}</small>`],
  ];
  return `<li class="row${openedAt === undefined ? '' : ' hot'}">
<h3>${hashtagLink(hashtag)} <span class="verdict ${verdict.replaceAll(' ', '-')}">${verdict}</span> <small${stale}>read ${agoText(last.at, at)} ago</small></h3>
<p class="reason">${escapeHtml(reason)}</p>
<figure>${sparkline(hashtag, bars, openedAt)}<figcaption aria-hidden="true">7 days ago <span>up to ${formatShort(Math.round(highest(bars)))} an hour</span> now</figcaption></figure>
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
</li>
`;
}

function velocityCell(velocity: Velocity): string {
  if (velocity.kind === 'unknown') return 'unknown';
  const interval = escapeHtml(formatInterval(velocity));
  return velocity.kind === 'measured' ? interval : `${interval} <small>below resolution</small>`;
}

function episodesSection(board: Board): string {
  if (board.episodes.length === 0) return '';
  return `<section aria-labelledby="episodes">
<h2 id="episodes">Breakouts</h2>
<ol class="episodes">
${board.episodes.map((episode) => episodeItem(episode, board)).join('')}</ol>
</section>
`;
}

function episodeItem({ opened, over, peakViews }: BoardEpisode, { at, timezone }: Board): string {
  const openedAt = Date.parse(opened.openedAt);
  const hours = hoursBetween(openedAt, over === undefined ? at : Date.parse(over.at));
  const state = `${over === undefined ? 'open for' : 'over after'} ${formatHours(Math.max(0, hours))}`;
  const { base } = opened.views;
  const grown = `${formatShort(base)} → ${formatShort(peakViews)} views (+${formatPercent((peakViews / base - 1) * 100)})`;
  const drivers = opened.drivers.map((driver) => driverItem(driver, timezone)).join('');
  return `<li class="episode">
<h3>${hashtagLink(opened.hashtag)} <span class="muted">${timeTag(openedAt, timezone)}, ${state}</span></h3>
<p><strong>${escapeHtml(grown)}</strong>. ${escapeHtml(`Alert by the ${opened.rule} rule: ${opened.reason}.`)}${over === undefined ? '' : ` Ended: ${escapeHtml(over.reason)}.`}</p>
${drivers === '' ? '<p class="muted">No listed video gained views when it began.</p>' : `<ol class="drivers">\n${drivers}</ol>`}
</li>
`;
}

function driverItem(
  { id, url, caption, creator, postedAt, gained, share }: AlertDriver,
  timezone: string,
): string {
  const text = strangersText(caption ?? '', CAPTION_CHARS_MAX);
  const shown = text === '<bdi></bdi>' ? `video ${escapeHtml(id)}` : text;
  const by = creator === undefined ? 'creator unknown' : strangersText(`@${creator}`, CREATOR_CHARS_MAX);
  const part = share === undefined ? '' : `, ${formatPercent(share * 100)} of the growth`;
  // Only a page of TikTok is linked, whatever stands in the record.
  const link = url.startsWith('https://www.tiktok.com/')
    ? `<a href="${escapeHtml(url)}" rel="noopener noreferrer nofollow">${shown}</a>`
    : shown;
  return `<li>${link} <span class="muted">${by}, posted ${timeTag(Date.parse(postedAt), timezone)}</span> <strong>+${formatShort(gained)}</strong>${escapeHtml(part)}</li>
`;
}

function hashtagLink(hashtag: string): string {
  return `<a href="${escapeHtml(hashtagUrl(hashtag))}" rel="noopener noreferrer nofollow"><bdi>#${escapeHtml(hashtag)}</bdi></a>`;
}

function timeTag(at: number, timezone: string): string {
  return `<time datetime="${isoUtc(at)}">${formatTime(isoUtc(at), timezone)}</time>`;
}

function agoText(then: number, at: number): string {
  return `<time datetime="${isoUtc(then)}">${formatHours(Math.max(0, hoursBetween(then, at)))}</time>`;
}
