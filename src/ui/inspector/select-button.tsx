import type { ReactNode } from 'react';
import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { usePage } from '../../store/page.ts';
import type { Selection } from '../../store/selection.ts';
import { partitionName } from './names.ts';

/** A word that selects the thing it names. */
export function SelectButton({ to, children }: { to: Selection; children: ReactNode }) {
  return (
    <button type="button" className="link" onClick={() => usePage.getState().select(to)}>
      {children}
    </button>
  );
}

/** Leads to a partition, under its name. */
export const PartitionButton = ({ topic, partition }: TopicPartition) => (
  <SelectButton to={{ kind: 'partition', topic, partition }}>{partitionName({ topic, partition })}</SelectButton>
);
