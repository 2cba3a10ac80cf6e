import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { LabelledSeries, Segment } from './series.ts';

const instantPair = z.tuple([z.string(), z.string()]);
const labelsSchema = z.array(
  z.object({
    tag: z.string(),
    segment: instantPair,
    events: z.array(z.object({ onset: z.string(), peak: z.string(), end: z.string() })),
    ambiguous: z.array(instantPair),
  }),
);

/** Reads a record of `time,hashtag,views` (gzip) and its labels; series come in the order of the labels' first mention. */
export function readLabelledRecord(viewsPath: string, labelsPath: string): LabelledSeries[] {
  const columns = readColumns(viewsPath);
  const segments = readSegments(labelsPath);
  return [...columns.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([hashtag, { at, views }]) => ({
      hashtag,
      at: Float64Array.from(at),
      views: Float64Array.from(views),
      segments: segments.get(hashtag) ?? [],
    }));
}

function readColumns(path: string): Map<string, { at: number[]; views: number[] }> {
  const columns = new Map<string, { at: number[]; views: number[] }>();
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  for (const line of text.split('\n').slice(1)) {
    const [time, hashtag, views] = line.split(',');
    if (time === undefined || hashtag === undefined || views === undefined) continue;
    let column = columns.get(hashtag);
    if (column === undefined) {
      column = { at: [], views: [] };
      columns.set(hashtag, column);
    }
    column.at.push(Date.parse(time));
    column.views.push(Number(views));
  }
  return columns;
}

function readSegments(path: string): Map<string, Segment[]> {
  const segments = new Map<string, Segment[]>();
  for (const label of labelsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))) {
    const list = segments.get(label.tag) ?? [];
    list.push({
      from: Date.parse(label.segment[0]),
      to: Date.parse(label.segment[1]),
      events: label.events.map((event) => ({
        onset: Date.parse(event.onset),
        peak: Date.parse(event.peak),
        end: Date.parse(event.end),
      })),
      ambiguous: label.ambiguous.map(([from, to]) => ({ from: Date.parse(from), to: Date.parse(to) })),
    });
    segments.set(label.tag, list);
  }
  return segments;
}
