import type { FalseAlarmBudget, Sensitivity } from '../core/breakout/settings.ts';
import { normaliseHashtag } from '../core/reading/hashtag.ts';
import type { Channel, Watch, Watchlist } from '../core/watchlist.ts';
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

function buildChannel(name: string, channel: WrittenChannel): Channel {
  switch (channel.type) {
    case 'issue':
      return {
        type: channel.type,
        name,
        labels: listOf(channel.labels),
        assignees: listOf(channel.assignees),
      };
    case 'slack':
      return { type: channel.type, name, urlEnv: channel['url-env'] ?? 'SLACK_WEBHOOK_URL' };
    case 'discord':
      return { type: channel.type, name, urlEnv: channel['url-env'] ?? 'DISCORD_WEBHOOK_URL' };
    case 'teams':
      return { type: channel.type, name, urlEnv: channel['url-env'] ?? 'TEAMS_WEBHOOK_URL' };
    case 'telegram':
      return {
        type: channel.type,
        name,
        tokenEnv: channel['token-env'] ?? 'TELEGRAM_BOT_TOKEN',
        chat: String(channel.chat),
      };
    case 'email': {
      const { to, from } = channel;
      return { type: channel.type, name, smtpEnv: channel['smtp-env'] ?? 'SMTP_URL', to: listOf(to), from };
    }
    case 'webhook': {
      const urlEnv = channel['url-env'] ?? 'ALERT_WEBHOOK_URL';
      return { type: channel.type, name, urlEnv, secretEnv: channel['secret-env'] ?? 'ALERT_WEBHOOK_SECRET' };
    }
  }
}

/** One or many as a list without doubles. */
function listOf(written: string | readonly string[] | undefined): readonly string[] {
  return [...new Set(typeof written === 'string' ? [written] : (written ?? []))];
}
