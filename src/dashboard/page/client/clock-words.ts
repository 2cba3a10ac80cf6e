import { element } from './dom.ts';
import { formatClock, formatUtc } from './format.ts';

const CLOCK = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d\d:\d\d UTC)/;
const DAY_MS = 86_400_000;

/**
 * A sentence of a run with its clock times, which are UTC, in the reader's zone as all others on the page are.
 * @param saidAt when it was said, ms: a clock time without a day is the last such time before
 */
export function localClocks(sentence: string, saidAt: number): readonly (Node | string)[] {
  return sentence.split(CLOCK).map((part, index) => (index % 2 === 0 ? part : clockTag(part, saidAt)));
}

function clockTag(clock: string, saidAt: number): Node | string {
  const at = clock.endsWith('Z') ? Date.parse(clock) : lastSuch(clock.slice(0, 5), saidAt);
  if (Number.isNaN(at)) return clock;
  return element('time', { datetime: new Date(at).toISOString(), title: formatUtc(at) }, formatClock(at));
}

function lastSuch(clock: string, saidAt: number): number {
  const onTheDay = Date.parse(`${new Date(saidAt).toISOString().slice(0, 10)}T${clock}:00Z`);
  return onTheDay <= saidAt ? onTheDay : onTheDay - DAY_MS;
}
