import type { MemberCommit } from '../../sim/group-history-state.ts';
import { joinNodes, mark, put, say, svg } from '../cluster/nodes.ts';
import { fitText } from '../cluster/text.ts';
import type { GanttLabels } from './draw.ts';
import { barHeight, type Gantt, type GanttRow } from './layout.ts';

const labelStyle = { size: 12, mono: true };
const labelRoom = 102;

/** A thin thing with a word: a tick, a mark, a name. `hit` is what the pointer finds. */
interface LineNode {
  readonly g: SVGGElement;
  readonly line: SVGLineElement;
  readonly words: SVGTextElement;
  readonly hit: SVGRectElement;
}

/** Draws one kind of things anew. */
type Part = (gantt: Gantt, labels: GanttLabels, compact: boolean) => void;

function lineNode(): LineNode {
  const [line, words, hit] = [svg('line'), svg('text'), svg('rect', { class: 'hit' })];
  return { g: svg('g', {}, line, words, hit), line, words, hit };
}

/** Keeps one node for each place of the layer. */
function linesIn<P extends { readonly key: string }>(layer: SVGGElement) {
  const nodes = new Map<string, LineNode>();
  return (places: readonly P[], shape: (node: LineNode, place: P) => void) => {
    joinNodes(layer, nodes, places, lineNode);
    for (const place of places) {
      const node = nodes.get(place.key);
      if (node !== undefined) shape(node, place);
    }
  };
}

function putLine({ line }: LineNode, x: number, y1: number, y2: number): void {
  put(line, 'x1', x);
  put(line, 'y1', y1);
  put(line, 'x2', x);
  put(line, 'y2', y2);
}

function putWords({ words }: LineNode, x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): void {
  put(words, 'x', x);
  put(words, 'y', y);
  put(words, 'text-anchor', anchor);
  say(words, text);
}

function putHit({ hit }: LineNode, x: number, y: number, width: number, height: number): void {
  put(hit, 'x', x - width / 2);
  put(hit, 'y', y);
  put(hit, 'width', width);
  put(hit, 'height', Math.max(0, height));
}

/** Ticks of the time axis. */
export function createFrame(layer: SVGGElement): Part {
  const lines = linesIn<Gantt['ticks'][number] & { key: string }>(layer);
  return ({ ticks, plot, width }, labels) => {
    const bottom = plot.y + plot.height;
    const places = ticks.map((tick) => ({ key: String(tick.atUs), ...tick }));
    lines(places, (node, { x, atUs }) => {
      putLine(node, x, plot.y - 4, bottom);
      const anchor = x < plot.x + 24 ? 'start' : x > width - 34 ? 'end' : 'middle';
      putWords(node, x, bottom + 15, labels.clock(atUs), anchor);
    });
  };
}

/** New generations and coordinators. */
export function createMarks(layer: SVGGElement): Part {
  const lines = linesIn<Gantt['marks'][number]>(layer);
  return ({ marks, plot, width }, labels) => {
    lines(marks, (node, place) => {
      const { x, mark: it, named, key } = place;
      put(node.g, 'class', `mark ${it.kind}`);
      put(node.g, 'role', 'img');
      put(node.g, 'data-told', key);
      put(node.g, 'aria-label', labels.tell({ kind: 'mark', mark: it }));
      putLine(node, x, plot.y - 6, plot.y + plot.height);
      const words = named && it.kind === 'generation' ? labels.generation(it.generation) : '';
      putWords(node, x, plot.y - 11, words, x > width - 40 ? 'end' : 'middle');
      putHit(node, x, 0, 10, plot.y - 1);
    });
  };
}

export const commitKey = (node: number, { atUs }: MemberCommit): string => `commit/${node}/${atUs}`;

interface RowPlace {
  readonly key: string;
  readonly row: GanttRow;
  readonly x: number;
}

/** Names, commits and ends of the rows. */
export function createRows(layer: SVGGElement): Part {
  const lines = linesIn<RowPlace>(layer);
  return ({ rows }, _, compact) => {
    const names = rows.map((row) => ({ key: `name/${row.node}`, row, x: 8 }));
    const commits = rows.flatMap((row) =>
      row.commits.map(({ x, commit }) => ({ key: commitKey(row.node, commit), row, x })),
    );
    const ends = rows.flatMap((row) => (row.endX === null ? [] : [{ key: `end/${row.node}`, row, x: row.endX }]));
    lines([...names, ...commits, ...ends], (node, { key, row, x }) => {
      const kind = key.slice(0, key.indexOf('/'));
      put(node.g, 'class', kind);
      if (kind === 'name') {
        mark(node.g, 'is-compact', compact);
        putWords(node, x, row.labelY, fitText(row.member, compact ? 300 : labelRoom, labelStyle), 'start');
      } else if (kind === 'commit') {
        put(node.g, 'data-told', key);
        putLine(node, x, row.y + barHeight + 1, row.y + barHeight + 6);
        putHit(node, x, row.y + barHeight, 6, 9);
      } else putLine(node, x, row.y - 3, row.y + barHeight + 3);
    });
  };
}
