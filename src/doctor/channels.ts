import type { Sink } from '../channels/channel/sink.ts';
import type { Channel } from '../channels/registry.ts';
import type { Trial } from '../run/trial.ts';
import { formatAmount } from '../text/numbers.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { broken, type Check, ok, quoted, unchecked, warning } from './finding.ts';
import type { Remedies } from './remedies.ts';

/**
 * Each channel of the watchlist: whether its secret is there and has the right form, and how the test alert went.
 * @param trials of the test alerts; undefined where none was sent
 */
export function checkChannels(
  { channels, watches }: Watchlist,
  sinks: ReadonlyMap<string, Sink>,
  trials: readonly Trial[] | undefined,
  remedies: Remedies,
): readonly Check[] {
  return channels.map((channel) => {
    const told = watches.filter(({ notify }) => notify.includes(channel.name)).length;
    return checkChannel(channel, told, sinks.get(channel.name), { trials, remedies });
  });
}

function checkChannel(
  { name, type }: Channel,
  told: number,
  sink: Sink | undefined,
  { trials, remedies }: { readonly trials: readonly Trial[] | undefined; readonly remedies: Remedies },
): Check {
  const what = `channel ${name}`;
  const used =
    told === 0
      ? 'no hashtag alerts it'
      : `${formatAmount(told, 'hashtag')} ${told === 1 ? 'alerts' : 'alert'} it`;
  if (sink?.problem !== undefined) return broken(what, `${type}; ${used}`, sink.problem);
  const cautious = sink?.caution === undefined ? undefined : warning(what, `${type}; ${used}`, sink.caution);
  if (trials === undefined) {
    const found = `${type}, set up; ${used}; not tried whether anything arrives`;
    return cautious ?? unchecked(what, found, remedies.sendTest);
  }
  const own = trials.filter(({ channel }) => channel === name);
  const failed = own.find(({ outcome }) => outcome.kind === 'failed');
  if (failed?.outcome.kind === 'failed')
    return broken(what, `${type}; the test alert (${failed.alert}) failed`, quoted(failed.outcome.message));
  return cautious ?? ok(what, `${type}; the test alert arrived; ${used}`);
}
