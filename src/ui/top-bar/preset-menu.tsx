import { useRef, useState } from 'react';
import { presets } from '../../scenario/presets/index.ts';
import { usePage } from '../../store/page.ts';
import { selectPreset } from '../../store/selectors.ts';
import type { StoredRunInfo } from '../../worker/protocol.ts';
import { useDriver } from '../driver-context.tsx';
import { ChevronIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { storedRunName } from '../notices/stored-run-name.ts';

export function PresetMenu() {
  const messages = useMessages();
  const driver = useDriver();
  const current = usePage(selectPreset);
  const menu = useRef<HTMLElement>(null);
  const [stored, setStored] = useState<readonly StoredRunInfo[]>([]);
  const choose = (open: Promise<void>) => {
    menu.current?.hidePopover();
    void open;
  };
  const refresh = () => void driver.storedRuns().then(setStored);
  return (
    <div className="scenario">
      <button type="button" className="btn" popoverTarget="scenarios" aria-haspopup="true">
        <span className="visually-hidden">{messages.top.scenario}: </span>
        <span className="title">{messages.presets[current ?? '']?.title ?? messages.top.custom}</span>
        <ChevronIcon />
      </button>
      <section
        ref={menu}
        id="scenarios"
        popover="auto"
        className="menu scenarios"
        aria-label={messages.top.scenarios}
        onBeforeToggle={refresh}
      >
        {presets.map(({ id }) => (
          <button key={id} type="button" aria-current={id === current} onClick={() => choose(driver.open.preset(id))}>
            <b>{messages.presets[id]?.title ?? id}</b>
            <span>{messages.presets[id]?.text}</span>
          </button>
        ))}
        {stored.length > 0 && <div className="kick">{messages.top.storedRuns}</div>}
        {stored.map((run) => (
          <button key={run.runId} type="button" onClick={() => choose(driver.open.stored(run.runId))}>
            <span>{storedRunName(run, messages)}</span>
          </button>
        ))}
      </section>
    </div>
  );
}
