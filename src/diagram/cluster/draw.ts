import './cluster.css';
import type { Snapshot } from '../../sim/snapshot.ts';
import { createBrokers } from './draw-brokers.ts';
import { createCards } from './draw-cards.ts';
import { createController } from './draw-controller.ts';
import { createFolds } from './draw-folds.ts';
import { createGroups } from './draw-groups.ts';
import { createLegend } from './draw-legend.ts';
import { createLinks } from './draw-links.ts';
import { createProducers } from './draw-producers.ts';
import { createReplicas, type RecordCursor } from './draw-replicas.ts';
import { createTraffic } from './draw-traffic.ts';
import { createWaitTray } from './draw-waits.ts';
import { createRovingFocus } from './focus.ts';
import { listen } from './input.ts';
import { layoutCluster } from './layout.ts';
import { mark, put } from './nodes.ts';
import { type ClusterLayout, itemsOf } from './places.ts';
import { type Part, type Scene, sceneOf } from './scene.ts';
import { buildSkeleton, type Skeleton } from './skeleton.ts';
import { hasCombined, structureKey, structureOf } from './structure.ts';
import type { ClusterCallbacks, ClusterView } from './view.ts';

/** The cluster lens in a container of the page. */
export interface ClusterDiagram {
  /** Draws, touching only what differs from the last drawing. Call it at most once a frame. */
  readonly update: (snapshot: Snapshot, view: ClusterView) => void;
  readonly destroy: () => void;
}

/** Builds the lens into a container, which gives it its size. */
export function createClusterDiagram(container: HTMLElement, options: ClusterCallbacks): ClusterDiagram {
  const skeleton = buildSkeleton();
  const { stage, scroll } = skeleton;
  const focus = createRovingFocus(scroll, stage);
  const legend = createLegend(skeleton.legend);
  const waits = createWaitTray(skeleton.waits, options.onSkip);
  const traffic = createTraffic(skeleton.lines, skeleton.packets);
  let inputs: { readonly snapshot: Snapshot; readonly view: ClusterView } | null = null;
  let scene: Scene | null = null;
  let key = '';
  /** Known from the observer, so that drawing never makes the browser lay the page out. */
  let room = { width: 0, height: 0 };
  let cursor: () => RecordCursor | null = () => null;
  const parts = createParts(skeleton, () => cursor());

  const draw = (force: boolean) => {
    if (!inputs) return;
    const { snapshot, view } = inputs;
    const layout = layoutNow(snapshot, view);
    const fresh = layout !== scene?.layout;
    const last = scene;
    const looksSame = !force && !fresh && last?.snapshot === snapshot && sameLooks(last.view, view);
    scene = looksSame ? { ...last, view } : sceneOf(layout, snapshot, view, skeleton.hatch);
    if (fresh) arrange(scene);
    if (!looksSame) for (const part of parts) part.refresh(scene);
    if (!looksSame) {
      traffic.refresh(scene);
      legend.show(view.labels, hasCombined(snapshot));
    }
    traffic.move(view.nowUs, view.reducedMotion);
    waits.show(snapshot.waits, view, room.width);
    for (const begin of scene.motions.splice(0)) begin();
  };

  let structure = { snapshot: null as Snapshot | null, selection: null as ClusterView['selection'], key: '' };
  const layoutNow = (snapshot: Snapshot, view: ClusterView): ClusterLayout => {
    const same = structure.snapshot === snapshot && structure.selection === view.selection;
    const shape = same && scene ? null : structureOf(snapshot, view.selection);
    if (shape) structure = { snapshot, selection: view.selection, key: structureKey(shape) };
    const size = { ...room, compact: view.compact };
    const wanted = `${structure.key} ${size.width} ${size.compact ? 'compact' : size.height}`;
    if (scene && wanted === key) return scene.layout;
    key = wanted;
    return layoutCluster(shape ?? structureOf(snapshot, view.selection), size);
  };

  const arrange = (now: Scene) => {
    const { layout } = now;
    put(stage, 'width', layout.width);
    put(stage, 'height', layout.height);
    for (const part of parts) part.arrange(now);
    traffic.arrange();
    focus.arrange(itemsOf(layout));
  };

  const applyView = (view: ClusterView) => {
    if (
      inputs &&
      inputs.view.labels === view.labels &&
      sameLooks(inputs.view, view) &&
      inputs.view.compact === view.compact
    )
      return;
    put(stage, 'aria-label', view.labels.diagram);
    mark(skeleton.root, 'is-compact', view.compact);
    mark(skeleton.root, 'is-still', view.reducedMotion);
    const home = view.compact ? scroll : skeleton.waits.parentElement;
    if (home && skeleton.legend.parentElement !== home) home.append(skeleton.legend);
  };

  cursor = listen(
    scroll,
    stage,
    focus,
    () => scene,
    options,
    () => draw(true),
  ).cursor;
  container.append(skeleton.root);
  const measure = () => {
    room = { width: scroll.clientWidth, height: scroll.clientHeight };
  };
  const observer = new ResizeObserver(() => {
    measure();
    draw(true);
  });
  observer.observe(scroll);
  return {
    update(snapshot, view) {
      applyView(view);
      if (!inputs) measure();
      inputs = { snapshot, view };
      draw(false);
    },
    destroy() {
      observer.disconnect();
      skeleton.root.remove();
    },
  };
}

function createParts({ frames, links, layer }: Skeleton, cursor: () => RecordCursor | null): Part[] {
  const [producers, controller, linkItems, racks, brokers, cards] = [
    layer(),
    layer(),
    layer(),
    layer(),
    layer(),
    layer(),
  ];
  const [strips, folds, groups, members] = [layer(), layer(), layer(), layer()];
  return [
    createProducers(producers),
    createController(controller),
    createLinks(links, linkItems),
    createBrokers(frames, racks, brokers),
    createCards(frames, cards),
    createReplicas(strips, cursor),
    createFolds(folds),
    createGroups(frames, groups, members),
  ];
}

/** True when two views differ at most in the drawn moment, so that only packets and rings have to move. */
function sameLooks(a: ClusterView, b: ClusterView): boolean {
  return (
    a.selection === b.selection &&
    a.hover === b.hover &&
    a.labels === b.labels &&
    a.colourBy === b.colourBy &&
    a.kinds === b.kinds &&
    a.reducedMotion === b.reducedMotion &&
    a.changed === b.changed
  );
}
