import { useEffect, useRef } from 'react';
import { usePage } from '../../store/page.ts';
import { selectDocument } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { clockText, microText, timestampText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { testIds } from '../test-ids.ts';

/** The simulated time, written straight into the page every frame. */
export function Clock() {
  const { transport } = useMessages();
  const driver = useDriver();
  const startTimeMs = usePage(selectDocument)?.startTimeMs ?? null;
  const time = useRef<HTMLSpanElement>(null);
  const micro = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (atUs: number) => {
      if (time.current !== null) time.current.textContent = clockText(atUs);
      if (micro.current !== null) micro.current.textContent = ` ${microText(atUs)}`;
    };
    show(driver.latest()?.atUs ?? 0);
    return driver.onFrame((snapshot) => show(snapshot.atUs));
  }, [driver]);
  return (
    <div className="clock">
      <span className="time" data-testid={testIds.clock}>
        <span ref={time} />
        <span ref={micro} className="micro" />
      </span>
      <span className="wall">
        {transport.clock}
        {startTimeMs !== null && <span className="visually-hidden"> {timestampText(startTimeMs)}</span>}
      </span>
    </div>
  );
}
