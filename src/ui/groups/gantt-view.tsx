import { useEffect, useMemo, useRef } from 'react';
import { createGantt, type GanttChart, type GanttLabels, type GanttTold } from '../../diagram/groups/draw.ts';
import type { GroupDetail } from '../../sim/view/group-details.ts';
import { usePage } from '../../store/page.ts';
import { clockText } from '../format.ts';
import { compactQuery, useMedia } from '../use-media.ts';
import { useGroupsTexts } from './texts.tsx';
import { inBarTexts, toldText } from './told-text.ts';

interface GanttViewProps {
  readonly detail: GroupDetail;
  readonly fromUs: number;
  readonly nowUs: number;
  readonly onTell: (told: GanttTold) => void;
}

/** As many as there are colours. */
const colours = 6;

/** Mounts the chart once; every answer of the engine redraws it. */
export function GanttView({ detail, fromUs, nowUs, onTell }: GanttViewProps) {
  const texts = useGroupsTexts();
  const compact = useMedia(compactQuery);
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<GanttChart | null>(null);
  const group = detail.group.id;
  const labels = useMemo<GanttLabels>(
    () => ({
      chart: texts.rebalances.chart,
      tell: (told) => toldText(told, texts),
      inBar: (bar) => inBarTexts(bar, texts),
      generation: texts.rebalances.generation,
      clock: (us) => clockText(us).replace(/\.000$/, ''),
    }),
    [texts],
  );

  useEffect(() => {
    if (container.current === null) return;
    const made = createGantt(container.current, {
      onTell,
      onChoose: ({ member }) => usePage.getState().select({ kind: 'member', group, id: member }),
    });
    chart.current = made;
    return () => made.destroy();
  }, [onTell, group]);

  useEffect(() => {
    const index = new Map(
      usePage.getState().view?.partitions.map((at) => [`${at.topic}-${at.partition}`, at.internal ? -1 : at.index]),
    );
    const colourOf = (partition: string): number => {
      const at = index.get(partition) ?? -1;
      return at < 0 ? -1 : at % colours;
    };
    chart.current?.update({ history: detail.history, fromUs, toUs: nowUs, compact, colourOf }, labels);
  }, [detail, fromUs, nowUs, compact, labels]);

  return <div ref={container} className="gantt-box" data-testid="gantt" />;
}
