import { z } from 'zod';
import type { Channel } from '../../channels/registry.ts';
import { DATA_BRANCH_PATTERN } from '../../settings/data-branch.ts';
import type { Budget, Settings } from '../../settings/settings.ts';
import { quoted } from '../advice/advice.ts';
import { adviseDataBranch } from '../advice/data-branch.ts';
import { BUDGET, CREDIT_PRICE } from '../quantity/budget.ts';
import { QUIET_HOURS, WEEKLY_DIGEST } from '../quantity/day-times.ts';
import { COOLDOWN } from '../quantity/durations.ts';
import { POSTS } from '../quantity/posts.ts';
import { EVERY, MIN_VIEWS } from '../quantity/rates.ts';
import { adviseSensitivity, readSensitivity, writtenSensitivity } from '../quantity/sensitivity.ts';
import { THRESHOLD } from '../quantity/threshold.ts';
import { adviseTimezone, isTimezone } from '../quantity/timezone.ts';
import { channelName, channelSchema, channelText, readChannels } from './channel.ts';
import { DISCOVER } from './discover.ts';
import { type Group, groupName, groupSchema, readGroups } from './group.ts';
import { adviseName, HASHTAG_KEYS } from './hashtag-keys.ts';
import { healthSchema, heartbeatName, readHealth, writeHealth } from './health.ts';
import { keepDays, keepHours } from './keep.ts';
import { fromQuantity, generalWords, type Key, shapeOf } from './key.ts';
import { NEVER_DISCOVER } from './never-discover.ts';
import { rule, sensitivity } from './values.ts';

