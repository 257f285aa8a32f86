import type { ServerLogTexts } from '../../i18n/server-log.ts';
import type { ServerLogLine } from '../../sim/server-log/server-log.ts';
import { usePage } from '../../store/page.ts';
import { selectView } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { clockText, microText } from '../format.ts';
import { selectionOf } from './selection-of.ts';

export function LineList({ texts, lines }: { texts: ServerLogTexts; lines: readonly ServerLogLine[] }) {
  const nowUs = usePage(selectView)?.atUs ?? 0;
  return (
    <ol aria-label={texts.lines}>
      {lines.map((line) => (
        <Line key={line.id} texts={texts} line={line} later={line.atUs > nowUs} />
      ))}
    </ol>
  );
}

function Line({ texts, line, later }: { texts: ServerLogTexts; line: ServerLogLine; later: boolean }) {
  const driver = useDriver();
  const when = clockText(line.atUs);
  async function go() {
    await driver.seek(line.atUs);
    const { view, select } = usePage.getState();
    if (view !== null) select(selectionOf(line, view));
  }
  return (
    <li>
      <button type="button" className={later ? 'later' : undefined} title={texts.goTo(when)} onClick={() => void go()}>
        <span className="when">
          {when}
          <small>{microText(line.atUs)}</small>
          {later && <span className="visually-hidden"> {texts.later}</span>}
        </span>
        <span className={`level ${line.level.toLowerCase()}`}>{line.level}</span>
        <span className="node">{line.node}</span>
        <span className="message">
          {line.message} <small>({line.logger})</small>
        </span>
      </button>
    </li>
  );
}
