import type { Finding } from './problem.ts';
import type { Place } from './tree.ts';

/**
 * What the grammar already takes but this version does not act on. Building a capability deletes its line here; with a
 * `value`, only that value of the key is without effect.
 */
const NOT_YET: readonly { readonly key: string; readonly value?: string }[] = [
  { key: 'type', value: 'slack' },
  { key: 'type', value: 'discord' },
  { key: 'type', value: 'teams' },
  { key: 'type', value: 'telegram' },
];

/** One warning for each line of the table that the file uses, at the first place. */
export function notYetFindings(root: Place): readonly Finding[] {
  const uses = usesOf(root);
  return NOT_YET.flatMap(({ key, value }) => {
    const used = uses.filter((use) => use.key === key && (value === undefined || use.value.value === value));
    const [first] = used;
    if (first === undefined) return [];
    const what = value === undefined ? `\`${key}\`` : `\`${key}: ${value}\``;
    const often = used.length > 1 ? ` (here and ${used.length - 1} more)` : '';
    const message = `${what} is understood but has no effect in this version${often}`;
    const { start, end } = first.value;
    return [{ start, end, tell: () => ({ message, remedy: remedyFor(key) }) }];
  });
}

function remedyFor(key: string): string {
  if (key === 'type')
    return 'keep it for later versions; until then configure a channel of type `issue` or `webhook` too';
  return 'it can stay for later versions';
}

interface Use {
  readonly key: string;
  readonly value: Place;
}

/** Every key of the file's settings with its value: those at the top, of the channels, of the hashtags. */
function usesOf(root: Place): readonly Use[] {
  const channels = [...(root.entries?.get('channels')?.value.entries?.values() ?? [])].map(
    (entry) => entry.value,
  );
  const hashtags = root.entries?.get('hashtags')?.value.items ?? [];
  return [root, ...channels, ...hashtags].flatMap((place) =>
    [...(place.entries ?? [])].map(([key, entry]) => ({ key, value: entry.value })),
  );
}
