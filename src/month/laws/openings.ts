import type { MonthMessage } from '../message.ts';
import type { ShownMonth } from '../shown-month.ts';
import { episodesIn, type MonthEpisode } from './episodes.ts';
import type { Breach, Law } from './law.ts';

export const wholeOpenings: Law = {
  name: 'whole openings',
  rule: 'Every breakout that is still open when it can be notified is notified on every channel with its name, why, and its videos.',
  breaches: (month) =>
    episodesIn(month).flatMap((episode) =>
      month.channels.flatMap(({ name }) => {
        const lacking = lackingOn(name, episode, month);
        return lacking.length === 0 ? [] : [breachOf(name, episode, lacking)];
      }),
    ),
};

function breachOf(channel: string, { hashtag }: MonthEpisode, lacking: readonly string[]): Breach {
  return { where: `${channel}, #${hashtag}`, what: `lacks ${lacking.join(', ')}` };
}

/** What the opening lacks on a channel; nothing where the breakout was over before anybody could be told. */
function lackingOn(
  channel: string,
  { episode, hashtag, opening, overAt = Number.POSITIVE_INFINITY }: MonthEpisode,
  { messages }: ShownMonth,
): readonly string[] {
  const own = messages.filter((one) => one.channel === channel && one.episodes.includes(episode));
  const [first] = own;
  if (first === undefined) return ['any message'];
  if (overAt <= first.at) return first.text.includes(hashtag) ? [] : ['its name'];
  const told = own.find(({ kind }) => kind === 'opened' || kind === 'joined');
  if (told === undefined) return [`an opening: it came as “${first.title}”`];
  const heading = told.type === 'webhook' ? told.text : told.title;
  return [
    ...(heading.includes(hashtag) ? [] : ['its name']),
    ...(/\bwhy\b|\bbecause\b|"reason":/i.test(told.text) ? [] : ['why']),
    ...(opening.drivers.length === 0 || videosIn(told) > 0 ? [] : ['its videos']),
  ];
}

/** How many videos a message leads to. */
function videosIn({ payload }: MonthMessage): number {
  const found = JSON.stringify(payload).matchAll(/tiktok\.com\/@[^/\s"]+\/video\/(\d+)/g);
  return new Set([...found].map(([, id]) => id)).size;
}
