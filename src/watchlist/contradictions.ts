import type { Watch } from '../settings/settings.ts';
import { formatHours } from '../text/numbers.ts';
import type { Advice } from './advice/advice.ts';
import { quoted } from './advice/advice.ts';
import { invisibleAdvice } from './advice/invisible.ts';
import type { Finding } from './problem.ts';
import { clockText } from './quantity/quantity.ts';
import { fixedZoneAdvice } from './quantity/timezone.ts';
import type { Place } from './tree.ts';
import type { Watchlist } from './watchlist.ts';

/** Settings of a valid watchlist that work against each other: warnings, each at the setting to change. */
export function contradictionFindings(root: Place, watchlist: Watchlist): readonly Finding[] {
  return [
    ...at(settingAt(root, 'timezone'), fixedZoneAdvice(watchlist.timezone)),
    ...at(settingAt(root, 'quiet-hours'), quietHoursAdvice(watchlist)),
    ...at(settingAt(root, 'weekly-digest'), weeklyDigestAdvice(watchlist)),
    ...at(keyAt(root, 'hashtags'), nobodyAdvice(watchlist)),
    ...idleChannels(root, watchlist),
    ...idleSettings(root, watchlist),
    ...idleGroups(root, watchlist),
    ...unseenInLabels(root),
  ];
}

function quietHoursAdvice({ quietHours }: Watchlist): Advice | undefined {
  if (quietHours === undefined) return undefined;
  const { startMinute, endMinute } = quietHours;
  const minutes = (endMinute - startMinute + 1440) % 1440;
  if (minutes <= 720) return undefined;
  return {
    message: `alerts are held back for ${formatHours(minutes / 60)} of 24 hours`,
    remedy: `if the other hours were meant, swap the two times: \`${clockText(endMinute)}-${clockText(startMinute)}\``,
  };
}

function weeklyDigestAdvice({ quietHours, weeklyDigest }: Watchlist): Advice | undefined {
  if (quietHours === undefined || weeklyDigest === undefined) return undefined;
  const { startMinute, endMinute } = quietHours;
  const length = (endMinute - startMinute + 1440) % 1440;
  if ((weeklyDigest.minute - startMinute + 1440) % 1440 >= length) return undefined;
  return {
    message: `the weekly digest falls into the quiet hours, so it waits until ${clockText(endMinute)}`,
    remedy: 'give it a time outside of them',
  };
}

function nobodyAdvice({ watches }: Watchlist): Advice | undefined {
  if (watches.some(({ notify }) => notify.length > 0)) return undefined;
  return {
    message: 'nobody is notified of any alert: every hashtag has `notify: []`',
    remedy: 'delete `notify` where somebody should hear of it',
  };
}

function idleChannels(root: Place, { channels, watches }: Watchlist): readonly Finding[] {
  const told = new Set(watches.flatMap(({ notify }) => notify));
  if (told.size === 0) return [];
  return channels
    .filter(({ name }) => !told.has(name))
    .flatMap(({ name }) =>
      at(keyAt(settingAt(root, 'channels'), name), {
        message: `no hashtag tells the channel ${quoted(name)}`,
        remedy: 'add it to the `notify` of a hashtag, or delete it',
      }),
    );
}

/** Groups that no hashtag is in. */
function idleGroups(root: Place, { groups = [], watches }: Watchlist): readonly Finding[] {
  const used = new Set(watches.map(({ group }) => group));
  return groups
    .filter(({ name }) => !used.has(name))
    .flatMap(({ name }) =>
      at(keyAt(settingAt(root, 'groups'), name), {
        message: `no hashtag is in the group ${quoted(name)}`,
        remedy: `write \`group: ${name}\` at its hashtags, or delete it`,
      }),
    );
}

/** Settings of a rule that is not asked, and of issues that are never opened. */
function idleSettings(root: Place, watchlist: Watchlist): readonly Finding[] {
  const entries = settingAt(root, 'hashtags')?.items ?? [];
  const issueChannels = new Set(
    watchlist.channels.filter(({ type }) => type === 'issue').map(({ name }) => name),
  );
  return watchlist.watches.flatMap((watch, index) =>
    idleKeys(watch, issueChannels).flatMap(([key, why]) =>
      at(keyAt(entries[index], key), {
        message: `\`${key}\` has no effect here: ${why}`,
        remedy:
          key === 'labels' || key === 'assignees'
            ? 'tell a channel of type `issue` too'
            : 'delete it, or set `rule: both`',
      }),
    ),
  );
}

function idleKeys(
  { rule, notify }: Watch,
  issueChannels: ReadonlySet<string>,
): readonly (readonly [key: string, why: string])[] {
  const opensIssues = notify.some((name) => issueChannels.has(name));
  const noIssue = 'none of its channels opens issues';
  return [
    ...(rule === 'classic'
      ? [['sensitivity', 'it belongs to the rule `breakout`, and the rule is `classic`'] as const]
      : []),
    ...(rule === 'breakout'
      ? [['threshold', 'it belongs to the rule `classic`, and the rule is `breakout`'] as const]
      : []),
    ...(opensIssues ? [] : [['labels', noIssue] as const, ['assignees', noIssue] as const]),
  ];
}

/** GitHub would make a second label that looks like the first. */
function unseenInLabels(root: Place): readonly Finding[] {
  const channels = [...(settingAt(root, 'channels')?.entries?.values() ?? [])].map(({ value }) => value);
  const owners = [...channels, ...(settingAt(root, 'hashtags')?.items ?? [])];
  return owners.flatMap((owner) => {
    const labels = settingAt(owner, 'labels');
    return (labels?.items ?? [labels]).flatMap((label) => at(label, invisibleAdvice(label?.value)));
  });
}

function settingAt(place: Place | undefined, key: string): Place | undefined {
  return place?.entries?.get(key)?.value;
}

function keyAt(place: Place | undefined, key: string): Place | undefined {
  return place?.entries?.get(key)?.key;
}

/** A finding at a place; none where the place is not written, or nothing is to be said. */
function at(place: Place | undefined, advice: Advice | undefined): readonly Finding[] {
  if (place === undefined || advice === undefined) return [];
  return [{ start: place.start, end: place.end, tell: () => advice }];
}
