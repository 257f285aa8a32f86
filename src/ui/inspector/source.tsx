import { useMessages } from '../messages.tsx';

/** Where a number comes from: seen in the simulation, worked out from what was seen, Kafka's default, or set here. */
export function Source({ source }: { source: 'observed' | 'derived' | 'default' | 'changed' }) {
  const { inspector } = useMessages();
  return (
    <span className={`source ${source}`} title={inspector.sources[source]}>
      {inspector.sourceNames[source]}
    </span>
  );
}
