import { z } from 'zod';
import { assignees, labels, oneOrMany, text } from '../channels/channel/fields.ts';
import { CHANNELS } from '../channels/registry.ts';
import { normaliseHashtag } from '../readings/hashtag.ts';
import {
  BUDGET_PATTERN,
  COOLDOWN_HOURS_MAX,
  COOLDOWN_PATTERN,
  FALSE_ALARM_MONTHS_MAX,
  FALSE_ALARM_MONTHS_MIN,
  FALSE_ALARMS_PATTERN,
  isTimezone,
  KEEP_HOURS_DAYS_MIN,
  KEEP_HOURS_PATTERN,
  QUIET_HOURS_PATTERN,
  readBudget,
  readCooldown,
  readFalseAlarmMonths,
  readKeepHours,
  readQuietHours,
  readThreshold,
  THRESHOLD_MAX,
  THRESHOLD_PATTERN,
  WEEKLY_DIGEST_PATTERN,
} from './quantity.ts';

/**
 * The grammar of watchlist.yml, the one source of it: the parser, the JSON Schema for editors and the reference page
 * (docs/watchlist.md) all hold to it. It describes the file as written, so it has no transforms; what needs two places
 * at once (duplicates, names of channels) is in cross-checks.ts, the defaults are in build.ts.
 */

/** The most that one file may list: a limit for files, runs and messages, far above any real watchlist. */
export const HASHTAGS_MAX = 10_000;
const CHANNELS_MAX = 50;

const rule = z.enum(['both', 'classic', 'breakout']).optional();
export const SENSITIVITIES = ['early', 'balanced', 'quiet'] as const;
const sensitivityWord = z.enum(SENSITIVITIES);
const falseAlarms = z
  .string()
  .regex(FALSE_ALARMS_PATTERN)
  .refine(
    (written) =>
      readFalseAlarmMonths(written) >= FALSE_ALARM_MONTHS_MIN &&
      readFalseAlarmMonths(written) <= FALSE_ALARM_MONTHS_MAX,
  );
const sensitivity = z.union([sensitivityWord, falseAlarms]).optional();
const threshold = z
  .string()
  .regex(THRESHOLD_PATTERN)
  .refine((written) => readThreshold(written) > 0 && readThreshold(written) <= THRESHOLD_MAX)
  .optional();
const cooldown = z
  .string()
  .regex(COOLDOWN_PATTERN)
  .refine((written) => readCooldown(written) <= COOLDOWN_HOURS_MAX)
  .optional();
/** The settings of each type of channel. */
const channel = z.discriminatedUnion('type', [
  CHANNELS.issue.schema,
  ...Object.values(CHANNELS).flatMap((one) => (one === CHANNELS.issue ? [] : [one.schema])),
]);

const channelName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]{0,39}$/u);

const name = z
  .union([z.string(), z.int()])
  .refine((written) => normaliseHashtag(String(written)).kind === 'ok')
  .meta({
    description: 'Name of the hashtag. `#`, case and Unicode form do not matter.',
    examples: ['booktok'],
  });

/** A hashtag with settings of its own. */
export const hashtagSchema = z.strictObject({
  name,
  threshold: threshold.meta({
    description: 'Threshold of the classic rule for this hashtag.',
    examples: ['5 %/h'],
  }),
  rule: rule.meta({ description: 'Rule for this hashtag.', examples: ['classic'] }),
  sensitivity: sensitivity.meta({
    description: 'Sensitivity for this hashtag.',
    examples: ['early', '1 false alarm in 10 months'],
  }),
  cooldown: cooldown.meta({ description: 'Cooldown of this hashtag.', examples: ['24 h'] }),
  notify: oneOrMany(text(40), CHANNELS_MAX)
    .optional()
    .meta({ description: 'Channels to tell; default all, `[]` none.', examples: [['issues']] }),
  group: text(60)
    .optional()
    .meta({ description: 'Heading to list it under.', examples: ['books'] }),
  note: text(500)
    .optional()
    .meta({ description: 'Why it is watched.', examples: ['our spring campaign'] }),
  labels: labels.meta({ description: 'More labels on its issues.', examples: [['books']] }),
  assignees: assignees.meta({ description: 'More assignees on its issues.', examples: [['octocat']] }),
});

export const watchlistSchema = z
  .strictObject({
    timezone: z
      .string()
      .refine(isTimezone)
      .optional()
      .meta({
        description: 'IANA time zone in which people read times.',
        default: 'UTC',
        examples: ['Europe/London'],
      }),
    budget: z
      .string()
      .regex(BUDGET_PATTERN)
      .refine((written) => readBudget(written) > 0)
      .optional()
      .meta({ description: 'Most credits a month may cost.', examples: ['30000 credits/month'] }),
    rule: rule.meta({ description: 'Which rule raises alerts.', default: 'both', examples: ['both'] }),
    sensitivity: sensitivity.meta({
      description:
        'How soon the breakout rule speaks up: a word, or a budget of false alarms for each hashtag, 1 to 60 months.',
      default: 'balanced',
      examples: ['balanced', '1 false alarm in 10 months'],
    }),
    threshold: threshold.meta({
      description: 'Threshold of the classic rule: growth of views per hour.',
      default: '10 %/h',
      examples: ['10 %/h'],
    }),
    channels: z
      .record(channelName, channel)
      .optional()
      .meta({
        description:
          'Where alerts go: a name of your own and a type each. Default: issues in this repository.',
        examples: [{ issues: { type: 'issue' } }],
      }),
    'quiet-hours': z
      .string()
      .regex(QUIET_HOURS_PATTERN)
      .refine((written) => readQuietHours(written).startMinute !== readQuietHours(written).endMinute)
      .optional()
      .meta({
        description: 'Hours without alerts, in `timezone`; held back, then delivered as one digest.',
        examples: ['22:00-07:00'],
      }),
    'alerts-per-day': z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .meta({
        description: 'Most single alerts a day; the rest go into a daily digest.',
        examples: [10],
      }),
    cooldown: cooldown.meta({
      description:
        'How long after a breakout has cooled off the next one of the same hashtag is recorded but not told.',
      default: '0 h',
      examples: ['24 h', '3 days'],
    }),
    'keep-hours': z
      .string()
      .regex(KEEP_HOURS_PATTERN)
      .refine((written) => (readKeepHours(written) ?? KEEP_HOURS_DAYS_MIN) >= KEEP_HOURS_DAYS_MIN)
      .optional()
      .meta({
        description:
          'How long every hour is kept in data/; of older days one reading of each hashtag is left, and the rest in git.',
        default: '90 days',
        examples: ['90 days', 'forever'],
      }),
    'weekly-digest': z
      .string()
      .regex(WEEKLY_DIGEST_PATTERN)
      .optional()
      .meta({
        description:
          'Day and time, in `timezone`, of a look back on the week to every channel: what moved, what was missed, how many alerts were right.',
        examples: ['monday 09:00'],
      }),
    hashtags: z
      .array(z.union([name, hashtagSchema]))
      .min(1)
      .max(HASHTAGS_MAX)
      .meta({ description: 'What to watch: names, or settings with a name.', examples: [['skincare']] }),
  })
  .meta({
    title: 'hashtag-radar watchlist',
    description: 'Which TikTok hashtags are watched, and who is told.',
  });

/** A watchlist as written, after the schema has let it through. */
export type WrittenWatchlist = z.infer<typeof watchlistSchema>;
export type WrittenChannel = z.infer<typeof channel>;
export type WrittenHashtag = z.infer<typeof hashtagSchema>;
