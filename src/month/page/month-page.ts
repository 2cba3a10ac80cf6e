import { createHash } from 'node:crypto';
import { escapeHtml } from '../../text/html.ts';
import { formatAmount } from '../../text/numbers.ts';
import { isoUtc } from '../../text/time.ts';
import { formatDay } from '../../text/times.ts';
import type { BrokenLaw } from '../laws/law.ts';
import type { ShownMonth } from '../shown-month.ts';
import { channelsHtml } from './channels.ts';
import { countsHtml } from './counts-table.ts';
import { examplesHtml } from './examples.ts';
import { runsHtml } from './runs.ts';
import { STYLE } from './style.ts';

/**
 * The page of all messages as people see them. Nothing of it is loaded from elsewhere, and nothing runs in it but one script
 * of ours, which makes the frames of mails as high as they are.
 */
export function monthPage(month: ShownMonth, broken: readonly BrokenLaw[]): string {
  const title = `Simulated: a month of messages, seed ${month.seed}`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy()}">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${title}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    headHtml(month),
    '<main>',
    countsHtml(month.counts),
    brokenHtml(broken),
    examplesHtml(month),
    channelsHtml(month),
    runsHtml(month),
    '</main>',
    `<footer>${SIMULATED}</footer>`,
    `<script>${FIT_FRAMES}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const SIMULATED =
  '<strong>Simulated.</strong> Every hashtag, number, video and caption is made up, and every place is a server on this ' +
  'machine. The looks of Slack, Discord, Teams, Telegram and GitHub are approximations.';

/** A frame is as high as its mail. The mail itself can run nothing: its frame is a sandbox. */
const FIT_FRAMES = `
const fit = (frame) => {
  const root = frame.contentDocument?.documentElement;
  if (root) frame.style.height = root.scrollHeight + 2 + 'px';
};
for (const frame of document.querySelectorAll('iframe')) {
  frame.addEventListener('load', () => fit(frame));
  fit(frame);
}
`;

function policy(): string {
  const hash = createHash('sha256').update(FIT_FRAMES).digest('base64');
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function headHtml({ seed, days, runs, timezone, hashtags, channels }: ShownMonth): string {
  const [first, last] = [runs[0], runs.at(-1)];
  const span =
    first === undefined || last === undefined
      ? ''
      : `${formatDay(isoUtc(first.at), timezone)} to ${formatDay(isoUtc(last.at), timezone)}`;
  return [
    '<header>',
    `<h1>A month of messages</h1>`,
    `<p class="notice">${SIMULATED}</p>`,
    `<p>${escapeHtml(span)}: ${formatAmount(days, 'day')}, ${formatAmount(runs.length, 'run')}, ${formatAmount(hashtags.length, 'hashtag')}, seed ${seed}. Times are those of ${escapeHtml(timezone)}; quiet hours are 22:00 to 07:00.</p>`,
    `<nav><a href="#counts">Counts</a> <a href="#examples">One of each kind</a> ${channels
      .map(({ name }) => `<a href="#channel-${escapeHtml(name)}">${escapeHtml(name)}</a>`)
      .join(' ')} <a href="#runs">Runs</a></nav>`,
    '</header>',
  ].join('\n');
}

/** What disagrees, by law. */
function brokenHtml(broken: readonly BrokenLaw[]): string {
  const items = broken.map(
    ({ law, breaches }) =>
      `<details><summary>${escapeHtml(law)} <b>${breaches.length}</b></summary><ul>${breaches
        .map(({ where, what }) => `<li>${escapeHtml(`${where}: ${what}`)}</li>`)
        .join('')}</ul></details>`,
  );
  return [
    '<section id="laws">',
    '<h2>Laws that are broken</h2>',
    ...(items.length === 0 ? ['<p>None.</p>'] : items),
    '</section>',
  ].join('\n');
}
