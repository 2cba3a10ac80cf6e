import type { HashtagPage, PageEpisode } from '../../../schema/site.ts';
import type { History } from '../chart/history.ts';
import type { Mark } from '../chart/marks.ts';

const seconds = (instant: string): number => Date.parse(instant) / 1000;

/** Episodes as shaded stretches with their instants, where the classic rule spoke, and where the counter was restated. */
export function marksOf(
  { episodes, classic, madeAt }: HashtagPage,
  { gaps, restated }: Pick<History, 'gaps' | 'restated'>,
): readonly Mark[] {
  return [
    ...gaps.map(
      ({ from, to }): Mark => ({ kind: 'stretch', from: seconds(from), to: seconds(to), colour: 'gap' }),
    ),
    ...episodes.map(
      (episode): Mark => ({
        kind: 'stretch',
        from: seconds(episode.onset ?? episode.openedAt),
        to: seconds(episode.endedAt ?? madeAt),
        colour: 'episode',
      }),
    ),
    ...restated.map((at): Mark => ({ kind: 'instant', at: seconds(at), sign: 'restated' })),
    ...classic.map((at): Mark => ({ kind: 'instant', at: seconds(at), sign: 'classic' })),
    ...episodes.flatMap(instantsOf),
  ];
}

function instantsOf({ onset, openedAt, peakAt }: PageEpisode): readonly Mark[] {
  const instant = (at: string | undefined, sign: 'onset' | 'alert' | 'peak'): readonly Mark[] =>
    at === undefined ? [] : [{ kind: 'instant', at: seconds(at), sign }];
  return [...instant(onset, 'onset'), ...instant(peakAt, 'peak'), ...instant(openedAt, 'alert')];
}
