import { listOf } from '../channels/channel/fields.ts';
import type { Channel } from '../channels/registry.ts';
import { CHANNELS } from '../channels/registry.ts';
import { normaliseHashtag } from '../readings/hashtag.ts';
import type { FalseAlarmBudget, Sensitivity, Watch } from '../settings/settings.ts';
import {
  readBudget,
  readCooldown,
  readFalseAlarmMonths,
  readKeepHours,
  readQuietHours,
  readThreshold,
  readWeeklyDigest,
} from './quantity.ts';
import type { WrittenChannel, WrittenHashtag, WrittenWatchlist } from './schema.ts';
import type { Watchlist } from './watchlist.ts';

/** The channel that is there when none is configured. */
export const DEFAULT_CHANNEL_NAME = 'issues';

const DEFAULT_THRESHOLD_PERCENT_PER_HOUR = 10;

/** The watchlist with every default applied; `written` has passed every check. */
export function buildWatchlist(written: WrittenWatchlist): Watchlist {
  const configured = Object.entries(written.channels ?? {}).map(([name, channel]) =>
    buildChannel(name, channel),
  );
  const channels =
    configured.length > 0 ? configured : [buildChannel(DEFAULT_CHANNEL_NAME, { type: 'issue' })];
  const defaults = {
    rule: written.rule ?? 'both',
    sensitivity: readSensitivity(written.sensitivity ?? 'balanced'),
    thresholdPercentPerHour:
      written.threshold === undefined ? DEFAULT_THRESHOLD_PERCENT_PER_HOUR : readThreshold(written.threshold),
    cooldownHours: written.cooldown === undefined ? 0 : readCooldown(written.cooldown),
  } as const;
  const allChannels = channels.map((channel) => channel.name);
  return {
    timezone: written.timezone ?? 'UTC',
    ...(written.budget === undefined ? {} : { budgetCreditsPerMonth: readBudget(written.budget) }),
    rule: defaults.rule,
    sensitivity: defaults.sensitivity,
    thresholdPercentPerHour: defaults.thresholdPercentPerHour,
    channels,
    ...(written['quiet-hours'] === undefined ? {} : { quietHours: readQuietHours(written['quiet-hours']) }),
    ...(written['alerts-per-day'] === undefined ? {} : { alertsPerDay: written['alerts-per-day'] }),
    ...keptHours(written['keep-hours'] ?? '90 days'),
    ...(written['weekly-digest'] === undefined
      ? {}
      : { weeklyDigest: readWeeklyDigest(written['weekly-digest']) }),
    watches: written.hashtags.map((entry) =>
      buildWatch(typeof entry === 'object' ? entry : { name: entry }, defaults, allChannels),
    ),
  };
}

function keptHours(text: string): Pick<Watchlist, 'keepHoursDays'> {
  const days = readKeepHours(text);
  return days === undefined ? {} : { keepHoursDays: days };
}

type Defaults = Pick<Watch, 'rule' | 'sensitivity' | 'thresholdPercentPerHour' | 'cooldownHours'>;

function buildWatch(entry: WrittenHashtag, defaults: Defaults, allChannels: readonly string[]): Watch {
  const { threshold, group, note, labels, assignees } = entry;
  return {
    hashtag: hashtagOf(entry.name),
    thresholdPercentPerHour:
      threshold === undefined ? defaults.thresholdPercentPerHour : readThreshold(threshold),
    rule: entry.rule ?? defaults.rule,
    sensitivity: entry.sensitivity === undefined ? defaults.sensitivity : readSensitivity(entry.sensitivity),
    cooldownHours: entry.cooldown === undefined ? defaults.cooldownHours : readCooldown(entry.cooldown),
    notify: entry.notify === undefined ? allChannels : listOf(entry.notify),
    ...(group === undefined ? {} : { group }),
    ...(note === undefined ? {} : { note }),
    ...(labels === undefined ? {} : { labels: listOf(labels) }),
    ...(assignees === undefined ? {} : { assignees: listOf(assignees) }),
  };
}

function readSensitivity(written: string): Sensitivity | FalseAlarmBudget {
  if (written === 'early' || written === 'balanced' || written === 'quiet') return written;
  return { falseAlarmEveryMonths: readFalseAlarmMonths(written) };
}

function hashtagOf(written: string | number): string {
  const hashtag = normaliseHashtag(String(written));
  if (hashtag.kind === 'impossible')
    throw new Error(`The schema let a hashtag through that ${hashtag.reason}.`);
  return hashtag.name;
}

/** The channel's own type has picked the module, so a method may take any. */
interface ChannelBuilder {
  build(name: string, written: WrittenChannel): Channel;
}

function buildChannel(name: string, written: WrittenChannel): Channel {
  const builder: ChannelBuilder = CHANNELS[written.type];
  return builder.build(name, written);
}
