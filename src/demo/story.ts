import type { Alert } from '../alerts/alert.ts';
import { openingIssue } from '../channels/issue/message.ts';
import type { PlantedNuisance } from '../simulator/plan.ts';
import { columns } from '../text/columns.ts';
import { formatCount, formatHours, formatPercent } from '../text/numbers.ts';
import { hoursBetween } from '../text/time.ts';
import { logLine } from '../text/untrusted.ts';
import type { DemoComparison, JudgedBreakout, JudgedNuisance } from './comparison.ts';
import type { WeeksGone } from './weeks.ts';

/** All that the demo has to tell. */
export interface Demo {
  readonly seed: number;
  readonly hashtags: number;
  /** Hours that should have had a run. */
  readonly hours: number;
  readonly weeks: WeeksGone;
  readonly comparison: DemoComparison;
  /** The alert that is shown as people would get it; absent when nothing fired. */
  readonly example?: Alert;
  readonly timezone: string;
  /** Where the page and the records stand. */
  readonly page: string;
  readonly records: string;
}

const MADE_UP =
  'SIMULATED: every hashtag, number and video here is made up. No key was used; nothing left this machine.';

/** The demo as people read it in a terminal. Safe to print inside GitHub Actions. */
export function demoStory(demo: Demo, seconds: number): readonly string[] {
  return [
    MADE_UP,
    '',
    ...ranSection(demo, seconds),
    '',
    ...breakoutSection(demo.comparison.breakouts),
    '',
    ...nuisanceSection(demo.comparison),
    '',
    ...exampleSection(demo),
    '',
    `The dashboard page: ${demo.page}`,
    `The records:        ${demo.records}`,
    MADE_UP,
  ].map(logLine);
}

function ranSection({ hashtags, hours, weeks }: Demo, seconds: number): readonly string[] {
  return [
    `${formatHours(hours)} of hourly runs over ${hashtags} hashtags in ${seconds} s, late and missing runs as on GitHub:`,
    `${weeks.runs.length} of ${hours} came; ${formatCount(weeks.requests)} requests to a local server that speaks Scavio's API.`,
  ];
}

function breakoutSection(breakouts: readonly JudgedBreakout[]): readonly string[] {
  const rows = breakouts.map(({ planted, fired }) => [
    `#${planted.hashtag}`,
    shortTime(planted.onset),
    shortTime(planted.peak),
    `${formatPercent(planted.peakPercentPerHour)}/h`,
    fired === undefined ? 'missed' : shortTime(Date.parse(fired.alert.openedAt)),
    fired === undefined ? '' : fired.alert.rule,
    fired === undefined ? '' : after(fired.hoursAfterOnset),
    fired === undefined ? '' : beforePeak(fired.hoursBeforePeak),
  ]);
  const head = ['hashtag', 'began', 'peak', 'fastest', 'alert', 'by rule', 'after it began', ''];
  return [
    'What broke out, and when it was noticed (UTC)',
    '',
    ...columns([head, ...rows]),
    '',
    tally(breakouts),
    ...repeats(breakouts),
  ];
}

function repeats(breakouts: readonly JudgedBreakout[]): readonly string[] {
  return breakouts
    .flatMap(({ fired }) => fired?.again ?? [])
    .map(
      ({ hashtag, openedAt, rule, reason }) =>
        `#${hashtag} was alerted once more, ${shortTime(Date.parse(openedAt))}, by the ${rule} rule: ${reason}.`,
    );
}

function tally(breakouts: readonly JudgedBreakout[]): string {
  const delays = breakouts
    .flatMap(({ fired }) => (fired === undefined ? [] : [fired.hoursAfterOnset]))
    .toSorted((a, b) => a - b);
  const early = breakouts.filter(({ fired }) => fired !== undefined && fired.hoursBeforePeak > 0).length;
  const middle = delays[Math.floor((delays.length - 1) / 2)];
  const noticed = `${delays.length} of ${breakouts.length} noticed, ${early} of them before the peak`;
  return middle === undefined
    ? noticed
    : `${noticed}; a median ${formatHours(Math.max(0, middle))} after they began.`;
}

function nuisanceSection({ nuisances, falseAlarms, otherSuppressed }: DemoComparison): readonly string[] {
  const unplanned = falseAlarms.filter(({ cause }) => cause === undefined);
  const rows = [
    ...nuisances.map((nuisance) => [
      `#${nuisance.planted.hashtag}`,
      shortTime(nuisance.planted.at),
      NUISANCES[nuisance.planted.kind],
      outcomeText(nuisance),
    ]),
    ...unplanned.map(({ alert }) => [
      `#${alert.hashtag}`,
      shortTime(Date.parse(alert.openedAt)),
      'ordinary life',
      'FALSE ALARM',
    ]),
    ...otherSuppressed.map(({ hashtag, at, reason }) => [
      `#${hashtag}`,
      shortTime(at),
      'a jump',
      `no alert: ${reason}`,
    ]),
  ];
  const reasons = falseAlarms.map(({ alert, over }) => {
    const end = over === undefined ? '' : `; over after ${lasted(over)}: ${over.reason}`;
    return `False alarm, #${alert.hashtag}, ${alert.rule} rule: ${alert.reason}${end}.`;
  });
  return [
    'What only looked like a breakout',
    '',
    ...columns(rows),
    ...(reasons.length > 0 ? [''] : []),
    ...reasons,
  ];
}

const NUISANCES: { readonly [kind in PlantedNuisance['kind']]: string } = {
  restatement: 'TikTok recounts',
  glitch: 'one wrong reading',
  'single-video': 'one viral video',
};

function outcomeText({ outcome }: JudgedNuisance): string {
  switch (outcome.kind) {
    case 'alerted':
      return 'FALSE ALARM';
    case 'quiet':
      return 'no alert';
    case 'suppressed':
      return `no alert: ${outcome.reason}`;
  }
}

function exampleSection({ example, timezone }: Demo): readonly string[] {
  if (example === undefined) return ['No alert was raised.'];
  const { title, body } = openingIssue({ alert: example, others: [], readings: [], timezone });
  return [
    'One of the alerts, as people get it: a GitHub issue (simulated)',
    '',
    `  ${title}`,
    ...body
      .trimEnd()
      .split('\n')
      .map((line) => `  | ${line}`.trimEnd()),
  ];
}

function after(hours: number): string {
  return hours < 0 ? `${formatHours(-hours)} before` : formatHours(hours);
}

function beforePeak(hours: number): string {
  return hours > 0 ? `${formatHours(hours)} before its peak` : `${formatHours(-hours)} after its peak`;
}

function lasted({ openedAt, at }: Alert): string {
  return formatHours(hoursBetween(Date.parse(openedAt), Date.parse(at)));
}

const shortFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function shortTime(at: number): string {
  return shortFormat.format(at).replace(',', '');
}
