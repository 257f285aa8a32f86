import { useEffect, useState } from 'react';
import type { ResetStrategy } from '../../kafka/group/offset-reset.ts';
import type { Command } from '../../sim/command.ts';
import type { GroupView, Snapshot } from '../../sim/snapshot.ts';
import type { ResetPreview, ResetRow } from '../../sim/view/reset-preview.ts';
import { useDriver } from '../driver-context.tsx';
import { partitionName } from '../inspector/names.ts';
import { Source } from '../inspector/source.tsx';
import { useMessages } from '../messages.tsx';
import { useCalmMoment } from '../use-calm-moment.ts';
import { Act, ActForm } from './act.tsx';
import { ChoiceField, NumberField, TextField } from './fields.tsx';

const kinds = [
  'to-earliest',
  'to-latest',
  'to-offset',
  'shift-by',
  'to-current',
  'to-datetime',
  'by-duration',
] as const satisfies readonly ResetStrategy['kind'][];

type ResetOffsets = Command & { readonly do: 'reset-offsets' };

/** kafka-consumer-groups --reset-offsets: before it is done, what it would do, partition by partition. */
export function ResetOffsets({ group, view }: { group: GroupView; view: Snapshot }) {
  const { acts } = useMessages();
  return (
    <Act title={acts.names['reset-offsets']} text={acts.reset.text}>
      <ResetForm group={group} view={view} />
    </Act>
  );
}

function ResetForm({ group, view }: { group: GroupView; view: Snapshot }) {
  const texts = useMessages().acts.reset;
  const [topic, setTopic] = useState<string>(group.topics[0] ?? '');
  const [partitions, setPartitions] = useState('');
  const [kind, setKind] = useState<ResetStrategy['kind']>('to-earliest');
  const [number, setNumber] = useState(0);
  const [time, setTime] = useState(() => isoText(view.startTimeMs + Math.floor(view.atUs / 1000)));
  const to = strategyOf(kind, number, time);
  const some = numbersOf(partitions);
  const command: ResetOffsets | null =
    to === null || some === null
      ? null
      : {
          do: 'reset-offsets',
          group: group.id,
          topic: topic === '' ? null : topic,
          ...(topic !== '' && some.length > 0 && { partitions: some }),
          to,
        };
  const choose = (chosen: ResetStrategy['kind']) => {
    setKind(chosen);
    setNumber(chosen === 'shift-by' ? -10 : chosen === 'by-duration' ? 60 : 0);
  };
  return (
    <ActForm
      command={command ?? { do: 'reset-offsets', group: group.id, topic: null, to: { kind: 'to-current' } }}
      submit={texts.execute}
      disabled={command === null}
    >
      <div className="pair">
        <ChoiceField
          name={texts.topic}
          value={topic}
          choices={[
            ...group.topics.map((name) => ({ value: name, label: name })),
            { value: '', label: texts.allTopics },
          ]}
          onChange={setTopic}
        />
        {topic !== '' && (
          <TextField name={texts.partitions} hint={texts.partitionsHint} value={partitions} onChange={setPartitions} />
        )}
      </div>
      <ChoiceField
        name={texts.to}
        value={kind}
        choices={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        onChange={choose}
      />
      {(kind === 'to-offset' || kind === 'shift-by' || kind === 'by-duration') && (
        <NumberField name={texts.numbers[kind]} value={number} onChange={setNumber} />
      )}
      {kind === 'to-datetime' && <TextField name={texts.time} hint="UTC" value={time} onChange={setTime} />}
      {command !== null && <Preview command={command} />}
    </ActForm>
  );
}

const isoText = (ms: number): string => new Date(ms).toISOString().replace('Z', '');

function strategyOf(kind: ResetStrategy['kind'], number: number, time: string): ResetStrategy | null {
  const whole = Number.isFinite(number) ? Math.trunc(number) : null;
  switch (kind) {
    case 'to-offset':
      return whole === null || whole < 0 ? null : { kind, offset: whole };
    case 'shift-by':
      return whole === null ? null : { kind, by: whole };
    case 'by-duration':
      return Number.isFinite(number) && number >= 0 ? { kind, ms: Math.round(number * 1000) } : null;
    case 'to-datetime': {
      const ms = Date.parse(/[Zz]|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`);
      return Number.isNaN(ms) || ms < 0 ? null : { kind, ms };
    }
    default:
      return { kind };
  }
}

/** `0, 2`; null: that is no list of partitions. */
function numbersOf(text: string): number[] | null {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  return parts.every((part) => /^\d{1,4}$/.test(part)) ? parts.map(Number) : null;
}

/** As the tool's dry run would answer at this moment. */
function usePreview(command: ResetOffsets): ResetPreview | null {
  const driver = useDriver();
  const moment = useCalmMoment();
  const [preview, setPreview] = useState<ResetPreview | null>(null);
  const asked = JSON.stringify(command);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment is why to ask again
  useEffect(() => {
    let wanted = true;
    void driver.resetPreview(JSON.parse(asked)).then((answer) => {
      if (wanted) setPreview(answer);
    });
    return () => {
      wanted = false;
    };
  }, [driver, asked, moment]);
  return preview;
}

function Preview({ command }: { command: ResetOffsets }) {
  const { acts, inspector } = useMessages();
  const texts = acts.reset;
  const preview = usePreview(command);
  if (preview === null || preview.kind === 'invalid') return null;
  return (
    <section className="preview" aria-label={texts.preview} data-testid="reset-preview">
      <h3>
        {texts.preview} <code>--dry-run</code> <Source source="derived" />
      </h3>
      {preview.kind === 'refused' && <p className="warning">{preview.message}</p>}
      {preview.kind === 'plan' && preview.rows.length === 0 && <p className="quiet">{texts.nothing}</p>}
      {preview.kind === 'plan' && preview.rows.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{inspector.tables.partition}</th>
              <th scope="col">{texts.before}</th>
              <th scope="col">{texts.after}</th>
              <th scope="col">{texts.means}</th>
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <tr key={partitionName(row)}>
                <td>{partitionName(row)}</td>
                <td>{row.current ?? '–'}</td>
                <td>{row.target}</td>
                <td>
                  <Meaning row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {preview.kind === 'plan' &&
        preview.warnings.map((warning) => (
          <p key={warning} className="warning">
            {warning}
          </p>
        ))}
    </section>
  );
}

function Meaning({ row }: { row: ResetRow }) {
  const texts = useMessages().acts.reset;
  if (row.again === null || row.skipped === null) return texts.first;
  if (row.again > 0) return texts.again(row.again);
  return row.skipped > 0 ? texts.skipped(row.skipped) : texts.same;
}
