import type { Box } from '../geometry.ts';
import { type ClusterLayout, spotBox, type TextSpot } from '../places.ts';

export interface TextBox extends Box {
  readonly of: string;
}

/** Every place where the picture may hold text. What shares a line counts as one. */
export function textBoxes(layout: ClusterLayout): TextBox[] {
  const boxes: TextBox[] = [];
  const add = (of: string, origin: Box, ...spots: (TextSpot | null)[]) => {
    for (const spot of spots) if (spot && spot.width > 0) boxes.push({ of, ...spotBox(origin, spot) });
  };
  const { controller } = layout;
  if (controller !== null) add(controller.key, controller.box, controller.name, controller.offset);
  for (const rack of layout.racks) add(rack.key, rack.box, rack.label);
  for (const { key, box, name, state, rack } of layout.brokers)
    add(key, box, name, state.y === name.y ? null : state, rack);
  for (const { key, box, parts } of layout.strips) {
    add(key, box, parts.name, parts.numbers);
    if (parts.role.y !== parts.name.y) add(key, box, parts.role);
  }
  for (const card of layout.cards) add(card.key, card.box, card.name, card.facts);
  for (const fold of layout.folds) add(fold.key, fold.box, fold.name, fold.counts);
  for (const producer of layout.producers)
    add(producer.key, producer.box, producer.name, producer.rate, producer.acks, producer.counts);
  for (const group of layout.groups) add(group.key, group.box, group.name, group.state, group.facts);
  for (const member of layout.members) add(member.key, member.box, member.name, member.lag);
  for (const link of layout.links) add(link.key, link.box, link.text);
  return boxes;
}
