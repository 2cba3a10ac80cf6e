import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pageFiles } from '../../src/dashboard/page/files.ts';
import type { Summary } from '../../src/dashboard/schema/site.ts';
import {
  type Cast,
  compareOf,
  daysOf,
  discoveriesOf,
  fileOf,
  healthOf,
  hoursOf,
  pageOf,
  summaryOf,
} from './made-up-pieces.ts';

/** Writes the page with made-up pieces beside it. @returns its folder, which the caller removes */
export async function writeMadeUpSite(
  cast: readonly Cast[],
  origin: Summary['origin'] = 'real',
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'site-'));
  const files = await pageFiles({
    headline: 'Made up & <tested>',
    description: 'Made up.',
    origin,
    atom: 'breakouts.atom',
    jsonFeed: 'breakouts.json',
  });
  const pieces: readonly (readonly [string, unknown])[] = [
    ['summary', summaryOf(cast, origin)],
    ['compare', compareOf(cast)],
    ['health', healthOf(cast)],
    ['discoveries', discoveriesOf(cast)],
    ...cast.flatMap((one, index): readonly (readonly [string, unknown])[] => [
      [`hashtags/${fileOf(index)}/page`, pageOf(one, index)],
      [`hashtags/${fileOf(index)}/hours`, hoursOf(one, index, 90)],
      [`hashtags/${fileOf(index)}/days`, daysOf(one, index, 200)],
    ]),
  ];
  const texts = pieces.map(([name, value]) => ({
    path: `${name}.js`,
    content: pieceScript(name, JSON.stringify(value)),
  }));
  for (const { path, content } of [...files, ...texts]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** A piece as a script: src/dashboard/schema/site.ts says how it loads. */
export function pieceScript(name: string, json: string): string {
  return `hashtagRadar.take('${name}',${JSON.stringify(json)})\n`;
}
