import { usePage } from '../../store/page.ts';
import { selectColourBy, selectKinds, selectServerLogOpen } from '../../store/selectors.ts';
import { PlusIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { requestKinds } from './request-kinds.ts';

export function StageTools() {
  const { stage } = useMessages();
  return (
    <div className="stage-tools">
      <button type="button" className="btn primary produce" onClick={() => usePage.getState().openProduce({})}>
        <PlusIcon />
        {stage.produce}
      </button>
      <ServerLogButton />
      <span className="spacer" />
      <ColourChoice />
      <KindChoice />
    </div>
  );
}

function ServerLogButton() {
  const { stage } = useMessages();
  const open = usePage(selectServerLogOpen);
  return (
    <button
      type="button"
      className="btn"
      aria-expanded={open}
      title={stage.serverLogTitle}
      onClick={() => usePage.getState().setServerLogOpen(!open)}
    >
      {stage.serverLog}
    </button>
  );
}

function ColourChoice() {
  const { stage } = useMessages();
  const colourBy = usePage(selectColourBy);
  return (
    <fieldset>
      <legend>{stage.colourBy}</legend>
      <span className="segments">
        {(['partition', 'key'] as const).map((by) => (
          <label key={by}>
            <input
              type="radio"
              name="colour-by"
              checked={colourBy === by}
              onChange={() => usePage.getState().setColourBy(by)}
            />
            <span>{stage[by]}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}

function KindChoice() {
  const { stage } = useMessages();
  const kinds = usePage(selectKinds);
  return (
    <fieldset>
      <legend>{stage.show}</legend>
      {requestKinds.map(({ name, apis }) => (
        <label key={name} className="check">
          <input
            type="checkbox"
            checked={apis.every((api) => kinds.has(api))}
            onChange={(event) => usePage.getState().showKinds(apis, event.target.checked)}
          />
          {stage.kinds[name]}
        </label>
      ))}
    </fieldset>
  );
}
