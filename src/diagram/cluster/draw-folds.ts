import { type ItemNode, itemNode, joinNodes, mark, putItem, putSpot, sayIn, tell, text } from './nodes.ts';
import type { Part } from './scene.ts';
import { selectionKey } from './selection.ts';

interface FoldNode extends ItemNode {
  readonly name: SVGTextElement;
  readonly counts: SVGTextElement;
}

/** Internal topics, folded to one row a broker. */
export function createFolds(layer: SVGGElement): Part {
  const nodes = new Map<string, FoldNode>();
  return {
    arrange({ layout }) {
      joinNodes(layer, nodes, layout.folds, buildFold);
      for (const place of layout.folds) {
        const node = nodes.get(place.key);
        if (!node) continue;
        putItem(node, place);
        putSpot(node.name, place.name);
        putSpot(node.counts, place.counts);
      }
    },
    refresh({ layout, snapshot, view, selected }) {
      for (const place of layout.folds) {
        const node = nodes.get(place.key);
        if (!node) continue;
        const folds = snapshot.brokers.find(({ id }) => id === place.broker)?.internal ?? [];
        const { replicas = 0, leaders = 0 } = folds.find(({ topic }) => topic === place.topic) ?? {};
        const name = layout.compact ? `${view.labels.broker(place.broker)} · ${place.topic}` : place.topic;
        const cut = sayIn(node.name, place.name, name);
        const cutCounts = sayIn(node.counts, place.counts, view.labels.folded(replicas, leaders));
        tell(node, view.labels.sentences.topic(place.topic, place.broker, replicas, leaders), cut, cutCounts);
        mark(node.g, 'is-selected', selected === selectionKey({ kind: 'topic', name: place.topic }));
      }
    },
  };
}

function buildFold(): FoldNode {
  const item = itemNode('fold', 9);
  const [name, counts] = [text('note'), text('note')];
  item.g.append(name, counts);
  return { ...item, name, counts };
}
