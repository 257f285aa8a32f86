import { type ItemNode, itemNode, mark, put, putBox, putItem, putSpot, sayIn, svg, tell, text } from './nodes.ts';
import type { Part } from './scene.ts';
import { shownController } from './structure.ts';

/** The sign of a controller, also beside the name of a broker that is one too. */
export const controllerPath = 'M-5 2.5l0 -6l2.6 2.2l2.4 -3.7l2.4 3.7l2.6 -2.2l0 6zM-5 4.8h10';

/** The dedicated controller node with the end of its metadata log. */
export function createController(layer: SVGGElement): Part {
  const item: ItemNode = itemNode('controller', 9);
  const hatch = svg('rect', { class: 'hatch', rx: 9 });
  const sign = svg('path', { class: 'sign', d: controllerPath });
  const [name, offset] = [text('name'), text('note')];
  item.g.append(hatch, sign, name, offset);
  layer.append(item.g);
  return {
    arrange({ layout: { controller } }) {
      put(item.g, 'display', controller === null ? 'none' : 'inline');
      if (controller === null) return;
      putItem(item, controller);
      putBox(hatch, controller.box);
      put(sign, 'transform', `translate(${controller.dot.x},${controller.dot.y})`);
      putSpot(name, controller.name);
      putSpot(offset, controller.offset);
    },
    refresh({ layout, snapshot, view, selected, hatch: pattern }) {
      const controller = shownController(snapshot);
      const { labels } = view;
      const place = layout.controller;
      if (controller === null || place === null) return;
      const cut = sayIn(name, place.name, labels.controller(controller.id));
      const facts = controller.running ? labels.metadataOffset(controller.metadataOffset) : labels.brokerStates.stopped;
      const cutFacts = sayIn(offset, place.offset, facts);
      tell(item, labels.sentences.controller(controller), cut, cutFacts);
      put(hatch, 'fill', pattern);
      mark(item.g, 'is-crashed', !controller.running);
      mark(item.g, 'is-selected', selected === place.key);
      mark(item.g, 'is-changed', view.changed.has(place.key));
    },
  };
}
