import { createSinks, variablesToRedact } from '../channels/registry.ts';
import { readEnvironment } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { type Rehearsal, rehearse } from '../replay/rehearsal.ts';
import { type Trial, trialLines, trialsJson, trialTable } from '../run/trial.ts';
import { tryChannels } from '../run/try-channels.ts';
import type { TextOut } from '../text/text-out.ts';
import { isoUtc } from '../text/time.ts';
import { codeSpan } from '../text/untrusted.ts';
import { clockOf } from './input/clock.ts';
import { loadWatchlist, watchNamed } from './input/load-watchlist.ts';
import { jsonText } from './output/json-text.ts';
import { addToSummary } from './output/summary-file.ts';

export interface RehearseOptions {
  /** The folder with watchlist.yml. Its `data/` is neither read nor written. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly hashtag: string;
  /** ISO 8601 with its zone; absent: now, by the clock. */
  readonly now?: string;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** A made-up breakout of one hashtag, told through its channels. @returns the exit code: 1 when anything failed */
export async function rehearseCommand(options: RehearseOptions): Promise<number> {
  const people = options.output === 'json' ? options.err : options.out;
  const { watchlist } = await loadWatchlist(options.folder, people);
  const environment = readEnvironment(options.variables, variablesToRedact(watchlist.channels));
  const { redact, stepSummary } = environment;
  const watch = watchNamed(watchlist, '--rehearse', options.hashtag);
  if (watch.notify.length === 0) {
    throw new CommandFailure(
      `#${watch.hashtag} notifies nobody, so there is nothing to rehearse: name channels under its \`notify\``,
    );
  }
  const now = clockOf(options.now)();
  const { alerts, readings } = rehearse(watch, now);
  const { timezone } = watchlist;
  const sinks = await createSinks(watchlist.channels, {
    environment,
    timezone,
    recent: async () => readings,
  });
  const trials = await tryChannels(
    watch.notify.map((channel) => ({ channel, alerts })),
    sinks,
    now,
  );

  const report = { hashtag: watch.hashtag, now, alerts, trials };
  people.write(`${redact(lines(report).join('\n'))}\n`);
  if (options.output === 'json') options.out.write(`${redact(jsonText(json(report)))}\n`);
  const unwritten = stepSummary && (await addToSummary(stepSummary, redact(summary(report))));
  if (unwritten) people.write(`${unwritten}\n`);
  return trials.every(({ outcome }) => outcome.kind === 'arrived') ? 0 : 1;
}

interface Report {
  readonly hashtag: string;
  readonly now: number;
  readonly alerts: Rehearsal['alerts'];
  readonly trials: readonly Trial[];
}

function lines({ hashtag, trials }: Report): readonly string[] {
  return [`rehearsal of #${hashtag}: nothing of it was recorded`, ...trialLines(trials)];
}

function summary({ hashtag, trials }: Report): string {
  const title = `### Rehearsal of ${codeSpan(`#${hashtag}`, 101)}: nothing of it was recorded`;
  return `${title}\n\n${trialTable(trials)}\n`;
}

function json({ hashtag, now, alerts, trials }: Report): object {
  return { at: isoUtc(now), hashtag, episode: alerts[0].episode, trials: trialsJson(trials) };
}
