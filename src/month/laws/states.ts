import type { Law } from './law.ts';
import { hashtagOfEpisode, type Output, placeOf } from './output.ts';

export const oneState: Law = {
  name: 'one state',
  rule: 'The job summary and the issue of a breakout give its state in the same word.',
  breaches: (month) => {
    const { outputs } = month;
    const summaries = new Map(
      outputs.flatMap((one) => (one.what === 'summary' ? [[one.at, one] as const] : [])),
    );
    return outputs.flatMap((output) => {
      const [episode] = output.episodes;
      const summary = summaries.get(output.at);
      if (output.what !== 'issue' || episode === undefined || summary === undefined) return [];
      const [told, shown] = [/^Phase\t(\w+)/m.exec(output.text)?.[1], verdictOf(summary, episode)];
      if (told === undefined || shown === undefined || told === shown) return [];
      return [
        { where: placeOf(output, month.timezone), what: `${told} in the issue, ${shown} in the summary` },
      ];
    });
  },
};

/** The fourth cell of a hashtag's row in the table of a summary. */
function verdictOf({ text }: Output, episode: string): string | undefined {
  const row = text.split('\n').find((line) => line.startsWith(`#${hashtagOfEpisode(episode)}\t`));
  return row?.split('\t')[3];
}

export const noDoubling: Law = {
  name: 'no doubling',
  rule: 'No text promises that growth doubles: few of such promises came true.',
  breaches: (month) =>
    month.outputs.flatMap((output) => {
      const promise = /\bdoubl(?:ing|es?) (?:about )?every [^.,;\n]*/.exec(output.text);
      return promise === null ? [] : [{ where: placeOf(output, month.timezone), what: promise[0] }];
    }),
};
