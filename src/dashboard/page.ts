import { createHash } from 'node:crypto';
import { type AlertDriver, hashtagUrl } from '../core/alert.ts';
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
import type { Board, BoardEpisode, Row } from './board.ts';
import { escapeHtml, strangersText } from './escape.ts';
import type { Momentum } from './momentum.ts';
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
${simulated ? '<p class="simulated" role="note"><strong>Simulated.</strong> Every hashtag, number and video on this page is made up.</p>\n' : ''}<header>
<p class="brand">Hashtag radar</p>
<h1>${headline(board)}</h1>
<p class="muted">${ageText(board)}</p>
</header>
<main>
${breakingSection(board)}${quietSection(board)}${episodesSection(board)}</main>
<footer class="muted">
<p>Bars are views gained an hour, in steps of three hours over seven days; dashes stand for hours without readings. “× usual” compares the last six hours with the week before.</p>
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
    ? `#${breaking[0]?.hashtag} is breaking out`
    : `${breaking.length} of ${total} hashtags are breaking out`;
}

function ageText({ at, lastReadAt, timezone }: Board): string {
  const made = `Page made ${timeTag(at, timezone)}`;
  return lastReadAt === undefined ? `${made}.` : `${made}; newest reading ${agoText(lastReadAt, at)} before.`;
}

function breakingSection(board: Board): string {
  if (board.breaking.length === 0) return '';
  return `<section aria-labelledby="now">
<h2 id="now">Breaking out now</h2>
<ol class="rows">
${board.breaking.map((row) => rowItem(row, board)).join('')}</ol>
</section>
`;
}

function quietSection(board: Board): string {
  if (board.quiet.length === 0) return '';
  return `<section aria-labelledby="quiet">
<h2 id="quiet">The others</h2>
<ol class="rows compact">
${board.quiet.map((row) => rowItem(row, board)).join('')}</ol>
</section>
`;
}

function rowItem(
  { hashtag, last, velocity, momentum, verdict, reason, bars, openedAt }: Row,
  board: Board,
): string {
  const stale = hoursBetween(last.at, board.at) >= STALE_HOURS ? ' stale' : '';
  const speed = velocity.kind === 'unknown' ? 'unknown' : formatInterval(velocity);
  return `<li class="row${openedAt === undefined ? '' : ' hot'}">
<h3>${hashtagLink(hashtag)} <span class="verdict ${verdict.replaceAll(' ', '-')}">${verdict}</span></h3>
<div class="chart">${sparkline(hashtag, bars, openedAt)}<p class="muted top" aria-hidden="true">up to ${formatShort(Math.round(highest(bars)))}/h</p></div>
<dl>
<div><dt>× usual</dt><dd>${momentumText(momentum)}</dd></div>
<div><dt>Velocity</dt><dd>${speed}</dd></div>
<div><dt>Views</dt><dd>${formatCount(last.views)} <span class="muted">${formatStep(last.step)}</span></dd></div>
<div><dt>Read</dt><dd class="age${stale}">${agoText(last.at, board.at)} ago</dd></div>
</dl>
<p class="reason">${escapeHtml(reason)}</p>
</li>
`;
}

/** Two telling digits; a range where rounding leaves more than one reading of them. */
function momentumText(momentum: Momentum): string {
  if (momentum.kind === 'unknown') return '<span class="muted">unknown</span>';
  const [low, high] = [times(momentum.low), times(momentum.high)];
  return low === high ? `${low}×` : `${low} to ${high}×`;
}

function times(value: number): string {
  return value.toLocaleString('en-US', {
    maximumSignificantDigits: 2,
    maximumFractionDigits: 1,
    roundingPriority: 'lessPrecision',
  });
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

function episodeItem({ opened, over }: BoardEpisode, { at, timezone }: Board): string {
  const openedAt = Date.parse(opened.openedAt);
  const lasted = formatHours(
    Math.max(0, hoursBetween(openedAt, over === undefined ? at : Date.parse(over.at))),
  );
  const { base, peak } = (over ?? opened).views;
  const state = over === undefined ? `open for ${lasted}` : `over after ${lasted}`;
  return `<li class="episode">
<h3>${hashtagLink(opened.hashtag)} <span class="muted">${timeTag(openedAt, timezone)}, ${state}</span></h3>
<p>${escapeHtml(`${opened.rule} rule: ${opened.reason}`)}. ${formatShort(base)} → ${formatShort(peak)} views (+${formatPercent((peak / base - 1) * 100)}).${over === undefined ? '' : ` ${escapeHtml(over.reason)}.`}</p>
${
  opened.drivers.length === 0
    ? '<p class="muted">No listed video gained views when it began.</p>'
    : `<ol class="drivers">
${opened.drivers.map((driver) => driverItem(driver, timezone)).join('')}</ol>`
}
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
  return `<li>${link} <span class="muted">${by}, posted ${timeTag(Date.parse(postedAt), timezone)}</span> <strong>+${formatShort(gained)}</strong>${part}</li>
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
