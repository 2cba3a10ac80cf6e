import { FILE_KEYS } from './keys/file-keys.ts';
import { HASHTAG_KEYS } from './keys/hashtag-keys.ts';
import type { Keys } from './keys/key.ts';

/**
 * docs/watchlist.md with its tables of keys written again from the keys themselves. Each stands between two comments that
 * name it: `<!-- keys of the file -->` … `<!-- end of the table -->`.
 *
 * @throws {RangeError} for a page without such a place
 */
export function withKeyTables(page: string): string {
  return Object.entries(TABLES).reduce((text, [title, keys]) => {
    const [mark, end] = [`<!-- ${title} -->\n`, '<!-- end of the table -->'];
    const start = text.indexOf(mark);
    const stop = text.indexOf(end, start);
    if (start < 0 || stop < 0) throw new RangeError(`docs/watchlist.md has no place for the ${title}.`);
    return `${text.slice(0, start + mark.length)}${tableOf(keys)}${text.slice(stop)}`;
  }, page);
}

const TABLES: Readonly<Record<string, object>> = {
  'keys of the file': FILE_KEYS,
  'keys of a hashtag': HASHTAG_KEYS,
};

function tableOf(keys: object): string {
  const entries = Object.entries(keys as Keys<unknown>);
  const needed = entries.filter(([, { required }]) => required);
  const rows = [...needed, ...entries.filter(([, { required }]) => !required)].map(
    ([name, { page }]) => `| \`${name}\` | ${page.standard} | ${page.meaning} |`,
  );
  return `${['| key | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')}\n`;
}
