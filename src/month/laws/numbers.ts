import { isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import type { ShownMonth } from '../shown-month.ts';
import type { Breach, Law, ReadMonth } from './law.ts';
import { hashtagOfEpisode, type Output, partAbout, placeOf } from './output.ts';
import { type Statement, statementsIn, statementsInData } from './statements.ts';

/** What is said of one episode somewhere, number by number. */
interface Said extends Statement {
  readonly output: Output;
  readonly episode: string;
}

export const oneSetOfNumbers: Law = {
  name: 'one set of numbers',
  rule: 'What is said of a breakout at one moment gives each number once: in titles, sentences, tables, chats, mails and data.',
  breaches: (month) =>
    disagreements(
      saidIn(month).filter(({ kind }) => kind !== 'baseline'),
      ({ episode, output, kind }) => `${episode} ${output.at} ${kind}`,
      month.timezone,
    ),
};

export const oneBaseline: Law = {
  name: 'one baseline',
  rule: 'The baseline of a breakout is that before it, and stays the same until its end.',
  breaches: (month) =>
    disagreements(
      saidIn(month).filter(({ kind }) => kind === 'baseline'),
      ({ episode }) => episode,
      month.timezone,
    ),
};

/** Views in the two places where a weekly digest gives them: at the end of an open breakout, and of what moved most. */
const WEEK_VIEWS = [
  /#(?<tag>\S+) [^\n]*\bstill [^\n]*→ (?<views>\S+) views/g,
  /#(?<tag>\S+) [+-][^\n]* to (?<views>\S+) views/g,
];

export const oneWeek: Law = {
  name: 'one week',
  rule: 'A weekly digest gives the views of an open breakout once: where it broke out, and where it moved most.',
  breaches: (month) =>
    month.outputs
      .filter(({ what, reader }) => what === 'week' && reader === 'people')
      .flatMap((output) => {
        const said = WEEK_VIEWS.map((pattern) =>
          [...output.text.matchAll(pattern)].map(({ groups = {} }) => ({
            tag: groups.tag,
            views: groups.views,
          })),
        );
        const [open = [], moved = []] = said;
        return open.flatMap(({ tag, views }) => {
          const other = moved.find((one) => one.tag === tag);
          if (other === undefined || other.views === views) return [];
          const where = placeOf(output, month.timezone);
          return [{ where, what: `#${tag} at ${views} and at ${other.views} views` }];
        });
      }),
};

/** `above S (now T)`: what would have kept a rule quiet, and what it was set to. */
const HINT = /\b(?:bar|threshold) above (?<needed>[\d.]+\d|\d) \(now (?<set>[\d.]+\d|\d)/g;

export const quietHint: Law = {
  name: 'no threshold above the score',
  rule: 'No text names a score threshold above the score that passed it.',
  breaches: (month) =>
    month.outputs.flatMap((output) => [
      ...[...output.text.matchAll(HINT)].flatMap(({ 0: hint, groups = {} }) =>
        Number(groups.set) > Number(groups.needed)
          ? [{ where: placeOf(output, month.timezone), what: hint }]
          : [],
      ),
      ...(output.what === 'opened' || output.what === 'joined' ? scoreBelow(output, month) : []),
    ]),
};

function scoreBelow(output: Output, { timezone }: ShownMonth): readonly Breach[] {
  const said = statementsIn(output.text);
  const numberOf = (kind: string): number => Number(said.find((one) => one.kind === kind)?.value);
  const [score, threshold] = [numberOf('score'), numberOf('score threshold')];
  return threshold > score
    ? [{ where: placeOf(output, timezone), what: `score ${score} against ${threshold}` }]
    : [];
}

function saidIn(month: ReadMonth): readonly Said[] {
  return month.outputs.flatMap((output) =>
    output.what === 'week'
      ? []
      : output.episodes.flatMap((episode) =>
          [...statementsIn(partAbout(output, episode)), ...statementsInData(output.payload)].map(
            (statement): Said => ({ ...statement, output, episode }),
          ),
        ),
  );
}

/** Values that a breach names. */
const VALUES_MAX = 5;

/** Groups in which the values differ, each with where every value is said first. */
function disagreements(
  all: readonly Said[],
  keyOf: (said: Said) => string,
  timezone: string,
): readonly Breach[] {
  return [...Map.groupBy(all, keyOf).values()].flatMap((group) => {
    const values = [...Map.groupBy(group, ({ value }) => value)];
    const [first] = group;
    if (values.length < 2 || first === undefined) return [];
    const where = `${formatTime(isoUtc(first.output.at), timezone)}, #${hashtagOfEpisode(first.episode)}`;
    const said = values
      .slice(0, VALUES_MAX)
      .map(([value, [one]]) => `${value} (${one?.output.channel} ${one?.output.what})`);
    const more = values.length > VALUES_MAX ? `, and ${values.length - VALUES_MAX} more` : '';
    return [{ where, what: `${first.kind}: ${said.join(', ')}${more}` }];
  });
}
