import { useRef } from 'react';
import { shownController } from '../../diagram/cluster/structure.ts';
import { usePage } from '../../store/page.ts';
import { selectOpened, selectView } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { bytesText } from '../format.ts';
import { CloseIcon } from '../icons.tsx';
import { chosenFromInput } from './chosen-files.ts';
import { useOpening } from './opening.tsx';
import { useOwner } from './storage-owner.ts';
import { useStorageTexts } from './texts.tsx';

/** Whose disk it is, what that broker does, and the way to a real one. */
export function SourceBar() {
  const texts = useStorageTexts();
  const owner = useOwner();
  const view = usePage(selectView);
  const opened = usePage(selectOpened);
  if (view === null || owner === null) return null;
  const controller = shownController(view);
  const value = owner.kind === 'node' ? `node-${owner.node}` : `opened-${owner.id}`;
  const choose = (chosen: string) => {
    const [kind, id] = chosen.split('-');
    const number = Number(id);
    usePage.getState().lookAtDisk(kind === 'node' ? { kind, node: number } : { kind: 'opened', id: number }, '');
  };
  return (
    <div className="disk-bar">
      <label className="disk-owner">
        <span className="visually-hidden">{texts.source}</span>
        <select className="input" value={value} onChange={(event) => choose(event.target.value)}>
          <optgroup label={texts.cluster}>
            {view.brokers.map(({ id }) => (
              <option key={id} value={`node-${id}`}>
                {texts.broker(id)}
              </option>
            ))}
            {controller !== null && <option value={`node-${controller.id}`}>{texts.controller(controller.id)}</option>}
          </optgroup>
          {opened.length > 0 && (
            <optgroup label={texts.openedHere}>
              {opened.map(({ id, name }) => (
                <option key={id} value={`opened-${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      {owner.kind === 'node' ? <NodePower node={owner.node} /> : <OpenedNote id={owner.id} />}
      <span className="spacer" />
      <OpenReal />
    </div>
  );
}

function NodePower({ node }: { node: number }) {
  const texts = useStorageTexts();
  const driver = useDriver();
  const broker = usePage((state) => state.view?.brokers.find(({ id }) => id === node)?.state ?? null);
  if (broker === null) return null;
  const down = broker === 'stopped' || broker === 'crashed';
  return (
    <>
      <span className="pill">
        <i className={down ? 'dot bad' : broker === 'running' ? 'dot' : 'dot warn'} />
        {texts.power.states[broker]}
      </span>
      <button
        type="button"
        className={down ? 'btn' : 'btn danger'}
        onClick={() => void driver.act({ do: down ? 'start-broker' : 'kill-broker', broker: node })}
      >
        {down ? texts.power.start(node) : texts.power.kill(node)}
      </button>
    </>
  );
}

function OpenedNote({ id }: { id: number }) {
  const texts = useStorageTexts();
  const driver = useDriver();
  const directory = usePage((state) => state.opened.find((opened) => opened.id === id) ?? null);
  if (directory === null) return null;
  const { name, files, sizeInBytes } = directory;
  const close = () => {
    usePage.getState().removeOpened(id);
    void driver.disk('diskClose', { id });
  };
  return (
    <>
      <span className="pill">{texts.readOnly}</span>
      <button type="button" className="btn bare square" aria-label={texts.open.close(name)} onClick={close}>
        <CloseIcon />
      </button>
      <p className="visually-hidden" role="status">
        {texts.open.opened(name, files, bytesText(sizeInBytes))}
      </p>
    </>
  );
}

/** Folder or files of a real broker. */
function OpenReal() {
  const texts = useStorageTexts();
  const menu = useRef<HTMLElement>(null);
  return (
    <>
      <button type="button" className="btn" popoverTarget="open-real">
        {texts.open.title}
      </button>
      <section ref={menu} id="open-real" popover="auto" className="menu open-real" aria-label={texts.open.title}>
        <p>{texts.open.text}</p>
        <FileChoice label={texts.open.folder} folder onChosen={() => menu.current?.hidePopover()} />
        <FileChoice label={texts.open.files} folder={false} onChosen={() => menu.current?.hidePopover()} />
        <p className="quiet">{texts.open.drop}</p>
      </section>
    </>
  );
}

interface FileChoiceProps {
  readonly label: string;
  readonly folder: boolean;
  readonly onChosen: () => void;
}

function FileChoice({ label, folder, onChosen }: FileChoiceProps) {
  const opening = useOpening();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="btn" disabled={opening.busy} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        {...(folder ? { webkitdirectory: '' } : {})}
        aria-label={label}
        onChange={(event) => {
          const { files } = event.target;
          if (files !== null && files.length > 0) {
            const { name, files: list } = chosenFromInput(files);
            onChosen();
            void opening.open(name, list);
          }
          event.target.value = '';
        }}
      />
    </>
  );
}
