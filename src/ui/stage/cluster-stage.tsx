import { useEffect, useMemo, useRef } from 'react';
import { createClusterDiagram } from '../../diagram/cluster/draw.ts';
import type { ClusterView } from '../../diagram/cluster/view.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import { useDriver } from '../driver-context.tsx';
import { useMessages } from '../messages.tsx';
import { testIds } from '../test-ids.ts';
import { compactQuery, reducedMotionQuery, useMedia } from '../use-media.ts';
import { createPulses, pulseMs } from './changed-things.ts';
import { clusterLabels } from './cluster-labels.ts';

/**
 * Mounts the diagram once. Frames reach it past React: the driver hands it every snapshot; what the reader chooses
 * (selection, colours, language) redraws the newest one.
 */
export function ClusterStage() {
  const driver = useDriver();
  const messages = useMessages();
  const labels = useMemo(() => clusterLabels(messages.diagram), [messages]);
  const reducedMotion = useMedia(reducedMotionQuery);
  const compact = useMedia(compactQuery);
  const container = useRef<HTMLDivElement>(null);
  const settings = useRef({ labels, reducedMotion, compact });
  const redraw = useRef<() => void>(() => {});

  useEffect(() => {
    if (container.current === null) return;
    const diagram = createClusterDiagram(container.current, {
      onSelect: (selection) => usePage.getState().select(selection),
      onRecord: (place) => usePage.getState().showRecord(place),
      onSkip: (wait) => void driver.seek(wait.endUs),
    });
    const pulses = createPulses();
    const view = (snapshot: Snapshot): ClusterView => {
      const { selection, colourBy, kinds } = usePage.getState();
      const changed = pulses.keys(performance.now());
      return { ...settings.current, nowUs: snapshot.atUs, selection, hover: null, colourBy, kinds, changed };
    };
    redraw.current = () => {
      const snapshot = driver.latest();
      if (snapshot !== null) diagram.update(snapshot, view(snapshot));
    };
    redraw.current();
    let pulseEnd: ReturnType<typeof setTimeout> | undefined;
    const leave = driver.onFrame((snapshot, updates) => {
      if (updates !== null) pulses.add(updates, performance.now());
      diagram.update(snapshot, view(snapshot));
      // A run that stands draws no further frame that would end the pulse.
      clearTimeout(pulseEnd);
      if (!usePage.getState().playing) pulseEnd = setTimeout(() => redraw.current(), pulseMs);
    });
    const forget = usePage.subscribe((state, before) => {
      const same =
        state.selection === before.selection && state.colourBy === before.colourBy && state.kinds === before.kinds;
      if (!same) redraw.current();
    });
    return () => {
      clearTimeout(pulseEnd);
      leave();
      forget();
      diagram.destroy();
    };
  }, [driver]);

  useEffect(() => {
    settings.current = { labels, reducedMotion, compact };
    redraw.current();
  }, [labels, reducedMotion, compact]);

  return <div ref={container} className="diagram" data-testid={testIds.stage} />;
}
