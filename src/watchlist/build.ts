import type { Watch } from '../settings/settings.ts';
import { readChannels } from './keys/channel.ts';
import { FILE_KEYS } from './keys/file-keys.ts';
import { GROUP_KEYS, HASHTAG_KEYS } from './keys/hashtag-keys.ts';
import { readKeys, withStandards } from './keys/key.ts';
import type { WrittenHashtag, WrittenWatchlist } from './schema.ts';
import type { Watchlist } from './watchlist.ts';

/** The watchlist with every default applied; `written` has passed every check. */
export function buildWatchlist(written: WrittenWatchlist): Watchlist {
  const all = withStandards(FILE_KEYS, written);
  const file = complete({ channels: readChannels({}), ...readKeys<Watchlist>(FILE_KEYS, all) }, FILE_FIELDS);
  const inherited: Partial<Watch> = {
    notify: file.channels.map(({ name }) => name),
    ...readKeys<Watch>(SHARED_KEYS, all),
  };
  const groups = new Map(file.groups?.map(({ name, settings }) => [name, settings]));
  const watches = written.hashtags.map((entry) => {
    const own = typeof entry === 'object' ? entry : { name: entry };
    return buildWatch(own, { ...inherited, ...(own.group !== undefined && groups.get(own.group)) });
  });
  return { ...file, ...creditsOf(file), watches };
}

/** What the budget comes to in credits. A price that is a decimal fraction must not cost the last credit. */
function creditsOf({ budget, creditPrice }: Partial<Watchlist>): Pick<Watchlist, 'budgetCreditsPerMonth'> {
  if (budget === undefined) return {};
  if ('credits' in budget) return { budgetCreditsPerMonth: budget.credits };
  const { amount, credits } = creditPrice ?? { amount: 0.01, credits: 1 };
  return { budgetCreditsPerMonth: Math.floor((budget.amount * credits) / amount + 1e-6) };
}

/** The keys that a hashtag takes from the file where it has none of its own. */
const SHARED_KEYS = Object.fromEntries(Object.entries(GROUP_KEYS).filter(([name]) => name in FILE_KEYS));

function buildWatch(entry: WrittenHashtag, inherited: Partial<Watch>): Watch {
  return complete({ ...inherited, ...readKeys<Watch>(HASHTAG_KEYS, entry) }, WATCH_FIELDS);
}

const FILE_FIELDS = ['timezone', 'rule', 'sensitivity', 'thresholdPercentPerHour', 'health'] as const;
const WATCH_FIELDS = [
  'hashtag',
  'rule',
  'sensitivity',
  'thresholdPercentPerHour',
  'cooldownHours',
  'notify',
] as const;

/** The standards of the keys have filled these fields. */
function complete<Part extends object, Field extends keyof Part>(
  part: Part,
  fields: readonly Field[],
): Part & { readonly [Own in Field]-?: Exclude<Part[Own], undefined> } {
  const missing = fields.find((field) => part[field] === undefined);
  if (missing !== undefined) throw new Error(`No key of the watchlist sets ${String(missing)}.`);
  return part as Part & { readonly [Own in Field]-?: Exclude<Part[Own], undefined> };
}
