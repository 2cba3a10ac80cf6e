import type { Channel } from '../channels/registry.ts';
import type { SensitivitySetting, Watch } from '../settings/settings.ts';
import type { Watchlist } from './watchlist.ts';

/** Settings by key, each as the file would write its value. What is not set is left out. */
export type WrittenSettings = ReadonlyMap<string, string>;

/** The settings of a whole watchlist, its channels as `channels.name`; without its hashtags. */
export function fileSettings(watchlist: Watchlist): WrittenSettings {
  const { timezone, budgetCreditsPerMonth: budget, quietHours, alertsPerDay, channels } = watchlist;
  const { keepHoursDays, weeklyDigest } = watchlist;
  return settingsOf([
    ['timezone', timezone],
    ['budget', budget === undefined ? undefined : `${budget} credits/month`],
    ...rules(watchlist),
    ['quiet-hours', quietHours && `${clock(quietHours.startMinute)}-${clock(quietHours.endMinute)}`],
    ['alerts-per-day', alertsPerDay === undefined ? undefined : String(alertsPerDay)],
    ['keep-hours', keepHoursDays === undefined ? 'forever' : `${keepHoursDays} days`],
    ['weekly-digest', weeklyDigest && `${WEEKDAYS[weeklyDigest.weekday]} ${clock(weeklyDigest.minute)}`],
    ...channels.map((channel): Written => [`channels.${channel.name}`, channelSettings(channel)]),
  ]);
}

/** The settings in force for one hashtag. */
export function watchSettings(watch: Watch, { channels }: Watchlist): WrittenSettings {
  const isEverybody =
    watch.notify.length === channels.length && channels.every(({ name }) => watch.notify.includes(name));
  return settingsOf([
    ...rules(watch),
    ['cooldown', `${watch.cooldownHours} h`],
    ['notify', isEverybody ? 'all channels' : list(watch.notify)],
    ['group', watch.group],
    ['note', watch.note],
    ['labels', watch.labels && list(watch.labels)],
    ['assignees', watch.assignees && list(watch.assignees)],
  ]);
}

/** A sensitivity as the file writes it. */
export function writtenSensitivity(sensitivity: SensitivitySetting): string {
  if (typeof sensitivity === 'string') return sensitivity;
  if ('score' in sensitivity) return `score ${sensitivity.score}`;
  const { falseAlarmEveryMonths: months } = sensitivity;
  return `1 false alarm in ${months} ${months === 1 ? 'month' : 'months'}`;
}

type Written = readonly [key: string, value: string | undefined];

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

function rules(of: Pick<Watch, 'rule' | 'sensitivity' | 'thresholdPercentPerHour'>): readonly Written[] {
  return [
    ['rule', of.rule],
    ['threshold', `${of.thresholdPercentPerHour} %/h`],
    ['sensitivity', writtenSensitivity(of.sensitivity)],
  ];
}

/** Names of secrets are no secrets; the grammar lets nothing else stand there. */
function channelSettings({ name: _, ...settings }: Channel): string {
  const parts = Object.entries(settings)
    .filter(([, value]) => value.length > 0)
    .map(([key, value]) => `${wordOf(key)}: ${typeof value === 'string' ? value : list(value)}`);
  return `{ ${parts.join(', ')} }`;
}

/** `urlEnv` → `url-env`. */
function wordOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function settingsOf(written: readonly Written[]): WrittenSettings {
  return new Map(written.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

function list(names: readonly string[]): string {
  return `[${names.join(', ')}]`;
}

function clock(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
