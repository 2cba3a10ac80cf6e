import { element } from '../dom.ts';
import { type Chart, type ChartSpec, chart } from './chart.ts';
import { moved, type TimeWindow, zoomed } from './time-window.ts';
import { onTouch } from './touch.ts';

/** One chart of a panel, with its words. */
export interface PanelChart extends Omit<ChartSpec, 'point' | 'select'> {
  readonly title: string;
  readonly legend: Node | undefined;
  /** What stands at a place of the columns, in words. */
  readonly says: (index: number) => string;
  /** What stands there while nobody points: the whole in a sentence. */
  readonly whole: string;
}

/** Charts above each other that show the same stretch of time, and the means to move along it. */
export function chartPanel(charts: readonly PanelChart[], bounds: TimeWindow): HTMLElement {
  let window = bounds;
  const drawn: Chart[] = [];
  const show = (next: TimeWindow) => {
    window = next;
    for (const one of drawn) one.show(next);
    for (const [button, at] of buttons) button.disabled = at(window) === undefined;
  };
  const buttons = moves(bounds).map(({ label, text, next }): readonly [HTMLButtonElement, typeof next] => {
    const button = element(
      'button',
      { class: 'button', type: 'button', 'aria-label': label, title: label },
      text,
    );
    button.addEventListener('click', () => show(next(window) ?? window));
    return [button, next];
  });
  const figures = charts.map((one) => {
    const readout = element('p', { class: 'readout', 'aria-live': 'polite' }, one.whole);
    const made = chart(
      {
        ...one,
        point: (index) => {
          readout.textContent = index === undefined ? one.whole : one.says(index);
        },
        select: (chosen) => show(zoomed(chosen, bounds, 1)),
      },
      bounds,
    );
    drawn.push(made);
    made.box.tabIndex = 0;
    made.box.role = 'group';
    made.box.ariaLabel = `${one.title}: a chart. ${one.whole} Left and right arrows read it reading by reading, plus and minus zoom, 0 shows all.`;
    made.box.addEventListener('keydown', (event) => {
      const acted = onKey(event.key, made, () => window, bounds, show);
      if (acted) event.preventDefault();
    });
    made.box.addEventListener('dblclick', () => show(bounds));
    onTouch(made.box, { ...made, window: () => window, bounds, show });
    return element(
      'figure',
      { class: 'figure' },
      element('figcaption', {}, element('h3', {}, one.title), readout),
      made.box,
      one.legend,
    );
  });
  show(bounds);
  return element(
    'div',
    { class: 'panel charts' },
    element(
      'div',
      { class: 'moves', role: 'group', 'aria-label': 'Zoom and move all charts' },
      ...buttons.map(([button]) => button),
    ),
    ...figures,
  );
}

interface Move {
  readonly label: string;
  readonly text: string;
  /** Undefined where it would change nothing. */
  readonly next: (window: TimeWindow) => TimeWindow | undefined;
}

function moves(bounds: TimeWindow): readonly Move[] {
  const different = (move: (window: TimeWindow) => TimeWindow) => (window: TimeWindow) => {
    const next = move(window);
    return Math.abs(next.from - window.from) + Math.abs(next.to - window.to) < 1 ? undefined : next;
  };
  return [
    { label: 'Earlier', text: '←', next: different((window) => moved(window, bounds, -0.5)) },
    { label: 'Later', text: '→', next: different((window) => moved(window, bounds, 0.5)) },
    { label: 'Zoom in', text: '+', next: different((window) => zoomed(window, bounds, 2)) },
    { label: 'Zoom out', text: '−', next: different((window) => zoomed(window, bounds, 0.5)) },
    { label: 'All of the range', text: 'All', next: different(() => bounds) },
  ];
}

/** Whether the key did something. */
function onKey(
  key: string,
  made: Chart,
  window: () => TimeWindow,
  bounds: TimeWindow,
  show: (window: TimeWindow) => void,
): boolean {
  switch (key) {
    case 'ArrowLeft':
      made.step(-1);
      return true;
    case 'ArrowRight':
      made.step(1);
      return true;
    case '+':
      show(zoomed(window(), bounds, 2));
      return true;
    case '-':
      show(zoomed(window(), bounds, 0.5));
      return true;
    case '0':
      show(bounds);
      return true;
    default:
      return false;
  }
}
