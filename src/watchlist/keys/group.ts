import { z } from 'zod';
import { text } from '../../channels/channel/fields.ts';
import type { Watch } from '../../settings/settings.ts';
import { GROUP_KEYS } from './hashtag-keys.ts';
import { type Keys, readKeys, shapeOf } from './key.ts';

/** Settings that several hashtags share. */
export interface Group {
  readonly name: string;
  /** Those that are written. */
  readonly settings: Partial<Watch>;
  /** The same as the file writes them. */
  readonly text: string;
}

export const groupName = text(60);
export const groupSchema = z.strictObject(shapeOf(GROUP_KEYS));

/** The groups in the file's order. */
export function readGroups(written: Readonly<Record<string, z.infer<typeof groupSchema>>>): readonly Group[] {
  return Object.entries(written).map(([name, own]) => {
    const settings = readKeys<Watch>(GROUP_KEYS, own);
    return { name, settings, text: groupText(own, settings) };
  });
}

/** Each key writes the field that it has read itself. */
function groupText(own: object, settings: Partial<Watch>): string {
  const parts = Object.entries(GROUP_KEYS as Keys<Partial<Watch>>).flatMap(([key, { write }]) =>
    key in own ? [`${key}: ${write(settings, [])}`] : [],
  );
  return `{ ${parts.join(', ')} }`;
}
