import { useEffect, useMemo, useRef } from 'react';
import { createTopicDiagram } from '../../diagram/topic/draw.ts';
import type { Zoom } from '../../diagram/topic/scale.ts';
import { usePage } from '../../store/page.ts';
import { useDriver } from '../driver-context.tsx';
import { useMessages } from '../messages.tsx';
import { testIds } from '../test-ids.ts';
import { compactQuery, useMedia } from '../use-media.ts';
import { useTopicTexts } from './texts.tsx';
import { topicLabels } from './topic-labels.ts';

/** Mounts the rulers once; every frame of the driver reaches them past React. */
export function Rulers({ topic, zoom }: { topic: string; zoom: Zoom }) {
  const driver = useDriver();
  const messages = useMessages();
  const texts = useTopicTexts();
  const labels = useMemo(() => topicLabels(texts, messages.diagram), [texts, messages]);
  const compact = useMedia(compactQuery);
  const container = useRef<HTMLDivElement>(null);
  const settings = useRef({ topic, zoom, labels, compact });
  const redraw = useRef<() => void>(() => {});

  useEffect(() => {
    if (container.current === null) return;
    const diagram = createTopicDiagram(container.current, {
      onSelect: (selection) => usePage.getState().select(selection),
      onRecord: (place) => usePage.getState().showRecord(place),
    });
    redraw.current = () => {
      const snapshot = driver.latest();
      const { selection, record } = usePage.getState();
      if (snapshot !== null) diagram.update(snapshot, { ...settings.current, selection, record });
    };
    redraw.current();
    const leave = driver.onFrame(() => redraw.current());
    const forget = usePage.subscribe((state, before) => {
      if (state.selection !== before.selection || state.record !== before.record) redraw.current();
    });
    return () => {
      leave();
      forget();
      diagram.destroy();
    };
  }, [driver]);

  useEffect(() => {
    settings.current = { topic, zoom, labels, compact };
    redraw.current();
  }, [topic, zoom, labels, compact]);

  return <div ref={container} className="diagram" data-testid={testIds.stage} />;
}
