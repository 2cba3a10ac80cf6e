import { columns } from '../text/columns.ts';
import { formatAmount, formatCount, formatHours } from '../text/numbers.ts';
import { shownText } from '../text/shown.ts';
import { formatDay, formatTime } from '../text/times.ts';
import { logLine } from '../text/untrusted.ts';
import { problemText } from '../watchlist/problem-text.ts';
import type { Change, ChangedSetting } from './change.ts';
import { budgetSentence, moneyText } from './cost-text.ts';
import type { LearningHashtag } from './learning-period.ts';
import type { ForecastAlert, ReplayForecast } from './replay-forecast.ts';
import type { CheckReport, ValidCheck } from './report.ts';
import { differenceSentence, replayScope, sameChanges } from './report-words.ts';

/** Rows of each list in a terminal; `--json` has all of them. */
const ROWS_MAX = 30;
/** Hashtags that one line names. */
const NAMED_MAX = 10;

/** What `check` found, as lines for a terminal or a log. Safe to print inside GitHub Actions. */
export function checkLog(report: CheckReport): readonly string[] {
  const { file, problems, omitted, warnings, notes } = report;
  const blocks = [
    ...problems.map((problem) => problemText(file, problem, 'error').split('\n')),
    ...warnings.map((warning) => problemText(file, warning, 'warning').split('\n')),
    ...(report.valid ? validBlocks(report) : [[problemCount(file, problems.length, omitted)]]),
    notes.map((note) => `note: ${note}`),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]))
    .map(logLine);
}

function problemCount(file: string, shown: number, omitted: number): string {
  const more = omitted > 0 ? `; the first ${shown} are shown` : '';
  return `${formatAmount(shown + omitted, 'problem')} in ${shownText(file)}${more}`;
}

function validBlocks(report: ValidCheck): readonly (readonly string[])[] {
  const { change, replay, timezone } = report;
  return [
    summary(report),
    change === undefined ? [] : changeLines(change, report),
    replay === undefined ? [] : replayLines(replay, timezone),
    newcomerLines(report),
  ];
}

function summary({ file, hashtags, channels, credits, minutesPerMonth, megabytesPerYear }: ValidCheck) {
  const told = channels.map(({ name, type }) => `${shownText(name)} (${type})`).join(', ');
  return [
    `${shownText(file)} is valid.`,
    `  ${formatAmount(hashtags.length, 'hashtag')}, ${formatAmount(channels.length, 'channel')}: ${told}`,
    `  ${creditsText(credits)}: ${formatCount(credits.perHashtag)} in 30 days for a hashtag that is read every time`,
    ...(credits.budgetPerMonth === null ? [] : [`  ${budgetSentence(credits)}`]),
    `  at least ${formatCount(minutesPerMonth)} minutes of GitHub Actions a month, which count in a private repository only`,
    `  the repository grows by about ${megabytesPerYear} MB a year`,
  ];
}

/** The money is that of the forecast, which a budget may hold below what every reading would cost. */
function creditsText(credits: ValidCheck['credits']): string {
  const { perMonth, forecastPerMonth } = credits;
  const money = credits.money === null ? '' : ` (${moneyText(credits)})`;
  const all = `${formatCount(perMonth)} credits a month`;
  if (forecastPerMonth === perMonth) return `${all}${money}`;
  return `${all} without the budget, ${formatCount(forecastPerMonth)}${money} with it`;
}

function changeLines(change: Change, { credits, megabytesPerYear }: ValidCheck): readonly string[] {
  const lines = [
    ...named('new', change.added),
    ...named('no longer watched; the history stays', change.removed),
    ...change.renamed.map(
      ({ from, to }) =>
        `#${from} seems to be renamed to #${to}: the history stays under the old name, and the new one is learnt from the beginning`,
    ),
    ...change.settings.map(setting),
    ...sameChanges(change.changed).map(
      ({ hashtags, settings }) => `${tagged(hashtags)}: ${settings.map(setting).join('; ')}`,
    ),
  ];
  const was = change.cost;
  const shown = lines.slice(0, ROWS_MAX);
  return [
    `Against ${shownText(change.name)}:`,
    ...(lines.length === 0 ? ['nothing differs in what is watched'] : shown).map((line) => `  ${line}`),
    ...(shown.length < lines.length ? [`  … and ${lines.length - shown.length} more`] : []),
    `  credits a month: ${formatCount(was.credits.perMonth)} → ${formatCount(credits.perMonth)}`,
    `  growth in a year: ${was.megabytesPerYear} MB → ${megabytesPerYear} MB`,
  ];
}

