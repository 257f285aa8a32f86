import type { LoadPattern } from '../../sim/setup.ts';
import { useMessages } from '../messages.tsx';
import { ChoiceField, NumberField } from './fields.tsx';

interface Props {
  readonly ratePerSecond: number;
  readonly load: LoadPattern | null;
  readonly onRate: (ratePerSecond: number) => void;
  readonly onLoad: (load: LoadPattern | null) => void;
}

const kinds = ['rate', 'burst', 'count'] as const;
const usPerSecond = 1_000_000;

/** How many records, and when. */
export function LoadFields({ ratePerSecond, load, onRate, onLoad }: Props) {
  const texts = useMessages().acts.producer;
  const choose = (kind: (typeof kinds)[number]) => {
    if (kind === 'rate') onLoad(null);
    else if (kind === 'burst') onLoad({ kind, records: 20, everyUs: 5 * usPerSecond });
    else onLoad({ kind, records: 100 });
  };
  const choices = kinds.map((value) => ({ value, label: texts.loadKinds[value] }));
  return (
    <>
      <ChoiceField name={texts.load} value={load?.kind ?? 'rate'} choices={choices} onChange={choose} />
      <div className="pair">
        {load !== null && (
          <NumberField
            name={texts.records}
            value={load.records}
            onChange={(records) => onLoad({ ...load, records: Math.floor(records) })}
          />
        )}
        {load?.kind === 'burst' ? (
          <NumberField
            name={texts.everySeconds}
            step="any"
            value={load.everyUs / usPerSecond}
            onChange={(seconds) => onLoad({ ...load, everyUs: Math.round(seconds * usPerSecond) })}
          />
        ) : (
          <NumberField
            name={texts.rate}
            {...(load === null && { hint: texts.handOnly })}
            step="any"
            value={ratePerSecond}
            onChange={onRate}
          />
        )}
      </div>
    </>
  );
}
