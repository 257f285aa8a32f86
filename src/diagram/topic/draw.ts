import '../cluster/cluster.css';
import './topic.css';
import type { Snapshot } from '../../sim/snapshot.ts';
import { createLegend } from '../cluster/draw-legend.ts';
import { createRovingFocus } from '../cluster/focus.ts';
import { joinNodes, put, say, svg } from '../cluster/nodes.ts';
import { selectionKey } from '../cluster/selection.ts';
import { arrangeRuler, buildRuler, type Cursor, type RulerNode, refreshRuler } from './draw-ruler.ts';
import { listen } from './input.ts';
import { itemsOf, type TopicLayout } from './layout.ts';
import { sceneOf, shapesOf, type TopicScene } from './scene.ts';
import type { TopicCallbacks, TopicView } from './view.ts';

/** One topic's partitions as offset rulers, in a container of the page. */
export interface TopicDiagram {
  /** Draws, touching only what differs from the last drawing. Call it at most once a frame. */
  readonly update: (snapshot: Snapshot, view: TopicView) => void;
  readonly destroy: () => void;
}

/** The signs are those of the cluster lens, and so are their rules of style. */
function buildSkeleton() {
  const rulers = svg('g');
  const stage = svg('svg', { class: 'cluster-stage', role: 'group' }, rulers);
  const [root, scroll, foot] = [block('cluster topic-rulers'), block('cluster-scroll'), block('cluster-foot')];
  const says = document.createElement('p');
  says.className = 'says';
  const legend = document.createElement('ul');
  legend.className = 'cluster-legend';
  scroll.append(stage);
  foot.append(says, legend);
  root.append(scroll, foot);
  return { root, scroll, stage, rulers, says, legend };
}

function block(className: string): HTMLDivElement {
  const div = document.createElement('div');
  div.className = className;
  return div;
}

export function createTopicDiagram(container: HTMLElement, callbacks: TopicCallbacks): TopicDiagram {
  const { root, scroll, stage, rulers: layer, says, legend: list } = buildSkeleton();
  const focus = createRovingFocus(scroll, stage);
  const legend = createLegend(list);
  const nodes = new Map<string, RulerNode>();
  let inputs: { readonly snapshot: Snapshot; readonly view: TopicView } | null = null;
  let drawn: {
    readonly scene: TopicScene;
    readonly layout: TopicLayout;
    readonly key: string;
    readonly lanes: number;
  } | null = null;
  let width = 0;

  const draw = () => {
    if (!inputs) return;
    const { snapshot, view } = inputs;
    const { scene, key, lanes } = sceneOf(shapesOf(snapshot, view.topic), snapshot, view, width, drawn);
    const { layout } = scene;
    const fresh = layout !== drawn?.layout;
    drawn = { scene, layout, key, lanes };
    if (fresh) arrange(layout);
    put(stage, 'aria-label', view.labels.picture(view.topic));
    const at = input.cursor() ?? openedCursor(view);
    for (const place of layout.rulers) {
      const node = nodes.get(place.key);
      const data = scene.rulers.get(place.partition);
      if (node && data) refreshRuler(node, place, data, scene, at);
    }
    const sentence = input.sentence();
    say(says, sentence === '' ? view.labels.hint : sentence);
    legend.show(view.labels.cluster, false);
  };

  const arrange = (layout: TopicLayout) => {
    put(stage, 'width', layout.width);
    put(stage, 'height', layout.height);
    joinNodes(layer, nodes, layout.rulers, buildRuler);
    for (const place of layout.rulers) {
      const node = nodes.get(place.key);
      if (node) arrangeRuler(node, place);
    }
    focus.arrange(itemsOf(layout));
  };

  const input = listen(scroll, stage, focus, () => drawn?.scene ?? null, callbacks, draw);
  container.append(root);
  const observer = new ResizeObserver(() => {
    width = scroll.clientWidth;
    draw();
  });
  observer.observe(scroll);
  return {
    update(snapshot, view) {
      if (!inputs) width = scroll.clientWidth;
      inputs = { snapshot, view };
      draw();
    },
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}

function openedCursor({ record }: TopicView): Cursor | null {
  if (record === null) return null;
  const { topic, partition, broker, offset } = record;
  return { key: selectionKey({ kind: 'replica', topic, partition, broker }), offset };
}
