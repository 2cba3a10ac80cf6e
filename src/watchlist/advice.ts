import { ENV_NAME_PATTERN, isReservedEnv } from '../channels/channel/fields.ts';
import { normaliseHashtag } from '../readings/hashtag.ts';
import { clippedText } from '../text/shown.ts';
import { dashRemedy } from './listed-names.ts';
import { nearest } from './nearest.ts';
import type { Advice } from './problem.ts';
import {
  COOLDOWN_HOURS_MAX,
  FALSE_ALARM_MONTHS_MAX,
  FALSE_ALARM_MONTHS_MIN,
  KEEP_HOURS_DAYS_MIN,
  QUIET_HOURS_PATTERN,
  readFalseAlarmMonths,
  readThreshold,
  THRESHOLD_MAX,
} from './quantity.ts';
import { SENSITIVITIES } from './schema.ts';
import { maskSecrets } from './secrets.ts';

/**
 * What to say when the value of a key will not do. The schema decides whether; this decides the words, by what the
 * writer probably meant. A key without a line of its own here gets the general words of `generalAdvice`.
 */
export function adviceOn(key: string, value: unknown): Advice | undefined {
  if (key.endsWith('-env')) return envAdvice(key, value);
  // Every object has a `constructor` and its like, which a channel may be called.
  const advise = Object.hasOwn(BY_KEY, key) ? BY_KEY[key] : undefined;
  return value === null || typeof value === 'object' ? undefined : advise?.(String(value), typeof value);
}

const BY_KEY: Readonly<Record<string, (text: string, kind: string) => Advice>> = {
  name: hashtagAdvice,
  hashtags: hashtagAdvice,
  threshold: thresholdAdvice,
  budget: budgetAdvice,
  sensitivity: sensitivityAdvice,
  timezone: timezoneAdvice,
  'quiet-hours': quietHoursAdvice,
  cooldown: (text) => ({
    message: `${quoted(text)} is not a cooldown`,
    remedy: `write hours or days, at most ${COOLDOWN_HOURS_MAX / 24} days: \`24 h\` or \`3 days\``,
  }),
  'keep-hours': (text) => ({
    message: `${quoted(text)} does not say how long hours are kept`,
    remedy: `write \`90 days\`, at least ${KEEP_HOURS_DAYS_MIN} days, or \`forever\``,
  }),
  'weekly-digest': (text) => ({
    message: `${quoted(text)} is not a day and a time`,
    remedy: 'write a day of the week and a time of the 24-hour clock: `monday 09:00`',
  }),
  'alerts-per-day': (text) => ({
    message: `\`alerts-per-day\` is ${quoted(text)}, not a whole number from 0 to 1000`,
    remedy: 'write a whole number, for example `alerts-per-day: 10`',
  }),
  to: addressAdvice,
  from: addressAdvice,
  assignees: (text) => ({
    message: `${quoted(text)} is not the name of a GitHub user`,
    remedy: text.startsWith('@')
      ? `write it without the \`@\`: ${quoted(text.slice(1))}`
      : 'for example `octocat`',
  }),
  chat: (text) => ({
    message: `${quoted(text)} is not a Telegram chat`,
    remedy: 'write the chat\'s number, or the name of a public channel in quotes: `"@channel"`',
  }),
};

/** A stranger's value as it may be shown: short, escaped, without secrets. */
export function quoted(value: unknown): string {
  return `\`${clippedText(maskSecrets(String(value).slice(0, 400)), 60)}\``;
}

function hashtagAdvice(text: string, kind: string): Advice {
  const hashtag = normaliseHashtag(text);
  if (hashtag.kind === 'ok') {
    return { message: `${quoted(text)} is read as a ${kind}, not as a name`, remedy: 'put it in quotes' };
  }
  return {
    message: `${quoted(text)} cannot be a hashtag: it ${hashtag.reason}`,
    remedy: dashRemedy(text) ?? hashtag.remedy,
  };
}

function thresholdAdvice(text: string): Advice {
  const number = /^\s*(\d{1,6})(?:[.,](\d{1,6}))?\s*%?/.exec(text);
  const amount =
    number === null ? '10' : [number[1], number[2]].filter((part) => part !== undefined).join('.');
  const write = `\`${amount} %/h\``;
  if (/^\d+([.,]\d+)?$/.test(text)) {
    return { message: `${quoted(text)} means ${clippedText(text, 20)} what?`, remedy: `write ${write}` };
  }
  if (/^[\d.,]+\s*%$/.test(text)) {
    return { message: `${quoted(text)} in what time?`, remedy: `thresholds are per hour: write ${write}` };
  }
  if (/^[\d.]+ ?%\/h$/.test(text) && !(readThreshold(text) > 0 && readThreshold(text) <= THRESHOLD_MAX)) {
    return {
      message: `a threshold of ${quoted(text)} is out of range`,
      remedy: `write more than 0 and at most ${THRESHOLD_MAX} %/h; the default is \`10 %/h\``,
    };
  }
  return { message: `${quoted(text)} is not a threshold`, remedy: `write percent per hour: ${write}` };
}

