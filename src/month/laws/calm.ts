import { episodesIn } from './episodes.ts';
import type { Law } from './law.ts';
import { placeOf } from './telling.ts';

const CALM = /\bnothing (?:broke|is breaking|has broken) out\b/i;

export const calmIsAFinding: Law = {
  name: 'calm is a finding',
  rule: 'No text says that nothing broke out while a breakout is open.',
  breaches: (month) => {
    const episodes = episodesIn(month);
    return month.tellings.flatMap((telling) => {
      if (!CALM.test(telling.text)) return [];
      const open = episodes.filter(
        ({ openedAt, overAt = Number.POSITIVE_INFINITY }) => openedAt <= telling.at && telling.at < overAt,
      );
      const names = open.map(({ hashtag }) => `#${hashtag}`).join(', ');
      return open.length === 0 ? [] : [{ where: placeOf(telling, month.timezone), what: `${names} is open` }];
    });
  },
};
