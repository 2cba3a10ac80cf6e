import { isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import type { MonthKind, MonthMessage } from '../message.ts';
import type { ShownMonth } from '../shown-month.ts';
import { textOf } from '../view/text-of.ts';

/** Something that a person reads at an instant: a message, an issue's title and body as they stood, a job summary. */
export interface Output {
  readonly at: number;
  /** The channel's name; `summary` for a job summary. */
  readonly channel: string;
  /** `issue`: a version of an issue that was written without a message. */
  readonly what: MonthKind | 'issue' | 'summary';
  readonly reader: 'people' | 'programs';
  readonly episodes: readonly string[];
  readonly text: string;
  readonly payload?: unknown;
}

/** Everything of a month that people or programs read, in order of time. */
export function outputsOf(month: ShownMonth): readonly Output[] {
  return [...messageOutputs(month), ...versionOutputs(month), ...summaryOutputs(month)].toSorted(
    (one, other) => one.at - other.at,
  );
}

function messageOutputs({ messages }: ShownMonth): readonly Output[] {
  return messages.map(({ at, channel, kind, type, episodes, text, payload }) => ({
    ...{ at, channel, episodes, text, payload },
    what: kind,
    reader: type === 'webhook' ? 'programs' : 'people',
  }));
}

/** The first version of an issue is a message. */
function versionOutputs({ issues, channels, messages, render }: ShownMonth): readonly Output[] {
  const channel = channels.find(({ type }) => type === 'issue')?.name ?? 'issues';
  return issues.flatMap(({ number, versions }) => {
    const episodes = episodesOfIssue(messages, number);
    return versions.slice(1).map(
      ({ at, title, body }): Output => ({
        ...{ at, channel, episodes, what: 'issue', reader: 'people' },
        text: `${title}\n${textOf(render(body))}`,
      }),
    );
  });
}

function episodesOfIssue(messages: readonly MonthMessage[], number: number): readonly string[] {
  return messages.find(({ issue }) => issue === number)?.episodes ?? [];
}

function summaryOutputs({ runs, render }: ShownMonth): readonly Output[] {
  return runs.map(({ at, summary }) => ({
    ...{ at, channel: 'summary', what: 'summary', reader: 'people', episodes: [] },
    text: textOf(render(summary)),
  }));
}

/** The hashtag in an episode's id. */
export function hashtagOfEpisode(episode: string): string {
  return episode.replace(/-\d{8}T\d{4}Z$/, '');
}

/**
 * What a output says of one episode: all of it where it is about nothing else, and in a digest the lines that name its
 * hashtag.
 */
export function partAbout({ episodes, text }: Output, episode: string): string {
  if (episodes.length <= 1) return text;
  const name = `#${hashtagOfEpisode(episode)}`;
  return text
    .split('\n')
    .filter((line) => line.includes(name))
    .join('\n');
}

/** Where a output stands, for a breach. */
export function placeOf({ at, channel, what, episodes }: Output, timezone: string): string {
  const about = episodes.map((episode) => `#${hashtagOfEpisode(episode)}`).join(', ');
  const parts = [formatTime(isoUtc(at), timezone), channel, ...(what === channel ? [] : [what]), about];
  return parts.filter((part) => part !== '').join(', ');
}
