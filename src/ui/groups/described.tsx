import { describeGroupLine } from '../../scenario/command-line-groups.ts';
import type { DescribedPartition, GroupDetail } from '../../sim/view/group-details.ts';
import { CopyButton } from '../copy-button.tsx';
import { SelectButton } from '../inspector/select-button.tsx';
import { Source } from '../inspector/source.tsx';
import { Say } from '../say.tsx';
import { testIds } from '../test-ids.ts';
import { useGroupsTexts } from './texts.tsx';

/** The tool's own headings: what one meets the next day at a terminal. */
const headings = ['TOPIC', 'PARTITION', 'CURRENT-OFFSET', 'LOG-END-OFFSET', 'LAG', 'CONSUMER-ID', 'HOST', 'CLIENT-ID'];
/** Columns that hold words. */
const words: ReadonlySet<string> = new Set(['TOPIC', 'CONSUMER-ID', 'HOST', 'CLIENT-ID']);

export function Described({ detail }: { detail: GroupDetail }) {
  const texts = useGroupsTexts().described;
  const { described, warning } = detail;
  const line = describeGroupLine(detail.group.id);
  return (
    <section>
      <h3>
        {texts.title} <Source source="observed" />
      </h3>
      <div className="command">
        <code data-testid={testIds.commandLine}>{line}</code>
        <CopyButton text={line} label={texts.copy} />
      </div>
      {warning !== null && <p className="tool-warning">{warning}</p>}
      {described === null && <p className="quiet">{texts.noCoordinator}</p>}
      {described?.length === 0 && <p className="quiet">{texts.nothing}</p>}
      {described !== null && described.length > 0 && <Lines described={described} />}
      <p className="quiet">
        <Say words={texts.text} />
      </p>
    </section>
  );
}

function Lines({ described }: { described: readonly DescribedPartition[] }) {
  const texts = useGroupsTexts().described;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="wide" aria-label={texts.title} tabIndex={0}>
      <table className="table described">
        <thead>
          <tr>
            {headings.map((name) => (
              <th key={name} scope="col" className={words.has(name) ? 'to-start' : undefined}>
                {name}
                {name === 'LAG' && <Source source="derived" />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {described.map(({ topic, partition, currentOffset, logEndOffset, lag, consumerId, host, clientId }) => (
            <tr key={`${topic}-${partition}`}>
              <td className="to-start">{topic}</td>
              <td>
                <SelectButton to={{ kind: 'partition', topic, partition }}>{partition}</SelectButton>
              </td>
              <td>{currentOffset ?? '-'}</td>
              <td>{logEndOffset ?? '-'}</td>
              <td>{lag ?? '-'}</td>
              <td className="to-start">{consumerId ?? '-'}</td>
              <td className="to-start">{host ?? '-'}</td>
              <td className="to-start">{clientId ?? '-'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