function named(what: string, hashtags: readonly string[]): readonly string[] {
  return hashtags.length === 0 ? [] : [`${what}: ${tagged(hashtags)}`];
}

function tagged(hashtags: readonly string[]): string {
  const shown = hashtags.slice(0, NAMED_MAX).map((hashtag) => `#${hashtag}`);
  const more = hashtags.length > NAMED_MAX ? `, … and ${hashtags.length - NAMED_MAX} more` : '';
  return shown.join(', ') + more;
}

function setting({ key, before, after }: ChangedSetting): string {
  const shown = (value: string | null): string => (value === null ? 'not set' : shownText(value));
  return `${shownText(key)} ${shown(before)} → ${shown(after)}`;
}

function replayLines(replay: ReplayForecast, timezone: string): readonly string[] {
  const { alerts, omittedAlerts, perHashtag } = replay;
  const isCompared = replay.before !== undefined;
  const hidden = Math.max(0, alerts.length - ROWS_MAX) + omittedAlerts;
  const head = isCompared ? ['hashtag', 'before', 'after'] : ['hashtag', 'alerts'];
  const counts = perHashtag
    .slice(0, ROWS_MAX)
    .map(({ hashtag, before, after }) => [
      `#${hashtag}`,
      ...(before === null ? [] : [String(before)]),
      String(after),
    ]);
  return [
    replayScope(replay, timezone),
    ...(isCompared ? [differenceSentence(replay)] : []),
    ...(counts.length === 0 ? [] : columns([head, ...counts])).map((line) => `  ${line}`),
    ...alertRows(alerts.slice(0, ROWS_MAX), timezone).map((line) => `  ${line}`),
    ...(hidden > 0 ? [`  … and ${formatAmount(hidden, 'alert')} more`] : []),
  ];
}

/** The column of differences stands only where there are some. */
function alertRows(alerts: readonly ForecastAlert[], timezone: string): readonly string[] {
  const rows = alerts.map((alert) => alertCells(alert, timezone));
  const isCompared = rows.some(([, , , difference]) => difference !== '');
  return columns(isCompared ? rows : rows.map((cells) => cells.toSpliced(3, 1)));
}

function alertCells(
  { hashtag, change, before, after, hoursEarlier }: ForecastAlert,
  timezone: string,
): readonly string[] {
  const moment = after ?? before;
  const difference = {
    same: '',
    gained: 'new alert',
    lost: 'no alert any more',
    earlier: `${formatHours(Math.abs(hoursEarlier ?? 0))} earlier`,
    later: `${formatHours(Math.abs(hoursEarlier ?? 0))} later`,
  }[change];
  const at = moment === null ? '' : formatTime(moment.at, timezone);
  return [at, `#${hashtag}`, moment?.rule ?? '', difference, moment?.reason ?? ''];
}

function newcomerLines({ newcomers, timezone }: ValidCheck): readonly string[] {
  const shown = newcomers.slice(0, ROWS_MAX).map((one) => newcomerLine(one, timezone));
  const more = newcomers.length - shown.length;
  if (shown.length === 0) return [];
  return [
    'Learning period:',
    ...shown.map((line) => `  ${line}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

function newcomerLine(
  { hashtag, classicFrom, breakoutFrom, settledFrom, postsFrom }: LearningHashtag,
  timezone: string,
): string {
  const rules = [
    ...(classicFrom === null ? [] : [`classic rule from ${formatTime(classicFrom, timezone)}`]),
    ...(breakoutFrom === null || settledFrom === null
      ? []
      : [
          `breakout rule from ${formatDay(breakoutFrom, timezone)}, at its full sensitivity from ${formatDay(settledFrom, timezone)}`,
        ]),
    ...(postsFrom === undefined ? [] : [`rule on new videos from ${formatTime(postsFrom, timezone)}`]),
  ];
  return `#${hashtag}: ${rules.join(', ')}`;
}
