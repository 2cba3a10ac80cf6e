import type { PagePhase, SummaryRow } from '../../schema/site.ts';
import type { PhaseChoice } from './address.ts';
import { element } from './dom.ts';

/** How a phase is told: its word, and how loud it is. */
interface PhaseLook {
  readonly word: string;
  readonly choice: Exclude<PhaseChoice, 'all'>;
}

const LOOKS: Readonly<Record<PagePhase, PhaseLook>> = {
  strong: { word: 'Strong breakout', choice: 'hot' },
  breakout: { word: 'Breaking out', choice: 'hot' },
  peaked: { word: 'Past its peak', choice: 'hot' },
  fading: { word: 'Fading', choice: 'hot' },
  warming: { word: 'Warming up', choice: 'warming' },
  over: { word: 'Breakout over', choice: 'calm' },
  quiet: { word: 'Calm', choice: 'calm' },
  learning: { word: 'Learning', choice: 'calm' },
  unknown: { word: 'Not judged', choice: 'troubled' },
  failed: { word: 'No reading', choice: 'troubled' },
};

/** The words of the filter, in its order. */
export const CHOICE_WORDS: Readonly<Record<PhaseChoice, string>> = {
  all: 'All states',
  hot: 'Breaking out',
  warming: 'Warming up',
  calm: 'Calm',
  troubled: 'With problems',
};

export function phaseWord(phase: PagePhase): string {
  return LOOKS[phase].word;
}

export function choiceOf({ phase }: Pick<SummaryRow, 'phase'>): PhaseLook['choice'] {
  return LOOKS[phase].choice;
}

export function phasePill({ phase }: Pick<SummaryRow, 'phase'>): HTMLElement {
  const { word, choice } = LOOKS[phase];
  return element('span', { class: `pill ${choice}` }, word);
}
