import { escapeHtml } from '../../text/html.ts';

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 64;
const BOTTOM = 32;

/**
 * Bars of a Mermaid `xychart-beta` as GitHub would draw them, roughly; undefined for any other diagram. A value below the
 * axis has no bar.
 * @see https://mermaid.js.org/syntax/xyChart.html
 */
export function barChart(mermaid: string): string | undefined {
  const [, name = '', low = '', high = ''] = /y-axis "([^"]*)" (\S+) --> (\S+)/.exec(mermaid) ?? [];
  const [, xName = ''] = /x-axis "([^"]*)"/.exec(mermaid) ?? [];
  const [, list] = /\n\s*bar \[([^\]]*)\]/.exec(mermaid) ?? [];
  const [floor, top] = [Number(low), Number(high)];
  if (list === undefined || !(top > floor)) return undefined;
  const values = list.split(',').map(Number);
  const slot = (WIDTH - LEFT) / values.length;
  const heightOf = (value: number): number =>
    ((Math.min(Math.max(value, floor), top) - floor) / (top - floor)) * (HEIGHT - BOTTOM);
  const bars = values.map((value, index) => {
    const [x, height] = [LEFT + index * slot + 1, heightOf(value)];
    const y = HEIGHT - BOTTOM - height;
    return `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(slot - 2)}" height="${fixed(height)}"/>`;
  });
  const label = (x: number, y: number, text: string, anchor: string): string =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;
  return [
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    `<g fill="#0969da">${bars.join('')}</g>`,
    label(LEFT - 6, 12, high, 'end'),
    label(LEFT - 6, HEIGHT - BOTTOM, low, 'end'),
    label(LEFT, HEIGHT - BOTTOM + 16, `${name}; ${xName}`, 'start'),
    '</svg>',
  ].join('');
}

function fixed(value: number): string {
  return value.toFixed(1);
}
