import { episodesIn } from './episodes.ts';
import type { Law } from './law.ts';
import { placeOf } from './output.ts';

const CALM = /\bnothing (?:broke|is breaking|has broken) out\b/i;

export const calmIsAFinding: Law = {
  name: 'calm is a finding',
  rule: 'No text says that nothing broke out while a breakout is open.',
  breaches: (month) => {
    const episodes = episodesIn(month);
    return month.outputs.flatMap((output) => {
      if (!CALM.test(output.text)) return [];
      const open = episodes.filter(
        ({ openedAt, overAt = Number.POSITIVE_INFINITY }) => openedAt <= output.at && output.at < overAt,
      );
      const names = open.map(({ hashtag }) => `#${hashtag}`).join(', ');
      return open.length === 0 ? [] : [{ where: placeOf(output, month.timezone), what: `${names} is open` }];
    });
  },
};
