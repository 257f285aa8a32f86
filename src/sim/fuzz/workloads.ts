import type { LoadPattern, ProducerSetup, RecordPattern } from '../setup.ts';
import { type Dice, pick } from './dice.ts';

/** The same producer, that sends when and what the dice say. */
export function withWorkload(dice: Dice, producer: ProducerSetup): ProducerSetup {
  return {
    ...producer,
    ...(dice(3) > 0 && { load: loadFrom(dice) }),
    ...(dice(3) > 0 && { record: recordFrom(dice) }),
    ...(dice(4) === 0 && { keys: { kind: 'list', keys: ['1', '2', '3'], order: pick(dice, ['given', 'drawn']) } }),
    ...(dice(4) === 0 && { alsoTo: [`t${dice(3)}`] }),
  };
}

export const loadFrom = (dice: Dice): LoadPattern =>
  dice(2) === 0
    ? { kind: 'burst', records: 1 + dice(60), everyUs: (1 + dice(40)) * 100_000 }
    : { kind: 'count', records: 1 + dice(100) };

function recordFrom(dice: Dice): RecordPattern {
  return {
    ...pick<RecordPattern>(dice, [
      {},
      { value: null },
      { value: '{n}', valueSerializer: 'integer' },
      { value: '{"n": {n}, "who": "{producer}", "at": {time}}', valueSerializer: 'json' },
      {
        value: 'drawn {1..30} of {key} in {topic}',
        headers: [
          { key: 'n', value: '{n}' },
          { key: 'none', value: null },
        ],
      },
    ]),
    ...(dice(3) === 0 && { tombstonePercent: pick(dice, [5, 50, 100]) }),
    ...(dice(5) === 0 && { partition: dice(4) }),
    ...(dice(5) === 0 && {
      timestamp: pick<NonNullable<RecordPattern['timestamp']>>(dice, [
        { kind: 'at', ms: 1_767_225_600_000 },
        { kind: 'late', upToMs: 60_000 },
      ]),
    }),
  };
}
