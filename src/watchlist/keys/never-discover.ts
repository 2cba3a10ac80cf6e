import { z } from 'zod';
import type { Settings } from '../../settings/settings.ts';
import { adviseName, hashtagOf, name } from './hashtag-keys.ts';
import { type Key, listText } from './key.ts';

/** Most hashtags that may be excluded from discoveries. */
const NEVER_MAX = 1_000;

const schema = z.array(name).max(NEVER_MAX);

/** The hashtags that are never proposed. */
export const NEVER_DISCOVER: Key<typeof schema, Pick<Settings, 'neverDiscover'>> = {
  schema,
  examples: [['giveaway', 'foodie']],
  about: 'Hashtags that are never proposed as a discovery.',
  page: {
    standard: 'none',
    meaning:
      'Hashtags that are never proposed as a [discovery](discovery.md): `[giveaway, foodie]`, at most 1,000. #fyp and its kind are left out anyway.',
  },
  read: (written) => ({ neverDiscover: written.map(hashtagOf) }),
  write: ({ neverDiscover }) => neverDiscover && listText(neverDiscover),
  advise: adviseName,
};
