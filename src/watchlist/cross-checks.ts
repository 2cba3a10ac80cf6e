import { normaliseHashtag } from '../readings/hashtag.ts';
import { DATA_BRANCH_PATTERN, dataBranchIn } from '../settings/data-branch.ts';
import type { Advice } from './advice/advice.ts';
import { quoted } from './advice/advice.ts';
import { nearest } from './advice/nearest.ts';
import { DEFAULT_CHANNEL_NAME } from './keys/channel.ts';
import { type Finding, lineOf, type SourceText } from './problem.ts';
import type { Place } from './tree.ts';

/** Lines named in one message; a hashtag can be listed thousands of times. */
const LINES_TOLD_MAX = 5;

/** What needs two places of the file at once: hashtags listed twice, channels that are named but not configured. */
export function crossFindings(root: Place, text: string): readonly Finding[] {
  const entries = root.entries?.get('hashtags')?.value.items ?? [];
  const groups = root.entries?.get('groups')?.value;
  const settings = [...entries, ...[...(groups?.entries?.values() ?? [])].map(({ value }) => value)];
  return [
    ...doubleHashtags(entries),
    ...unknownChannels(root, settings),
    ...noChannels(root),
    ...unknownGroups(groups, entries),
    ...currencies(root),
    ...hiddenDataBranch(root, text),
  ];
}

function doubleHashtags(entries: readonly Place[]): readonly Finding[] {
  const places = new Map<string, Place[]>();
  for (const entry of entries) {
    const place = entry.entries?.get('name')?.value ?? entry;
    if (typeof place.value !== 'string' && typeof place.value !== 'number') continue;
    const hashtag = normaliseHashtag(String(place.value));
    if (hashtag.kind === 'impossible') continue;
    places.set(hashtag.name, [...(places.get(hashtag.name) ?? []), place].slice(0, LINES_TOLD_MAX + 1));
  }
  return [...places].flatMap(([name, [first, second, ...more]]) =>
    first === undefined || second === undefined
      ? []
      : [
          {
            start: second.start,
            end: second.end,
            tell: (source) => doubleAdvice(name, [first, second, ...more], source),
          },
        ],
  );
}

function doubleAdvice(name: string, places: readonly Place[], source: SourceText): Advice {
  const lines = places.slice(0, LINES_TOLD_MAX).map((place) => String(lineOf(source, place.start)));
  const last = places.length > LINES_TOLD_MAX ? 'more' : lines.pop();
  const times =
    places.length === 2 ? 'twice' : `${places.length > LINES_TOLD_MAX ? 'more than 5' : places.length} times`;
  const spellings = new Set(places.map((place) => quoted(place.value)));
  const same = spellings.size > 1 ? ` (${[...spellings].join(' and ')} are the same hashtag)` : '';
  return {
    message: `${quoted(name)} is listed ${times}, lines ${lines.join(', ')} and ${last}`,
    remedy: `keep one of them${same}`,
  };
}

function unknownChannels(root: Place, entries: readonly Place[]): readonly Finding[] {
  const channels = root.entries?.get('channels')?.value;
  if (channels !== undefined && channels.entries === undefined) return [];
  const names = [...(channels?.entries?.keys() ?? [DEFAULT_CHANNEL_NAME])];
  const known = new Set(names);
  const health = root.entries?.get('health')?.value;
  return [...entries, ...(health === undefined ? [] : [health])].flatMap((entry) => {
    const notify = entry.entries?.get('notify')?.value;
    const told = notify === undefined ? [] : (notify.items ?? [notify]);
    return told
      .filter((place) => typeof place.value === 'string' && place.value !== '' && !known.has(place.value))
      .map((place) => ({
        start: place.start,
        end: place.end,
        tell: () => unknownChannelAdvice(place.value, names),
      }));
  });
}

function unknownChannelAdvice(name: unknown, names: readonly string[]): Advice {
  const near = nearest(String(name), names);
  const listed = names.slice(0, 10).map(quoted).join(', ');
  return {
    message: `there is no channel ${quoted(name)}`,
    remedy:
      near === undefined
        ? `configure it under \`channels:\`; so far there is ${listed || 'none'}`
        : `did you mean \`${near}\`?`,
  };
}

function noChannels(root: Place): readonly Finding[] {
  const channels = root.entries?.get('channels')?.value;
  if (channels?.entries === undefined || channels.entries.size > 0) return [];
  const advice = {
    message: '`channels` lists none',
    remedy: 'delete the key: alerts then go to GitHub issues',
  };
  return [{ start: channels.start, end: channels.end, tell: () => advice }];
}

/** A group that nobody has set up is a heading; one that is almost called like one that is, is a slip of the pen. */
function unknownGroups(groups: Place | undefined, entries: readonly Place[]): readonly Finding[] {
  const names = [...(groups?.entries?.keys() ?? [])];
  return entries.flatMap((entry) => {
    const place = entry.entries?.get('group')?.value;
    if (typeof place?.value !== 'string' || names.includes(place.value)) return [];
    const near = nearest(place.value, names);
    if (near === undefined) return [];
    const advice = {
      message: `there is no group ${quoted(place.value)}`,
      remedy: `did you mean \`${near}\`?`,
    };
    return [{ start: place.start, end: place.end, tell: () => advice }];
  });
}

/** A budget in one currency, and a price in another: the budget cannot be reckoned in credits. */
function currencies(root: Place): readonly Finding[] {
  const budget = root.entries?.get('budget')?.value;
  const price = root.entries?.get('credit-price')?.value;
  const paid = signOf(budget?.value);
  if (budget === undefined || paid === undefined) return [];
  const priced = price === undefined ? '$' : signOf(price.value);
  if (priced === undefined || priced === paid) return [];
  const advice = {
    message: `the budget is in ${paid}, and the price of a credit is in ${priced}`,
    remedy: `add what a credit costs you in ${paid}, for example \`credit-price: ${paid}0.01\``,
  };
  return [{ start: budget.start, end: budget.end, tell: () => advice }];
}

/** Where the record is has to be known before YAML can be read. */
function hiddenDataBranch(root: Place, text: string): readonly Finding[] {
  const branch = root.entries?.get('data-branch')?.value;
  if (typeof branch?.value !== 'string' || !DATA_BRANCH_PATTERN.test(branch.value)) return [];
  if (dataBranchIn(text) === branch.value) return [];
  const advice = {
    message: '`data-branch` does not stand in a line of its own',
    remedy: `write it at the beginning of a line: \`data-branch: ${branch.value}\``,
  };
  return [{ start: branch.start, end: branch.end, tell: () => advice }];
}

function signOf(value: unknown): string | undefined {
  return typeof value === 'string' ? /^[$€£]/.exec(value)?.[0] : undefined;
}
