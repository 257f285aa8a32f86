import { commandLine } from '../../scenario/command-line.ts';
import type { Command } from '../../sim/command.ts';
import { usePage } from '../../store/page.ts';
import { selectView } from '../../store/selectors.ts';
import { CopyButton } from '../copy-button.tsx';
import { useMessages } from '../messages.tsx';
import { testIds } from '../test-ids.ts';

/** What one types to do the same to a real cluster, to copy. */
export function CommandText({ command }: { command: Command }) {
  const { acts } = useMessages();
  const view = usePage(selectView);
  if (view === null) return null;
  const { controllers, brokers, producers, groups } = view;
  const ids = { controllers: controllers.map(({ id }) => id), brokers: brokers.map(({ id }) => id) };
  const racks = brokers.flatMap(({ id, rack }) => (rack === null ? [] : [{ broker: id, rack }]));
  const context = { ...ids, racks, producers, groups };
  const line = commandLine(command, context);
  if (line === null) return <p>{acts.noCommand}</p>;
  return (
    <div className="command">
      <code data-testid={testIds.commandLine}>{line}</code>
      <CopyButton text={line} label={acts.copyCommand} />
    </div>
  );
}
