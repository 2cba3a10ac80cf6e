import { z } from 'zod';
import type { Channel } from '../../channels/registry.ts';
import type { Settings } from '../../settings/settings.ts';
import { quoted } from '../advice/advice.ts';
import { BUDGET } from '../quantity/budget.ts';
import { QUIET_HOURS, WEEKLY_DIGEST } from '../quantity/day-times.ts';
import { COOLDOWN, KEEP_HOURS } from '../quantity/durations.ts';
import { adviseSensitivity, readSensitivity, writtenSensitivity } from '../quantity/sensitivity.ts';
import { THRESHOLD } from '../quantity/threshold.ts';
import { adviseTimezone, isTimezone } from '../quantity/timezone.ts';
import { channelName, channelSchema, channelText, readChannels } from './channel.ts';
import { adviseName, HASHTAG_KEYS } from './hashtag-keys.ts';
import { fromQuantity, generalWords, type Key, shapeOf } from './key.ts';
import { rule, sensitivity } from './values.ts';

/** What the keys of the file set. */
export interface FileSettings extends Settings {
  readonly channels: readonly Channel[];
  /** Of the hashtags that have none of their own; absent: 0. */
  readonly cooldownHours?: number;
}

/** The most that one file may list: a limit for files, runs and messages, far above any real watchlist. */
export const HASHTAGS_MAX = 10_000;

export const hashtagSchema = z.strictObject(shapeOf(HASHTAG_KEYS));
const nameAlone = shapeOf({ name: HASHTAG_KEYS.name }).name;

