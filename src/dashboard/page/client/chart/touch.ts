import { moved, type TimeWindow, zoomed } from './time-window.ts';

/** What gestures need of the charts they move. */
export interface Moved {
  readonly window: () => TimeWindow;
  readonly bounds: TimeWindow;
  readonly show: (window: TimeWindow) => void;
  readonly instantAt: (clientX: number) => number;
  readonly width: () => number;
}

/** One finger moves along the time, two bring it closer; the style leaves up and down to the page. */
export function onTouch(box: HTMLElement, charts: Moved): void {
  const fingers = new Map<number, number>();
  const lift = ({ pointerId }: PointerEvent) => fingers.delete(pointerId);
  box.addEventListener('pointerdown', ({ pointerType, pointerId, clientX }) => {
    if (pointerType === 'touch') fingers.set(pointerId, clientX);
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) box.addEventListener(end, lift);
  box.addEventListener('pointermove', ({ pointerId, clientX }) => {
    const before = fingers.get(pointerId);
    if (before === undefined) return;
    const other = [...fingers].find(([id]) => id !== pointerId)?.[1];
    fingers.set(pointerId, clientX);
    if (other === undefined) {
      charts.show(moved(charts.window(), charts.bounds, (before - clientX) / charts.width()));
      return;
    }
    const [spread, was] = [Math.abs(clientX - other), Math.abs(before - other)];
    if (spread < 10 || was < 10) return;
    const at = charts.instantAt((clientX + other) / 2);
    charts.show(zoomed(charts.window(), charts.bounds, spread / was, at));
  });
  box.addEventListener(
    'wheel',
    (event) => {
      // What a touchpad's pinch arrives as. Without the key the wheel is the page's.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const at = charts.instantAt(event.clientX);
      charts.show(zoomed(charts.window(), charts.bounds, Math.exp(-event.deltaY / 200), at));
    },
    { passive: false },
  );
}
