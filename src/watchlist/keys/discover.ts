import { z } from 'zod';
import type { Settings } from '../../settings/settings.ts';
import { quoted } from '../advice/advice.ts';
import type { Key } from './key.ts';

const schema = z.enum(['digest', 'issues']);

/** Whether each discovery gets an issue. */
export const DISCOVER: Key<typeof schema, Pick<Settings, 'discover'>> = {
  schema,
  examples: ['issues'],
  about: 'Where discoveries go: into the weekly digest, or into an issue each as well.',
  page: {
    standard: '`digest`',
    meaning:
      '`issues`: each [discovery](discovery.md) gets an issue as well, in which a label opens the pull request that watches it. `digest`: none does.',
  },
  read: (written) => ({ discover: written }),
  write: ({ discover }) => discover,
  advise: (text) => ({
    message: `\`discover\` is ${quoted(text)}, not \`digest\` or \`issues\``,
    remedy: 'write `discover: issues` for an issue about each discovery, or delete the line',
  }),
};