/** What the keys of the file set. */
export interface FileSettings extends Settings {
  readonly channels: readonly Channel[];
  /** Of the hashtags that have none of their own; absent: 0. */
  readonly cooldownHours?: number;
  readonly everyHours?: number;
  /** As written; `budgetCreditsPerMonth` follows from it. */
  readonly budget?: Budget;
  readonly groups?: readonly Group[];
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
    about: 'Most that a month may cost, in credits or in money.',
    page: {
      standard: 'no cap',
      meaning:
        'Most that a calendar month may cost: `30000 credits/month`, or `$50/month` at the `credit-price`. It is kept to the credit and [spread over the month](credits.md). One hashtag every hour needs 1,440 credits (2 an hour, 30 days).',
    },
    read: (budget) => ({ budget: BUDGET.read(budget) }),
    write: ({ budget, budgetCreditsPerMonth: credits }) => {
      if (budget !== undefined) return BUDGET.write(budget);
      return credits === undefined ? undefined : BUDGET.write({ credits });
    },
  }),
  'credit-price': key({
    ...fromQuantity(CREDIT_PRICE),
    standard: '$0.01',
    about: 'What a credit costs you, so that costs are shown in money.',
    page: {
      standard: '`$0.01`',
      meaning:
        'What a credit costs you: `$0.01`, or as your plan has it, `$25/2500 credits`. In `$`, `€` or `£`, the same as `budget`.',
    },
    read: (written) => ({ creditPrice: CREDIT_PRICE.read(written) }),
    write: ({ creditPrice }) => creditPrice && CREDIT_PRICE.write(creditPrice),
  }),
  every: key({
    ...fromQuantity(EVERY),
    about: 'Hours between two readings of a hashtag.',
    page: {
      standard: 'every hour',
      meaning:
        'Hours between two readings of a hashtag, 1 to 24: `3 h`. With a `budget`, what it does not pay for is read more rarely still.',
    },
    read: (written) => ({ everyHours: EVERY.read(written) }),
    write: ({ everyHours }) => (everyHours === undefined ? undefined : EVERY.write(everyHours)),
  }),
  'min-views': key({
    ...fromQuantity(MIN_VIEWS),
    standard: '1000 a day',
    about: 'Views a day below which a breakout is no news.',
    page: {
      standard: '`1000 a day`',
      meaning:
        'Breakouts that bring fewer views a day are no news, whichever rule on views finds them. `0 a day` lets all pass.',
    },
    read: (written) => ({ minViewsPerDay: MIN_VIEWS.read(written) }),
    write: ({ minViewsPerDay }) =>
      minViewsPerDay === undefined ? undefined : MIN_VIEWS.write(minViewsPerDay),
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
  posts: key({
    ...fromQuantity(POSTS),
    about: 'Threshold of the rule on new videos, beside `rule`: a number or percent in up to 24 hours.',
    page: { standard: 'none', meaning: 'The [rule on new videos](#new-videos): `200/6 h` or `50 %/6 h`.' },
    read: (written) => ({ posts: POSTS.read(written) }),
    write: ({ posts }) => posts && POSTS.write(posts),
  }),
  sensitivity: key({
    schema: sensitivity,
    examples: ['balanced', '1 false alarm in 10 months'],
    standard: '1 false alarm in 10 months',
    about:
      'How soon the breakout rule alerts: a word, or a budget of false alarms for each hashtag, 1 to 60 months.',
    page: {
      standard: '`1 false alarm in 10 months`',
      meaning:
        'What the breakout rule may cost for each hashtag: `1 false alarm in 10 months` (1 to 60 months; `every` or `per` for `in` will do). The tool [holds itself to that](detection.md#turning-it). Or a fixed score threshold: `early`, `balanced` or `quiet`.',
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
        'How long after a breakout has cooled off the next one of the same hashtag is recorded without notification: `24 h`, `3 days`, at most 30 days.',
    },
    read: (written) => ({ cooldownHours: COOLDOWN.read(written) }),
    write: ({ cooldownHours = 0 }) => COOLDOWN.write(cooldownHours),
  }),
  'keep-hours': key(keepHours),
  'keep-days': key(keepDays),
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
  groups: key({
    schema: z.record(groupName, groupSchema),
    examples: [{ books: { notify: ['issues'], every: '3 h' } }],
    about: 'Settings that hashtags of a group share: a name of your own, and keys of a hashtag.',
    page: {
      standard: 'none',
      meaning:
        "Settings that the hashtags of a group share: `books: { notify: [issues], every: 3 h }`. All keys of a hashtag but `name` and `group`. A hashtag takes its own setting, else its group's, else the file's.",
    },
    read: (written) => ({ groups: readGroups(written) }),
    write: ({ groups }) => groups?.map(({ name, text }) => [name, text] as const),
    advise: generalWords,
  }),
  health: key({
    schema: healthSchema,
    examples: [{ 'no-reading': '3 days', notify: ['issues'] }],
    standard: {},
    about: 'When the radar says that it does not see, and to which channels.',
    page: {
      standard: 'the thresholds of [health.md](health.md)',
      meaning: 'When the radar says that it [does not see](#health), and to which channels.',
    },
    read: (written) => ({ health: readHealth(written) }),
    write: ({ health }) => writeHealth(health),
    advise: generalWords,
  }),
  'heartbeat-env': key({
    schema: heartbeatName,
    examples: ['HEARTBEAT_URL'],
    about:
      'NAME of the repository secret that holds the ping address of a dead-man service. Never the address.',
    page: {
      standard: 'none',
      meaning:
        'NAME of the secret with the ping address of a dead-man service (healthchecks.io, Cronitor, …), `HEARTBEAT_URL`: [somebody outside notices](health.md#when-no-run-comes-at-all) when no run comes at all.',
    },
    read: (heartbeatEnv) => ({ heartbeatEnv }),
    write: ({ heartbeatEnv }) => heartbeatEnv,
    advise: generalWords,
  }),
  'data-branch': key({
    schema: z.string().max(100).regex(DATA_BRANCH_PATTERN),
    examples: ['radar-data'],
    about: 'Branch that keeps the record, where the main branch takes no direct push. In a line of its own.',
    page: {
      standard: 'the branch with this file',
      meaning:
        'Branch that keeps the record, `radar-data`, where the main branch [takes no direct push](setup.md#branch-protection). The first run makes it, and takes along what `data/` holds. In a line of its own.',
    },
    read: (dataBranch) => ({ dataBranch }),
    write: ({ dataBranch }) => dataBranch,
    advise: adviseDataBranch,
  }),
  discover: key(DISCOVER),
  'never-discover': NEVER_DISCOVER,
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
