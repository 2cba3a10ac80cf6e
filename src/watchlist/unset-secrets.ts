import type { Channel } from '../channels/registry.ts';
import { neededSecretsOf } from '../channels/registry.ts';
import type { Advice } from './advice/advice.ts';
import { quoted } from './advice/advice.ts';
import type { Surroundings } from './check-context.ts';
import type { Finding } from './problem.ts';
import type { Place } from './tree.ts';
import type { Watchlist } from './watchlist.ts';

/** Channels that cannot tell anybody, because their secret is not set or does not reach the program, or tell everybody: warnings. */
export function unsetSecretFindings(
  root: Place,
  { channels }: Watchlist,
  { isSet, isPlain, handedOver }: Surroundings,
): readonly Finding[] {
  const unset = (name: string): boolean => isSet !== undefined && !isSet(name);
  const lost = (name: string): boolean => handedOver !== undefined && !handedOver.has(name);
  const silent = channels.filter((channel) =>
    neededSecretsOf(channel).some((name) => unset(name) || lost(name)),
  );
  const places = root.entries?.get('channels')?.value.entries;
  const single = silent.flatMap((channel) => {
    const key = places?.get(channel.name)?.key;
    if (key === undefined) return [];
    return neededSecretsOf(channel).flatMap((name) => {
      if (lost(name)) return [finding(key, lostAdvice(name, channel))];
      return unset(name) ? [finding(key, unsetAdvice(name, channel))] : [];
    });
  });
  const plain = channels.flatMap((channel) => {
    const key = places?.get(channel.name)?.key;
    const isReadable = channel.type === 'webhook' && isPlain?.(channel.urlEnv) === true;
    return key !== undefined && isReadable ? [finding(key, plainAdvice(channel.urlEnv))] : [];
  });
  single.push(...plain);
  const all = root.entries?.get('channels')?.key;
  return silent.length < channels.length || all === undefined ? single : [finding(all, NOBODY), ...single];
}

const NOBODY: Advice = {
  message: 'NOBODY WOULD BE NOTIFIED of any alert: not one of the channels has what it needs',
  remedy: 'see to the secrets below, or add `issues: { type: issue }`, which needs none',
};

function unsetAdvice(variable: string, { name }: Channel): Advice {
  return {
    message: `\`${variable}\` is not set here, and without it the channel ${quoted(name)} notifies nobody`,
    remedy:
      'on GitHub store it under Settings → Secrets and variables → Actions; elsewhere set it in the environment',
  };
}

function plainAdvice(variable: string): Advice {
  return {
    message: `the address in \`${variable}\` begins with \`http://\`, so alerts can be read on their way`,
    remedy: 'use `https://`, unless it stays inside your own network',
  };
}

function lostAdvice(variable: string, { name }: Channel): Advice {
  return {
    message: `the workflow does not hand \`${variable}\` to the program, so the channel ${quoted(name)} notifies nobody`,
    remedy: `store the secret, and add \`${variable}: \${{ secrets.${variable} }}\` under \`env:\` of the step "Track" in .github/workflows/track.yml`,
  };
}

function finding({ start, end }: Place, advice: Advice): Finding {
  return { start, end, tell: () => advice };
}
