import type uPlot from 'uplot';
import { type ColourName, colour } from './colour.ts';

/** A stretch of time behind the lines, or an instant with a sign at the top edge. Seconds since 1970 UTC. */
export type Mark =
  | { readonly kind: 'stretch'; readonly from: number; readonly to: number; readonly colour: ColourName }
  | { readonly kind: 'instant'; readonly at: number; readonly sign: Sign };

/** `onset`: a ring. `alert`: a full disc with a line. `peak`: a triangle. `classic`: a diamond with a dashed line. `restated`: a square. */
export type Sign = 'onset' | 'alert' | 'peak' | 'classic' | 'restated';

const SIZE = 4.5;

export function drawStretches(plot: uPlot, marks: readonly Mark[]): void {
  for (const mark of marks) {
    if (mark.kind !== 'stretch') continue;
    const [from, to] = [acrossOf(plot, mark.from), acrossOf(plot, mark.to)];
    plot.ctx.fillStyle = colour(mark.colour);
    plot.ctx.fillRect(from, plot.bbox.top, Math.max(1, to - from), plot.bbox.height);
  }
}

export function drawInstants(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  for (const mark of marks) {
    if (mark.kind !== 'instant') continue;
    const across = plot.valToPos(mark.at, 'x', true);
    if (across < bbox.left - 1 || across > bbox.left + bbox.width + 1) continue;
    ctx.save();
    drawSign(ctx, mark.sign, across, bbox.top, bbox.height);
    ctx.restore();
  }
}

function drawSign(ctx: CanvasRenderingContext2D, sign: Sign, x: number, top: number, height: number): void {
  const scale = devicePixelRatio;
  const size = SIZE * scale;
  const ink = colour(sign === 'classic' || sign === 'restated' ? 'soft' : 'accent');
  ctx.lineWidth = 1.5 * scale;
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  if (sign === 'alert' || sign === 'classic' || sign === 'restated') {
    if (sign !== 'alert') ctx.setLineDash([3 * scale, 3 * scale]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.lineWidth = scale;
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.beginPath();
  if (sign === 'onset' || sign === 'alert') ctx.arc(x, top, size, 0, 2 * Math.PI);
  else if (sign === 'peak')
    corners(ctx, [
      [x, top - size],
      [x + size, top + size],
      [x - size, top + size],
    ]);
  else if (sign === 'restated') ctx.rect(x - size * 0.8, top - size * 0.8, size * 1.6, size * 1.6);
  else
    corners(ctx, [
      [x, top - size],
      [x + size, top],
      [x, top + size],
      [x - size, top],
    ]);
  if (sign !== 'onset') {
    ctx.fill();
    return;
  }
  ctx.fillStyle = colour('card');
  ctx.fill();
  ctx.lineWidth = 1.75 * scale;
  ctx.stroke();
}

function corners(ctx: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
}

/** Where an instant lies on the canvas, kept inside the plot. */
function acrossOf(plot: uPlot, at: number): number {
  const { left, width } = plot.bbox;
  return Math.min(left + width, Math.max(left, plot.valToPos(at, 'x', true)));
}
