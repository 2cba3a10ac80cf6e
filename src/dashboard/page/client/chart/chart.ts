import uPlot from 'uplot';
import { element } from '../dom.ts';
import { type AxisZone, axes } from './axes.ts';
import { type ColourName, colour, onSchemeChange } from './colour.ts';
import type { Column } from './history.ts';
import { drawInstants, drawStretches, type Mark } from './marks.ts';
import type { TimeWindow } from './time-window.ts';

/**
 * What is drawn, the first layer at the bottom. A band lies between two columns; with an edge it is seen as a line where
 * it is thinner than one.
 */
export type Layer = { readonly colour: ColourName; readonly shape: Shape } & (
  | { readonly kind: 'band'; readonly low: Column; readonly high: Column; readonly edge?: ColourName }
  | { readonly kind: 'line'; readonly values: Column; readonly look?: 'dashed' }
);

/** How values become a line: each holds for the time before it, for the time after it, or straight from one to the next. */
export type Shape = 'before' | 'after' | 'straight';

export interface ChartSpec {
  /** CSS pixels. */
  readonly height: number;
  readonly at: readonly number[];
  readonly layers: readonly Layer[];
  readonly marks: readonly Mark[];
  readonly scale: 'from-zero' | 'around' | 'logarithmic';
  /** From zero up to what, in a window; absent: up to the highest value. What is higher leaves the chart at its top. */
  readonly ceiling?: (window: TimeWindow) => number;
  readonly formatValue?: (value: number) => string;
  readonly zone: AxisZone;
  /** Told which place of the columns the reader points at. */
  readonly point: (index: number | undefined) => void;
  /** Told which stretch the reader has drawn over. */
  readonly select: (window: TimeWindow) => void;
}

export interface Chart {
  readonly box: HTMLElement;
  readonly show: (window: TimeWindow) => void;
  /** Points at the place `by` further than the one pointed at; from none, at the last one shown. */
  readonly step: (by: number) => void;
  /** The instant at a distance from the left edge of the window, seconds. */
  readonly instantAt: (clientX: number) => number;
  /** Width of the plot in CSS pixels. */
  readonly width: () => number;
}

/** Draws once its box is on the page, and again whenever that changes its width. */
export function chart(spec: ChartSpec, first: TimeWindow): Chart {
  const box = element('div', { class: 'plot' });
  let plot: uPlot | undefined;
  let window = first;
  new ResizeObserver(() => {
    const width = box.clientWidth;
    if (width === 0) return;
    if (plot === undefined) plot = new uPlot(optionsOf(spec, width, first), dataOf(spec), box);
    else plot.setSize({ width, height: spec.height });
    plot.setScale('x', { min: window.from, max: window.to });
  }).observe(box);
  onSchemeChange(box, () => plot?.redraw(false));
  return {
    box,
    show: (next) => {
      window = next;
      plot?.setScale('x', { min: next.from, max: next.to });
    },
    step: (by) => {
      if (plot === undefined) return;
      const shown = spec.at.flatMap((at, index) => (at >= window.from && at <= window.to ? [index] : []));
      const last = shown.at(-1) ?? 0;
      const index = Math.min(last, Math.max(shown[0] ?? 0, (plot.cursor.idx ?? last + 1) + by));
      plot.setCursor({ left: plot.valToPos(spec.at[index] ?? 0, 'x'), top: 0 });
    },
    instantAt: (clientX) =>
      plot === undefined ? window.to : plot.posToVal(clientX - plot.over.getBoundingClientRect().left, 'x'),
    width: () => plot?.over.clientWidth ?? 1,
  };
}

function dataOf({ at, layers }: ChartSpec): uPlot.AlignedData {
  const columns = layers.flatMap((layer) =>
    layer.kind === 'band' ? [layer.high, layer.low] : [layer.values],
  );
  return [[...at], ...columns.map((column) => [...column])];
}

function optionsOf(spec: ChartSpec, width: number, first: TimeWindow): uPlot.Options {
  const { height, layers, marks, formatValue, zone, point, select } = spec;
  return {
    width,
    height,
    padding: [10, 22, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, min: first.from, max: first.to, range: (_plot, min, max) => [min, max] },
      y: scaleOf(spec),
    },
    axes: axes(zone, formatValue),
    tzDate: (at) => (zone === 'utc' ? uPlot.tzDate(new Date(at * 1000), 'UTC') : new Date(at * 1000)),
    series: [{}, ...layers.flatMap(seriesOf)],
    bands: bandsOf(layers),
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    hooks: {
      drawClear: [(plot) => drawStretches(plot, marks)],
      draw: [(plot) => drawInstants(plot, marks)],
      setCursor: [({ cursor }) => point(cursor.idx ?? undefined)],
      setSelect: [
        (plot) => {
          const { left, width: across } = plot.select;
          if (across < 8) return;
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          select({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + across, 'x') });
        },
      ],
    },
  };
}

function seriesOf(layer: Layer): uPlot.Series[] {
  const paths = pathsOf(layer.shape);
  const plain: uPlot.Series = { points: { show: false }, ...(paths !== undefined && { paths }) };
  if (layer.kind === 'band') {
    const { edge } = layer;
    const side = {
      ...plain,
      ...(edge === undefined ? { width: 0 } : { width: 1.25, stroke: () => colour(edge) }),
    };
    return [side, { ...side }];
  }
  const alone = { show: true, size: 4, fill: () => colour(layer.colour), width: 0 };
  return [
    {
      ...plain,
      points: { ...alone, filter: (_plot, _series, _show, gaps) => lonely(layer.values, gaps) },
      stroke: () => colour(layer.colour),
      width: layer.look === 'dashed' ? 1.25 : 1.75,
      ...(layer.look === 'dashed' && { dash: [4, 4] }),
    },
  ];
}

/** A value between two holes makes no line, so it is drawn as a point. */
function lonely(values: Column, gaps: number[][] | null | undefined): number[] | null {
  if (gaps === null || gaps === undefined) return null;
  const known = (index: number): boolean => (values[index] ?? null) !== null;
  return values.flatMap((_value, index) =>
    known(index) && !known(index - 1) && !known(index + 1) ? [index] : [],
  );
}

function pathsOf(shape: Shape): uPlot.Series.PathBuilder | undefined {
  if (shape === 'straight') return uPlot.paths.linear?.();
  return uPlot.paths.stepped?.({ align: shape === 'before' ? -1 : 1 });
}

function bandsOf(layers: readonly Layer[]): uPlot.Band[] {
  let index = 1;
  return layers.flatMap((layer): uPlot.Band[] => {
    const at = index;
    index += layer.kind === 'band' ? 2 : 1;
    return layer.kind === 'band' ? [{ series: [at, at + 1], fill: () => colour(layer.colour) }] : [];
  });
}

function scaleOf({ scale, ceiling }: ChartSpec): uPlot.Scale {
  switch (scale) {
    case 'from-zero':
      return {
        range: ({ scales: { x } }, _min, max) => {
          const highest = ceiling?.({ from: x?.min ?? 0, to: x?.max ?? Infinity }) ?? max;
          return [0, Math.max(highest, 1e-6) * 1.08];
        },
      };
    case 'around':
      return { range: { min: { pad: 0.1, mode: 0 }, max: { pad: 0.1, mode: 0 } } };
    case 'logarithmic':
      return { distr: 3, range: (_plot, min, max) => [10 ** Math.floor(Math.log10(min)), max * 1.15] };
  }
}
