import { useState } from 'react';
import type { GanttTold } from '../../diagram/groups/draw.ts';
import { rebalanceWindow, type TimeWindow } from '../../diagram/groups/rebalance-window.ts';
import type { GroupsTexts } from '../../i18n/groups.ts';
import type { GroupDetail } from '../../sim/view/group-details.ts';
import { useDriver } from '../driver-context.tsx';
import { clockText } from '../format.ts';
import { Source } from '../inspector/source.tsx';
import { GanttView } from './gantt-view.tsx';
import { RebalanceArrows } from './rebalance-arrows.tsx';
import { useGroupsTexts } from './texts.tsx';
import { startOf, toldText } from './told-text.ts';

type Window = keyof GroupsTexts['rebalances']['windows'];
const windowUs: Readonly<Record<Window, number>> = {
  short: 30_000_000,
  middle: 120_000_000,
  long: 600_000_000,
  all: Number.POSITIVE_INFINITY,
};
const windows: readonly Window[] = ['short', 'middle', 'long', 'all'];

/** One row a consumer over simulated time; below it, what the thing under the pointer or the focus has to say. */
export function Rebalances({ detail, nowUs }: { detail: GroupDetail; nowUs: number }) {
  const texts = useGroupsTexts();
  const { rebalances } = texts;
  const [shown, setWindow] = useState<Window>('middle');
  const [told, setTold] = useState<GanttTold | null>(null);
  const [traced, setTraced] = useState<TimeWindow | null>(null);
  const fromUs = Math.max(0, nowUs - windowUs[shown]);
  const seen = detail.history.members.some(({ endUs }) => endUs === null || endUs > fromUs);
  return (
    <section className="rebalances">
      <div className="section-head">
        <h3>
          {rebalances.title} <Source source="observed" />
        </h3>
        <fieldset className="segments">
          <legend className="visually-hidden">{rebalances.window}</legend>
          {windows.map((name) => (
            <label key={name}>
              <input type="radio" name="groups-window" checked={shown === name} onChange={() => setWindow(name)} />
              <span>{rebalances.windows[name]}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {seen ? (
        <GanttView detail={detail} fromUs={fromUs} nowUs={nowUs} onTell={setTold} />
      ) : (
        <p className="quiet">{rebalances.nobody}</p>
      )}
      <Told
        told={told}
        traced={told === null ? null : rebalanceWindow(detail.history, told, nowUs)}
        onTrace={setTraced}
      />
      <Legend />
      {traced !== null && <RebalanceArrows group={detail.group.id} window={traced} onClose={() => setTraced(null)} />}
    </section>
  );
}

interface ToldProps {
  readonly told: GanttTold | null;
  /** When the rebalance was that it is about. */
  readonly traced: TimeWindow | null;
  readonly onTrace: (window: TimeWindow) => void;
}

function Told({ told, traced, onTrace }: ToldProps) {
  const texts = useGroupsTexts();
  const driver = useDriver();
  if (told === null) return <p className="told quiet">{texts.rebalances.hint}</p>;
  const fromUs = startOf(told);
  return (
    <p className="told" data-testid="gantt-told">
      {toldText(told, texts)}{' '}
      <button type="button" className="link" onClick={() => void driver.seek(fromUs)}>
        {texts.rebalances.goTo(clockText(fromUs))}
      </button>
      {traced !== null && (
        <>
          {' · '}
          <button type="button" className="link" onClick={() => onTrace(traced)}>
            {texts.arrows.show}
          </button>
        </>
      )}
    </p>
  );
}

const phases = ['reading', 'joining', 'dead', 'expelled', 'idle', 'arriving'] as const;

function Legend() {
  const { rebalances } = useGroupsTexts();
  return (
    <ul className="gantt-legend" aria-label={rebalances.legend}>
      {phases.map((phase) => (
        <li key={phase}>
          <i className={`key ${phase}`} />
          {rebalances.phases[phase]}
        </li>
      ))}
      <li>
        <i className="key commit" />
        {rebalances.commit}
      </li>
      <li>
        <i className="key mark" />
        {rebalances.mark}
      </li>
      <li>
        <i className="key coordinator" />
        {rebalances.coordinator}
      </li>
    </ul>
  );
}
