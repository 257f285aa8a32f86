import { usePage } from '../../store/page.ts';
import { selectSpeed } from '../../store/selectors.ts';
import { type Speed, speeds } from '../../store/speeds.ts';
import { useMessages } from '../messages.tsx';
import { useMedia } from '../use-media.ts';

const setSpeed = (speed: Speed) => usePage.getState().setSpeed(speed);

export function SpeedChoice() {
  return useMedia('(max-width: 1179px)') ? <SpeedSelect /> : <SpeedSegments />;
}

function SpeedSegments() {
  const { transport } = useMessages();
  const current = usePage(selectSpeed);
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{transport.speed}</legend>
      {speeds.map((speed) => (
        <label key={speed}>
          <input type="radio" name="speed" checked={speed === current} onChange={() => setSpeed(speed)} />
          <span>{transport.speedOf(speed)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function SpeedSelect() {
  const { transport } = useMessages();
  const current = usePage(selectSpeed);
  return (
    <label>
      <span className="visually-hidden">{transport.speed}</span>
      <select
        className="input"
        value={speeds.indexOf(current)}
        onChange={(event) => setSpeed(speeds[Number(event.target.value)] ?? 1)}
      >
        {speeds.map((speed, index) => (
          <option key={speed} value={index}>
            {transport.speedOf(speed)}
          </option>
        ))}
      </select>
    </label>
  );
}
