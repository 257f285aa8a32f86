import { useEffect, useRef } from 'react';
import { usePage } from '../../store/page.ts';
import { useDriver } from '../driver-context.tsx';
import { clockText } from '../format.ts';
import { useMessages } from '../messages.tsx';

/** Milliseconds between two values, so that arrow keys move by a readable step. */
const stepMs = 100;

/** Any moment that the run has been at. Follows the clock past React. */
export function MomentSlider() {
  const { transport } = useMessages();
  const driver = useDriver();
  const slider = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const show = (atUs: number) => {
      const input = slider.current;
      if (input === null) return;
      const endUs = Math.max(atUs, usePage.getState().visitedUs, stepMs * 1000);
      // A whole number of steps, or the last moment could not be reached.
      input.max = String(Math.ceil(endUs / 1000 / stepMs) * stepMs);
      input.value = String(Math.floor(atUs / 1000));
      const text = transport.momentOf(clockText(atUs), clockText(endUs));
      if (input.getAttribute('aria-valuetext') !== text && !usePage.getState().playing)
        input.setAttribute('aria-valuetext', text);
    };
    show(driver.latest()?.atUs ?? 0);
    return driver.onFrame((snapshot) => show(snapshot.atUs));
  }, [driver, transport]);
  const seek = (ms: number) => {
    const { visitedUs } = usePage.getState();
    void driver.seek(Math.min(ms * 1000, visitedUs));
  };
  return (
    <label className="moment">
      <span className="visually-hidden">{transport.moment}</span>
      <input
        ref={slider}
        type="range"
        min={0}
        step={stepMs}
        defaultValue={0}
        onInput={(event) => seek(Number(event.currentTarget.value))}
      />
    </label>
  );
}
