import { PHASE_WORDS } from '../../schema/phase-words.ts';
import type { PagePhase, SummaryRow } from '../../schema/site.ts';
import type { PhaseChoice } from './address.ts';
import { element } from './dom.ts';

const CHOICES: Readonly<Record<PagePhase, Exclude<PhaseChoice, 'all'>>> = {
  strong: 'hot',
  breakout: 'hot',
  peaked: 'hot',
  fading: 'hot',
  warming: 'warming',
  over: 'calm',
  quiet: 'calm',
  learning: 'calm',
  unknown: 'troubled',
  failed: 'troubled',
};

/** The words of the filter, in its order. */
export const CHOICE_WORDS: Readonly<Record<PhaseChoice, string>> = {
  all: 'All states',
  hot: 'Breaking out',
  warming: 'Warming',
  calm: 'Calm',
  troubled: 'With problems',
};

export function phaseWord(phase: PagePhase): string {
  const word = PHASE_WORDS[phase];
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

export function choiceOf({ phase }: Pick<SummaryRow, 'phase'>): Exclude<PhaseChoice, 'all'> {
  return CHOICES[phase];
}

export function phasePill({ phase }: Pick<SummaryRow, 'phase'>): HTMLElement {
  return element('span', { class: `pill ${CHOICES[phase]}` }, phaseWord(phase));
}
