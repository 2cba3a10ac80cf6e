import { readAllEvents } from '../store/log-files.ts';
import { backtest } from './backtest.ts';
import type { WatchOf } from './replay.ts';

/** The openings of a log beside those of a replay of the same record, each as `hashtag rule instant`. */
export interface LogComparison {
  readonly openings: number;
  /** In the log, and not in the replay. */
  readonly missing: readonly string[];
  /** In the replay, and not in the log. */
  readonly extra: readonly string[];
}

/**
 * Replays a record under the settings that its runs had, and compares the openings with the log's.
 * @param folder the `data/` folder
 * @throws where a file of it cannot be read
 */
export async function compareWithLog(folder: string, watchOf: WatchOf): Promise<LogComparison> {
  const events = await readAllEvents(folder);
  const logged = events.flatMap((event) =>
    event.kind === 'opened' || event.kind === 'joined'
      ? [nameOf(event.hashtag, event.alert.rule, event.alert.openedAt)]
      : [],
  );
  const { alerts } = await backtest({ source: { kind: 'record', folder }, watchOf, sensitivity: 'balanced' });
  const replayed = alerts.map(({ hashtag, rule, at }) => nameOf(hashtag, rule, at));
  return {
    openings: logged.length,
    missing: logged.filter((one) => !replayed.includes(one)),
    extra: replayed.filter((one) => !logged.includes(one)),
  };
}

function nameOf(hashtag: string, rule: string, at: string): string {
  return `${hashtag} ${rule} ${at}`;
}
