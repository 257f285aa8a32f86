import type { Failure } from '../../store/run-slice.ts';
import { CopyButton } from '../copy-button.tsx';
import { useDriver } from '../driver-context.tsx';
import { clockText, microText } from '../format.ts';
import { useMessages } from '../messages.tsx';

/** Instead of a dead page: what broke, where, and the way back. */
export function FailureScreen({ failure }: { failure: Failure }) {
  const { failure: texts } = useMessages();
  const driver = useDriver();
  const rows: readonly (readonly [string, string | null])[] = [
    [texts.seed, failure.seed === null ? null : String(failure.seed)],
    [texts.moment, failure.atUs === null ? null : `${clockText(failure.atUs)} ${microText(failure.atUs)}`],
    [texts.step, failure.step === null ? null : String(failure.step)],
    [texts.message, failure.message],
  ];
  const known = rows.filter((row): row is readonly [string, string] => row[1] !== null);
  return (
    <div className="failure">
      <main>
        <h1>{texts.title}</h1>
        <p role="alert">{texts.text[failure.kind]}</p>
        <dl className="facts">
          {known.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="chips">
          <button type="button" className="btn primary" onClick={() => void driver.restart()}>
            {texts.restart}
          </button>
          <CopyButton label={texts.copy} text={`${known.map((row) => row.join(': ')).join('\n')}\n${location.href}`} />
        </div>
        <p>{texts.restartText}</p>
      </main>
    </div>
  );
}