/** The keys of the file, in the order of the reference page. */
export const FILE_KEYS = {
  timezone: key({
    schema: z.string().refine(isTimezone),
    examples: ['Europe/London'],
    standard: 'UTC',
    about: 'IANA time zone in which people read times.',
    page: {
      standard: '`UTC`',
      meaning: 'IANA name of the time zone in which people read times: `Europe/London`.',
    },
    read: (timezone) => ({ timezone }),
    write: ({ timezone }) => timezone,
    advise: adviseTimezone,
  }),
  budget: key({
    ...fromQuantity(BUDGET),
    about: 'Most credits a month may cost.',
    page: {
      standard: 'no cap',
      meaning:
        'Most credits a calendar month may cost: `30000 credits/month`. One hashtag needs 1,440 (2 an hour, 30 days).',
    },
    read: (written) => ({ budgetCreditsPerMonth: BUDGET.read(written) }),
    write: ({ budgetCreditsPerMonth: credits }) =>
      credits === undefined ? undefined : BUDGET.write(credits),
  }),
  rule: key({
    schema: rule,
    examples: ['both'],
    standard: 'both',
    about: 'Which rule raises alerts.',
    page: {
      standard: '`both`',
      meaning:
        "`classic`: views grew by more than `threshold` per hour. `breakout`: momentum against the hashtag's own past. `both`: whichever comes first.",
    },
    read: (written) => ({ rule: written }),
    write: (file) => file.rule,
    advise: generalWords,
  }),
  threshold: key({
    ...fromQuantity(THRESHOLD),
    examples: ['10 %/h'],
    standard: '10 %/h',
    about: 'Threshold of the classic rule: growth of views per hour.',
    page: {
      standard: '`10 %/h`',
      meaning: 'Threshold of the classic rule, over 0 and at most 1000 `%/h`.',
    },
    read: (written) => ({ thresholdPercentPerHour: THRESHOLD.read(written) }),
    write: ({ thresholdPercentPerHour }) => THRESHOLD.write(thresholdPercentPerHour),
  }),
  sensitivity: key({
    schema: sensitivity,
    examples: ['balanced', '1 false alarm in 10 months'],
    standard: 'balanced',
    about:
      'How soon the breakout rule speaks up: a word, or a budget of false alarms for each hashtag, 1 to 60 months.',
    page: {
      standard: '`balanced`',
      meaning:
        'How soon the breakout rule speaks up: `early`, `balanced` or `quiet`, or what it may cost for each hashtag: `1 false alarm in 10 months` (1 to 60 months; `every` or `per` for `in` will do). The tool [holds itself to that](detection.md#turning-it).',
    },
    read: (written) => ({ sensitivity: readSensitivity(written) }),
    write: (file) => writtenSensitivity(file.sensitivity),
    advise: adviseSensitivity,
  }),
  channels: key({
    schema: z.record(channelName, channelSchema),
    examples: [{ issues: { type: 'issue' } }],
    about: 'Where alerts go: a name of your own and a type each. Default: issues in this repository.',
    page: {
      standard: '`issues: { type: issue }`',
      meaning: 'Where alerts go: a name of your own for each, and its settings.',
    },
    read: (written) => ({ channels: readChannels(written) }),
    write: ({ channels }) => channels.map((channel) => [channel.name, channelText(channel)] as const),
    advise: generalWords,
  }),
  'quiet-hours': key({
    ...fromQuantity(QUIET_HOURS),
    about: 'Hours without alerts, in `timezone`; held back, then delivered as one digest.',
    page: {
      standard: 'none',
      meaning: '`22:00-07:00`, in `timezone`: [no message is sent](#when-messages-come) then.',
    },
    read: (written) => ({ quietHours: QUIET_HOURS.read(written) }),
    write: ({ quietHours }) => quietHours && QUIET_HOURS.write(quietHours),
  }),
  'alerts-per-day': key({
    schema: z.int().min(0).max(1000),
    examples: [10],
    about: 'Most single alerts a day; the rest go into a daily digest.',
    page: {
      standard: 'no limit',
      meaning:
        "Most breakouts that get a message of their own in a day, 0 to 1000; the rest come in the next day's digest.",
    },
    read: (alertsPerDay) => ({ alertsPerDay }),
    write: ({ alertsPerDay }) => alertsPerDay?.toString(),
    advise: (text) => ({
      message: `\`alerts-per-day\` is ${quoted(text)}, not a whole number from 0 to 1000`,
      remedy: 'write a whole number, for example `alerts-per-day: 10`',
    }),
  }),
  cooldown: key({
    ...fromQuantity(COOLDOWN),
    standard: '0 h',
    about:
      'How long after a breakout has cooled off the next one of the same hashtag is recorded but not told.',
    page: {
      standard: '`0 h`',
      meaning:
        'How long after a breakout has cooled off the next one of the same hashtag is recorded but not told: `24 h`, `3 days`, at most 30 days.',
    },
    read: (written) => ({ cooldownHours: COOLDOWN.read(written) }),
    write: ({ cooldownHours = 0 }) => COOLDOWN.write(cooldownHours),
  }),
  'keep-hours': key({
    ...fromQuantity(KEEP_HOURS),
    standard: '90 days',
    about:
      'How long every hour is kept in data/; of older days one reading of each hashtag is left, and the rest in git.',
    page: {
      standard: '`90 days`',
      meaning:
        'How long every hour stands in `data/`: at least `30 days`, or `forever`. Of older days the last reading of each hashtag is left; the hours stay in git. `backtest` and the page go by what stands in `data/`.',
    },
    read: (written) => {
      const keepHoursDays = KEEP_HOURS.read(written);
      return keepHoursDays === undefined ? {} : { keepHoursDays };
    },
    write: ({ keepHoursDays }) => KEEP_HOURS.write(keepHoursDays),
  }),
  'weekly-digest': key({
    ...fromQuantity(WEEKLY_DIGEST),
    about:
      'Day and time, in `timezone`, of a look back on the week to every channel: what moved, what was missed, how many alerts were right.',
    page: {
      standard: 'none',
      meaning: '`monday 09:00`, in `timezone`: a look back on the week to every channel.',
    },
    read: (written) => ({ weeklyDigest: WEEKLY_DIGEST.read(written) }),
    write: ({ weeklyDigest }) => weeklyDigest && WEEKLY_DIGEST.write(weeklyDigest),
  }),
  hashtags: {
    ...key({
      schema: z
        .array(z.union([nameAlone, hashtagSchema]))
        .min(1)
        .max(HASHTAGS_MAX),
      examples: [['skincare']],
      about: 'What to watch: names, or settings with a name.',
      page: {
        standard: 'required',
        meaning: 'What to watch: names, or mappings with the keys below. 1 to 10,000.',
      },
      // A hashtag needs the settings of the whole file: src/watchlist/build.ts.
      read: () => ({}),
      // Each hashtag is compared by itself.
      write: () => undefined,
      advise: adviseName,
    }),
    required: true,
  } as const,
};

/** Checks a key against the settings it is one of. */
function key<Schema extends z.ZodType>(one: Key<Schema, FileSettings>): Key<Schema, FileSettings> {
  return one;
}
