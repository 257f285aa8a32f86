import { arrangeFrame, frameNode } from './draw-brokers.ts';
import {
  type ItemNode,
  itemNode,
  joinNodes,
  mark,
  put,
  putBox,
  putItem,
  putSpot,
  say,
  sayIn,
  svg,
  tell,
  text,
} from './nodes.ts';
import { type Part, partitionClass, type Scene } from './scene.ts';
import { fitHead } from './text.ts';

interface CardNode extends ItemNode {
  readonly chip: SVGRectElement;
  readonly name: SVGTextElement;
  readonly facts: SVGTextElement;
}

/** Headings of the partition cards in one column. */
export function createCards(frames: SVGGElement, items: SVGGElement): Part {
  const outlines = svg('g');
  frames.append(outlines);
  const nodes = new Map<string, CardNode>();
  const bodies = new Map<string, ReturnType<typeof frameNode>>();
  return {
    arrange({ layout }) {
      joinNodes(outlines, bodies, layout.cards, () => frameNode('card-frame', 13));
      joinNodes(items, nodes, layout.cards, buildCard);
      for (const place of layout.cards) {
        arrangeFrame(bodies.get(place.key), place);
        const node = nodes.get(place.key);
        if (!node) continue;
        putItem(node, place);
        putBox(node.ring, place.frame, 2.5);
        putSpot(node.name, place.name);
        putSpot(node.facts, place.facts);
      }
    },
    refresh(scene) {
      for (const place of scene.layout.cards) refreshCard(nodes, place, scene);
    },
  };
}

function buildCard(): CardNode {
  const item = itemNode('partition', 10);
  const chip = svg('rect', { class: 'chip', x: 11, y: 10, width: 10, height: 10, rx: 3 });
  const [name, facts] = [text('name'), text('note')];
  item.g.append(chip, name, facts);
  return { ...item, chip, name, facts };
}

function refreshCard(nodes: Map<string, CardNode>, place: Scene['layout']['cards'][number], scene: Scene): void {
  const node = nodes.get(place.key);
  const partition = scene.partitions.get(`${place.topic}-${place.partition}`);
  if (!node || !partition) return;
  const { labels, changed } = scene.view;
  put(node.chip, 'class', `chip ${partitionClass(place.index, place.internal)}`);
  const whole = `${place.topic}-${place.partition}`;
  const shown = fitHead(place.topic, `-${place.partition}`, place.name.width, place.name.style);
  say(node.name, shown);
  const cut = sayIn(node.facts, place.facts, labels.partitionFacts(partition));
  tell(node, labels.sentences.partition(partition), shown === whole ? '' : whole, cut);
  mark(node.g, 'is-bad', partition.leader < 0);
  mark(node.g, 'is-selected', scene.selected === place.key);
  mark(node.g, 'is-changed', changed.has(place.key));
}
