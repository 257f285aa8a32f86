/** What a person can select on the stage. */
export type Selection =
  | { readonly kind: 'broker'; readonly id: number }
  | { readonly kind: 'controller'; readonly id: number }
  | { readonly kind: 'rack'; readonly name: string }
  | { readonly kind: 'topic'; readonly name: string }
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'replica'; readonly topic: string; readonly partition: number; readonly broker: number }
  | { readonly kind: 'producer'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'member'; readonly group: string; readonly id: string }
  /** Node ids of brokers and controller. */
  | { readonly kind: 'link'; readonly from: number; readonly to: number };

/** One string for one thing: equal selections have equal keys. A link has one key for both directions. */
export function selectionKey(selection: Selection): string {
  switch (selection.kind) {
    case 'broker':
    case 'controller':
    case 'producer':
    case 'group':
      return `${selection.kind}/${selection.id}`;
    case 'rack':
    case 'topic':
      return `${selection.kind}/${selection.name}`;
    case 'partition':
      return `partition/${selection.topic}-${selection.partition}`;
    case 'replica':
      return `replica/${selection.topic}-${selection.partition}/${selection.broker}`;
    case 'member':
      return `member/${selection.group}/${selection.id}`;
    case 'link':
      return `link/${Math.min(selection.from, selection.to)}-${Math.max(selection.from, selection.to)}`;
  }
}
