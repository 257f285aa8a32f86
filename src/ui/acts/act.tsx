import type { ReactNode } from 'react';
import type { Words } from '../../i18n/words.ts';
import type { Command } from '../../sim/command.ts';
import { usePage } from '../../store/page.ts';
import { selectPlaying } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { ChevronIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { CommandText } from './command-text.tsx';

interface ActProps {
  readonly title: string;
  readonly danger?: boolean;
  readonly text?: Words | string;
  readonly children: ReactNode;
}

/** One act, folded: what it means, its fields, Kafka's command line, and the button. */
export function Act({ title, danger = false, text, children }: ActProps) {
  return (
    <details className={danger ? 'act danger' : 'act'} name="act">
      <summary>
        {title}
        <ChevronIcon />
      </summary>
      <div className="inside">
        {text !== undefined && (
          <p>
            <Say words={text} />
          </p>
        )}
        {children}
      </div>
    </details>
  );
}

interface ActFormProps {
  readonly command: Command;
  readonly submit?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly onDone?: () => void;
  readonly children?: ReactNode;
}

/** Fields of an act, the command line they come to, and the button that does it. */
export function ActForm({ command, submit, disabled = false, danger = false, onDone, children }: ActFormProps) {
  const { acts } = useMessages();
  const driver = useDriver();
  const act = async () => {
    await driver.act(command);
    onDone?.();
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      {children}
      <CommandText command={command} />
      <button type="submit" className={danger ? 'btn danger' : 'btn primary'} disabled={disabled}>
        {submit ?? acts.names[command.do]}
      </button>
    </form>
  );
}

interface SimpleActProps {
  readonly command: Command;
  readonly title?: string;
  readonly text?: Words | string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

/** An act without fields: one press. */
export function SimpleAct({ command, title, text, danger = false, disabled = false }: SimpleActProps) {
  const { acts } = useMessages();
  const driver = useDriver();
  return (
    <div className="act">
      <div className="inside">
        <button
          type="button"
          className={danger ? 'btn danger' : 'btn'}
          disabled={disabled}
          onClick={() => void driver.act(command)}
        >
          {title ?? acts.names[command.do]}
        </button>
        {text !== undefined && (
          <p>
            <Say words={text} />
          </p>
        )}
        {!disabled && <CommandText command={command} />}
      </div>
    </div>
  );
}

/** The acts of the selected thing. */
export function Acts({ children }: { children: ReactNode }) {
  const { acts, inspector } = useMessages();
  const playing = usePage(selectPlaying);
  return (
    <section className="acts">
      <h3>{inspector.acts}</h3>
      {!playing && <p>{acts.whenPaused}</p>}
      {children}
    </section>
  );
}
