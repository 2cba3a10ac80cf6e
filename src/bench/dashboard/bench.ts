import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Event } from '../../alerts/log-event.ts';
import type { Reading } from '../../readings/reading.ts';
import { judgeRun } from '../../run/judge-run.ts';
import { HEALTH_DEFAULTS } from '../../settings/settings.ts';
import { EMPTY_STATE, type State } from '../../state/state.ts';
import { writeReading } from '../../store/record-lines.ts';
import { openStore } from '../../store/store.ts';
import { DAY_MS, HOUR_MS, isoUtc } from '../../text/time.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';
import { measureProcess } from '../measured-process.ts';
import { drawRuns } from './year.ts';

export interface DashboardBenchOptions {
  readonly hashtags: number;
  readonly days: number;
  readonly seed: number;
  /** Instant at which the record ends, ms: the command that is measured goes by the machine's clock. */
  readonly now: number;
  readonly progress: (text: string) => void;
}

/** What one making of the site took, and what a reader then loads; sizes in bytes, times in ms. */
export interface DashboardBench {
  readonly readings: number;
  readonly recordBytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly files: number;
  readonly siteBytes: number;
  /** What the first view loads, and what the largest hashtag's page adds, each compressed as web servers do. */
  readonly firstViewBytes: number;
  readonly hashtagBytes: number;
}

/** The runs that are judged as well, so that there are episodes and a state. */
const JUDGED_DAYS = 30;
const FIRST_VIEW = ['index.html', 'app.css', 'app.js', 'icon.svg', 'summary.js'];
const written = z.object({ files: z.number(), bytes: z.number() });

/** Makes up a record, and the site from it in a process of its own: the real `node src/main.ts dashboard`. */
export async function benchDashboard(options: DashboardBenchOptions): Promise<DashboardBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hashtag-radar-dashboard-'));
  try {
    const record = await writeRecord(folder, options);
    options.progress(`${record.readings} readings are recorded; the site is made`);
    const usage = await measureProcess({
      script: '../main.ts',
      args: ['dashboard', '--json'],
      folder,
      variables: {},
    });
    const { files, bytes } = written.parse(JSON.parse(usage.stdout));
    const site = join(folder, 'site');
    const page = ['page.js', 'hours.js', 'days.js'].map((piece) => join('hashtags', 'madeup1', piece));
    return {
      ...record,
      wallMs: usage.wallMs,
      cpuMs: usage.cpuMs,
      peakBytes: usage.peakBytes,
      files,
      siteBytes: bytes,
      firstViewBytes: await compressed(site, FIRST_VIEW),
      hashtagBytes: await compressed(site, page),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRecord(
  folder: string,
  { hashtags, days, seed, now }: DashboardBenchOptions,
): Promise<{ readonly readings: number; readonly recordBytes: number }> {
  const from = Math.floor(now / HOUR_MS) * HOUR_MS - days * DAY_MS;
  const names = Array.from({ length: hashtags }, (_, index) => `madeup${index}`);
  const watchlist = watchlistOf(names);
  await writeFile(join(folder, 'watchlist.yml'), watchlistText(names));
  let state: State = EMPTY_STATE;
  let readings = 0;
  let day = '';
  let lines: string[] = [];
  const events: Event[] = [];
  for (const run of drawRuns({ seed, hashtags, days, from })) {
    const at = run[0]?.at ?? 0;
    readings += run.length;
    if (isoUtc(at).slice(0, 10) !== day) {
      await writeDay(folder, day, lines);
      [day, lines] = [isoUtc(at).slice(0, 10), []];
    }
    lines.push(...run.map(writeReading));
    if (at < now - JUDGED_DAYS * DAY_MS) continue;
    const outcome = judgeRun(state, {
      now: at,
      watchlist,
      scope: 'all',
      samples: run.map(sampleOf),
      failures: [],
      credits: { used: 2 * run.length },
    });
    state = { ...outcome.state, outbox: [] };
    events.push(...outcome.events);
  }
  await writeDay(folder, day, lines);
  await openStore(join(folder, 'data')).write({ state, readings: [], events });
  return { readings, recordBytes: await recordBytes(folder, from, now) };
}

function sampleOf({ hashtag, at, views }: Reading): {
  readonly hashtag: string;
  readonly at: number;
  readonly views: number;
} {
  return { hashtag, at, views };
}

async function writeDay(folder: string, day: string, lines: readonly string[]): Promise<void> {
  if (day === '') return;
  await mkdir(dirname(dayFile(folder, day)), { recursive: true });
  await writeFile(dayFile(folder, day), `${lines.join('\n')}\n`);
}

async function recordBytes(folder: string, from: number, now: number): Promise<number> {
  let bytes = 0;
  for (let at = from; at <= now; at += DAY_MS) {
    bytes += (await stat(dayFile(folder, isoUtc(at).slice(0, 10))).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}

function dayFile(folder: string, day: string): string {
  return join(folder, 'data', 'samples', `${day.replaceAll('-', '/')}.ndjson`);
}

async function compressed(site: string, paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => readFile(join(site, path))));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0);
}

function watchlistText(names: readonly string[]): string {
  const entries = names.map((name, index) => `  - { name: ${name}, group: group ${index % 5} }\n`);
  return `hashtags:\n${entries.join('')}`;
}

function watchlistOf(names: readonly string[]): Watchlist {
  const rules = { rule: 'both', sensitivity: 'balanced', thresholdPercentPerHour: 10 } as const;
  return {
    timezone: 'UTC',
    ...rules,
    channels: [{ type: 'issue', name: 'issues', labels: [], assignees: [] }],
    health: HEALTH_DEFAULTS,
    watches: names.map((hashtag) => ({ hashtag, ...rules, cooldownHours: 0, notify: [] })),
  };
}
