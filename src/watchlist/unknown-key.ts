import type { Advice } from './advice/advice.ts';
import { quoted } from './advice/advice.ts';
import { nearest } from './advice/nearest.ts';
import { exampleOf, isChannelType, knownKeys } from './schema-text.ts';

/** Keys by which people try to write a secret into the file. */
const SECRET_KEY = /url|uri|webhook|hook|token|secret|passw|api.?key|^key$|smtp/i;

/** Keys of other tools that mean one of ours. */
const SYNONYMS: Readonly<Record<string, string>> = {
  tags: 'hashtags',
  tz: 'timezone',
  watch: 'hashtags',
  tag: 'name',
  interval: 'every',
  price: 'credit-price',
};

/** What an unknown key at `path` probably stands for; `settings` is the mapping it stands in. */
export function unknownKeyAdvice(key: string, path: readonly PropertyKey[], settings: unknown): Advice {
  const known = knownKeys(path, settings);
  const message = `${quoted(key)} is not a key of ${ownerName(path, settings)}`;
  const free = known.filter((word) => !Object.hasOwn(Object(settings), word));
  const likely = nearest(key, free) ?? synonymOf(key) ?? nearest(key, known);
  if (likely !== undefined && known.includes(likely)) {
    const already = free.includes(likely) ? '' : ' That one is set already.';
    return { message, remedy: `did you mean \`${likely}\`?${already}` };
  }
  if (SECRET_KEY.test(key)) return { message, remedy: secretRemedy(key, known, settings) };
  if (path[0] === 'hashtags' && Object.keys(Object(settings)).length === 1) {
    return { message, remedy: `write \`- name: ${quoted(key).slice(1)} and its settings below` };
  }
  const elsewhere = exampleOf(key) === '' ? '' : `${quoted(key)} belongs elsewhere; `;
  return { message, remedy: `${elsewhere}keys here are ${known.map(quoted).join(', ')}` };
}

function ownerName(path: readonly PropertyKey[], settings: unknown): string {
  if (path.length === 0) return 'a watchlist';
  if (path[0] === 'hashtags') return 'a hashtag';
  if (path[0] === 'groups') return 'a group';
  const { type } = Object(settings);
  return isChannelType(type) ? `a channel of type \`${type}\`` : 'a channel';
}

function secretRemedy(key: string, known: readonly string[], settings: unknown): string {
  const named = known.filter((word) => word.endsWith('-env'));
  const fitting = named.find((word) => key.toLowerCase().includes(word.slice(0, -4))) ?? named[0];
  return fitting === undefined
    ? 'a secret never stands in this file: put it in the repository secrets'
    : `put the address in a repository secret and its NAME here: \`${exampleOf(fitting, settings)}\``;
}

/** A key such as `constructor` is no synonym, though every object has one. */
function synonymOf(key: string): string | undefined {
  const name = key.toLowerCase();
  return Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
}
