import { clamp } from './geometry.ts';
import type { StripParts } from './places.ts';

/** Strips this narrow show bars and shortened words. */
export const microStrip = 76;
export const minStripHeight = 57;
const cellPitch = 15.5;

const cellCountOf = (width: number): number => clamp(Math.round(width / cellPitch), 3, 40);

/** A strip as a block, for one broker's column: name and role, cells, flags, numbers, from top to bottom. */
export function blockStrip(width: number, height: number): StripParts {
  const micro = width < microStrip;
  const pad = micro ? 4 : 8;
  const inner = width - 2 * pad;
  const cellsTop = 22;
  const flagHeight = 13;
  const cellsHeight = clamp(height - cellsTop - flagHeight - 15, 8, 36);
  const nameSize = micro ? 9.5 : 11.5;
  return {
    name: { x: pad, y: 15.5, width: inner, style: { size: nameSize, mono: true, bold: true }, anchor: 'start' },
    role: micro
      ? { x: pad, y: height - 4.5, width: 14, style: { size: 10, bold: true }, anchor: 'start' }
      : { x: width - pad, y: 15.5, width: inner, style: { size: 10, bold: true }, anchor: 'end' },
    cells: { x: pad, y: cellsTop, width: inner, height: cellsHeight },
    cellCount: cellCountOf(inner),
    flags: { x: pad, y: cellsTop + cellsHeight + 1, width: inner, height: flagHeight },
    numbers: {
      x: width - pad,
      y: height - 4.5,
      width: micro ? inner - 14 : inner,
      style: { size: micro ? 9 : 10, mono: true },
      anchor: 'end',
    },
  };
}

/** A strip as a line, for one column: broker and role at the left, cells and numbers at the right. */
export function lineStrip(width: number): StripParts {
  const pad = 9;
  const head = clamp(width * 0.26, 78, 120);
  const x = pad + head + 6;
  const inner = width - pad - x;
  return {
    name: { x: pad, y: 17, width: head, style: { size: 11.5, bold: true }, anchor: 'start' },
    role: { x: pad, y: 33, width: head, style: { size: 10, bold: true }, anchor: 'start' },
    cells: { x, y: 8, width: inner, height: 15 },
    cellCount: cellCountOf(inner),
    flags: { x, y: 24, width: inner, height: 13 },
    numbers: { x: width - pad, y: 48, width: inner, style: { size: 10, mono: true }, anchor: 'end' },
  };
}

export const lineStripHeight = 54;
