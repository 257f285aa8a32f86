/** What is selected, by the names of the stage (`diagram/cluster/selection`). */
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
  | { readonly kind: 'link'; readonly from: number; readonly to: number };

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Where it was clicked. */
  readonly broker: number;
  /** The very record, also where its offset has another one by now; absent: whichever is there. */
  readonly epoch?: number;
}
