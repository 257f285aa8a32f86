import { usePage } from '../../store/page.ts';
import { selectCommands, selectPlaying } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { NextIcon, PanelIcon, PauseIcon, PlayIcon, ResetIcon, UndoIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { narrowQuery, useMedia } from '../use-media.ts';
import { AboutRun } from './about-run.tsx';
import { Clock } from './clock.tsx';
import { MomentSlider } from './moment-slider.tsx';
import { SpeedChoice } from './speed-choice.tsx';

export function Transport() {
  const { transport } = useMessages();
  const narrow = useMedia(narrowQuery);
  return (
    <section className="transport" aria-label={transport.label}>
      <Clock />
      <TransportKeys />
      <SpeedChoice />
      {narrow ? <PanelButton /> : <MomentSlider />}
      <AboutRun />
    </section>
  );
}

function TransportKeys() {
  const { transport } = useMessages();
  const driver = useDriver();
  const playing = usePage(selectPlaying);
  const commands = usePage(selectCommands);
  const playName = playing ? transport.pause : transport.play;
  const { undoTitle } = transport;
  return (
    <div className="keys">
      <button
        type="button"
        className="btn bare square"
        aria-label={transport.reset}
        title={transport.resetTitle}
        onClick={() => void driver.open.reset()}
      >
        <ResetIcon />
      </button>
      <button type="button" className="btn primary play" aria-label={playName} title={playName} onClick={driver.toggle}>
        {playing ? <PauseIcon /> : <PlayIcon />}
      </button>
      <button
        type="button"
        className="btn bare square"
        aria-label={transport.next}
        title={transport.next}
        onClick={() => void driver.step()}
      >
        <NextIcon />
      </button>
      <button
        type="button"
        className="btn bare"
        disabled={commands === 0}
        title={undoTitle(commands)}
        aria-label={transport.undo}
        onClick={() => void driver.undo()}
      >
        <UndoIcon />
        <span className="label">{transport.undo}</span>
      </button>
    </div>
  );
}

function PanelButton() {
  const { transport } = useMessages();
  const open = () => usePage.getState().setSheetOpen(true);
  return (
    <button type="button" className="btn square" aria-label={transport.panel} title={transport.panel} onClick={open}>
      <PanelIcon />
    </button>
  );
}
