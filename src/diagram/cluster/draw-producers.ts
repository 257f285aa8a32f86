import type { ProducerView } from '../../sim/snapshot.ts';
import { type ItemNode, itemNode, joinNodes, mark, putItem, putSpot, sayIn, tell, text } from './nodes.ts';
import type { ProducerPlace } from './places.ts';
import type { Part, Scene } from './scene.ts';
import { firstThatFits } from './text.ts';

interface ProducerNode extends ItemNode {
  readonly name: SVGTextElement;
  readonly rate: SVGTextElement;
  readonly acks: SVGTextElement;
  readonly counts: SVGTextElement;
}

export function createProducers(layer: SVGGElement): Part {
  const nodes = new Map<string, ProducerNode>();
  return {
    arrange({ layout }) {
      joinNodes(layer, nodes, layout.producers, buildProducer);
      for (const place of layout.producers) arrangeProducer(nodes.get(place.key), place);
    },
    refresh(scene) {
      for (const place of scene.layout.producers) {
        const producer = scene.snapshot.producers.find(({ id }) => id === place.id);
        if (producer) refreshProducer(nodes.get(place.key), place, producer, scene);
      }
    },
  };
}

function buildProducer(): ProducerNode {
  const item = itemNode('producer', 12);
  const [name, rate, acks, counts] = [text('name'), text('note'), text('note'), text('counts')];
  item.g.append(name, rate, acks, counts);
  return { ...item, name, rate, acks, counts };
}

function arrangeProducer(node: ProducerNode | undefined, place: ProducerPlace): void {
  if (!node) return;
  putItem(node, place);
  putSpot(node.name, place.name);
  putSpot(node.rate, place.rate);
  putSpot(node.acks, place.acks);
  putSpot(node.counts, place.counts);
}

function refreshProducer(
  node: ProducerNode | undefined,
  place: ProducerPlace,
  producer: ProducerView,
  { view, selected }: Scene,
): void {
  if (!node) return;
  const { labels } = view;
  const { short, long } = labels.load(producer);
  const cut = [
    sayIn(node.name, place.name, producer.id),
    sayIn(node.rate, place.rate, firstThatFits([long, short], place.rate.width, place.rate.style)),
    sayIn(node.acks, place.acks, `acks=${producer.acks}`),
    sayIn(node.counts, place.counts, labels.delivered(producer)),
  ];
  tell(node, labels.sentences.producer(producer), ...cut);
  mark(node.g, 'is-retrying', producer.retrying);
  mark(node.g, 'is-bad', producer.failed > 0);
  mark(node.g, 'is-selected', selected === place.key);
  mark(node.g, 'is-changed', view.changed.has(place.key));
}
