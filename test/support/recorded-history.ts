import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateRecord } from '../../src/bench/detection/synthetic/generate.ts';
import type { Reading } from '../../src/readings/reading.ts';
import { inferStep } from '../../src/readings/step.ts';
import { writeReading } from '../../src/store/record-lines.ts';
import { isoUtc } from '../../src/text/time.ts';

/** Readings of a seeded synthetic record in the order of their time, hashtags `synthetic0`, `synthetic1`, … */
export function syntheticReadings(size: {
  readonly seed: number;
  readonly hashtags: number;
  readonly days: number;
}): readonly Reading[] {
  return generateRecord({ ...size, everyHours: 1 })
    .exact.flatMap(({ hashtag, at, views }) =>
      [...at].map((instant, index) => {
        const count = views[index] ?? 0;
        return { at: Math.floor(instant / 1000) * 1000, hashtag, views: count, step: inferStep(count) };
      }),
    )
    .toSorted((a, b) => a.at - b.at);
}

/** Writes readings into `folder`/data/samples as runs record them. */
export async function writeHistory(folder: string, readings: readonly Reading[]): Promise<void> {
  const days = Map.groupBy(readings, ({ at }) => isoUtc(at).slice(0, 10).replaceAll('-', '/'));
  for (const [day, group] of days) {
    const path = join(folder, 'data', 'samples', `${day}.ndjson`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, group.map((reading) => `${writeReading(reading)}\n`).join(''));
  }
}