function budgetAdvice(text: string): Advice {
  const digits = text.replaceAll(/[\s,._']/g, '').match(/^\d{1,12}/)?.[0];
  const write = `\`${digits === undefined || /^0+$/.test(digits) ? '30000' : digits} credits/month\``;
  if (/^\d+$/.test(text))
    return { message: `${quoted(text)} means ${clippedText(text, 20)} what?`, remedy: `write ${write}` };
  if (/^0+ /.test(text))
    return { message: 'a budget of 0 watches nothing', remedy: 'write more, or leave `budget` out' };
  return { message: `${quoted(text)} is not a budget`, remedy: `write ${write}` };
}

function sensitivityAdvice(text: string): Advice {
  const word = nearest(text, SENSITIVITIES);
  if (word !== undefined)
    return { message: `${quoted(text)} is no sensitivity`, remedy: `did you mean \`${word}\`?` };
  const [least, most] = [FALSE_ALARM_MONTHS_MIN, FALSE_ALARM_MONTHS_MAX];
  const months = readFalseAlarmMonths(text);
  const range = `write ${least} to ${most} months, for example \`1 false alarm in 10 months\``;
  if (!Number.isNaN(months)) return { message: `${quoted(text)} is out of range`, remedy: range };
  const number = Number(
    /(\d{1,2}(?:\.\d{1,3})?) months?\s*$/i.exec(text)?.[1] ?? /^\d{1,2}$/.exec(text)?.[0],
  );
  const guess = number >= least && number <= most ? number : 10;
  return {
    message: `${quoted(text)} is neither a sensitivity nor a budget of false alarms`,
    remedy: `write \`early\`, \`balanced\`, \`quiet\` or \`1 false alarm in ${guess} ${guess === 1 ? 'month' : 'months'}\``,
  };
}

function timezoneAdvice(text: string): Advice {
  const zones = text.length > 40 ? [] : Intl.supportedValuesOf('timeZone');
  const city = zones.find((zone) => fold(zone).endsWith(`/${fold(text)}`));
  const likely = city ?? nearest(text, zones);
  return {
    message: `${quoted(text)} is not a time zone of the IANA database`,
    remedy:
      likely === undefined ? 'write one such as `Europe/London` or `UTC`' : `did you mean \`${likely}\`?`,
  };
}

function quietHoursAdvice(text: string): Advice {
  const message = `${quoted(text)} is not a pair of times`;
  if (QUIET_HOURS_PATTERN.test(text)) {
    return {
      message: 'quiet hours that begin when they end are none',
      remedy: 'leave `quiet-hours` out, or write `22:00-07:00`',
    };
  }
  const clocks = [...text.matchAll(/\b([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?\b/g)].map(
    ([, hours = '', minutes = '00']) => `${hours.padStart(2, '0')}:${minutes}`,
  );
  const guess = clocks.length === 2 && clocks[0] !== clocks[1] ? clocks.join('-') : '22:00-07:00';
  return { message, remedy: `write two times of the 24-hour clock with a hyphen: \`${guess}\`` };
}

function addressAdvice(text: string): Advice {
  return {
    message: `${quoted(text)} is not an e-mail address`,
    remedy: 'write the bare address, for example `desk@example.com`',
  };
}

/** The value is never repeated here: it may be the secret itself. */
function envAdvice(key: string, value: unknown): Advice {
  const name = String(value);
  if (ENV_NAME_PATTERN.test(name) && isReservedEnv(name)) {
    return {
      message: `\`${key}\` names a variable that belongs to the run itself`,
      remedy: 'store the secret under a name of its own; GitHub allows none that begins with `GITHUB_`',
    };
  }
  const what =
    maskSecrets(name) === name && !name.includes(':')
      ? 'something else'
      : 'what looks like an address or a token';
  return {
    message: `\`${key}\` takes the NAME of a secret in capitals, and ${what} stands there`,
    remedy:
      'put the address in a repository secret and its NAME here; if it was ever pushed, replace it: git remembers',
  };
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s-]/g, '_');
}
