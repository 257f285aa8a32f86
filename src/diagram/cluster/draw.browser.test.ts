import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Snapshot, WaitView } from '../../sim/snapshot.ts';
import { type ClusterDiagram, createClusterDiagram } from './draw.ts';
import type { Selection } from './selection.ts';
import { englishLabels } from './testing/english-labels.ts';
import { brokerOf, gridSnapshot, packetRows, voterOf } from './testing/snapshot-fixture.ts';
import type { ClusterView, RecordPlace } from './view.ts';

interface Stage {
  readonly container: HTMLElement;
  readonly diagram: ClusterDiagram;
  readonly selected: (Selection | null)[];
  readonly records: RecordPlace[];
  readonly skipped: WaitView[];
  readonly show: (snapshot: Snapshot, changes?: Partial<ClusterView>) => void;
  readonly button: (label: RegExp) => SVGElement;
}

let open: Stage | null = null;
afterEach(() => {
  open?.diagram.destroy();
  open?.container.remove();
  open = null;
});

function stageOf(width = 836, height = 704): Stage {
  const container = document.createElement('div');
  container.style.width = `${width}px`;
  container.style.height = `${height}px`;
  document.body.append(container);
  const selected: (Selection | null)[] = [];
  const records: RecordPlace[] = [];
  const skipped: WaitView[] = [];
  const diagram = createClusterDiagram(container, {
    onSelect: (selection) => selected.push(selection),
    onRecord: (record) => records.push(record),
    onSkip: (wait) => skipped.push(wait),
  });
  const view: ClusterView = {
    nowUs: 41_280_000,
    selection: null,
    hover: null,
    labels: englishLabels,
    colourBy: 'partition',
    kinds: new Set(),
    reducedMotion: false,
    changed: new Set(),
    compact: width < 480,
  };
  const button = (label: RegExp) => {
    const found = [...container.querySelectorAll<SVGElement>('[role=button]')].filter((node) =>
      label.test(node.ariaLabel ?? ''),
    );
    expect(found, `${label}`).toHaveLength(1);
    if (!found[0]) throw new Error('no button');
    return found[0];
  };
  const show = (snapshot: Snapshot, changes: Partial<ClusterView> = {}) =>
    diagram.update(snapshot, { ...view, ...changes });
  open = { container, diagram, selected, records, skipped, show, button };
  return open;
}

/** What a drawing wrote, by the key of the thing it was written into. */
async function writtenBy(container: HTMLElement, draw: () => void): Promise<Set<string>> {
  const observer = new MutationObserver(() => undefined);
  observer.observe(container, { subtree: true, childList: true, attributes: true, characterData: true });
  draw();
  const keys = observer.takeRecords().map(({ target }) => {
    const node = target instanceof Element ? target : target.parentElement;
    return node?.closest('[data-key]')?.getAttribute('data-key') ?? node?.tagName ?? '';
  });
  observer.disconnect();
  return new Set(keys);
}

const leo = (snapshot: Snapshot, partition: number, end: number): Snapshot => ({
  ...snapshot,
  partitions: snapshot.partitions.map((view) =>
    view.index === partition
      ? {
          ...view,
          replicas: view.replicas.map((replica, i) => (i === 0 ? { ...replica, logEndOffset: end } : replica)),
        }
      : view,
  ),
});

test('every part of the cluster is a button that says how it stands', () => {
  const stage = stageOf();
  stage.show(gridSnapshot());
  stage.button(/^controller 100, metadata offset 57/);
  stage.button(/^broker 2 in rack-b, running/);
  stage.button(/^orders-1 on broker 2, leader, log end offset 24, high watermark 24$/);
  stage.button(/^producer checkout to orders/);
  stage.button(/^group billing, Stable/);
  expect(stage.container.querySelectorAll('[role=button] [tabindex]')).toHaveLength(0);
});

test('drawing an equal snapshot again writes nothing', async () => {
  const stage = stageOf();
  stage.show(gridSnapshot());
  const written = await writtenBy(stage.container, () => stage.show(structuredClone(gridSnapshot())));
  expect([...written]).toEqual([]);
});

test('a record in one partition is written into the strips of that partition only', async () => {
  const stage = stageOf();
  const snapshot = gridSnapshot();
  stage.show(snapshot);
  const written = await writtenBy(stage.container, () => stage.show(leo(snapshot, 1, 25)));
  expect([...written].sort()).toEqual(['replica/orders-1/1', 'replica/orders-1/2', 'replica/orders-1/3']);
});

test('a packet stands where it is at the drawn moment, and only while it is in flight', () => {
  const stage = stageOf();
  const packets = packetRows([
    {
      from: 2,
      to: 3,
      api: 'Fetch',
      isResponse: true,
      sentAtUs: 1000,
      arrivesAtUs: 2000,
      records: 2,
      partitionIndex: 1,
    },
  ]);
  const snapshot = { ...gridSnapshot(), packets };
  const place = () => stage.container.querySelector('.packet')?.getAttribute('transform');
  stage.show(snapshot, { nowUs: 1100 });
  const before = place();
  stage.show(snapshot, { nowUs: 1900 });
  expect(place()).not.toBe(before);
  stage.show(snapshot, { nowUs: 2001 });
  expect(stage.container.querySelector('.packet')?.getAttribute('display')).toBe('none');
});

test('requests without records are drawn only when their kind is asked for', () => {
  const stage = stageOf();
  const packets = packetRows([{ from: 1, to: 100, api: 'BrokerHeartbeat', sentAtUs: 0, arrivesAtUs: 1000 }]);
  const snapshot = { ...gridSnapshot(), packets };
  stage.show(snapshot, { nowUs: 500 });
  expect(stage.container.querySelectorAll('.dot')).toHaveLength(0);
  stage.show(snapshot, { nowUs: 500, kinds: new Set(['BrokerHeartbeat'] as const) });
  expect(stage.container.querySelectorAll('.dot')).toHaveLength(1);
});

test('a click on a replica selects it, and on a record cell opens the record', async () => {
  const stage = stageOf();
  stage.show(gridSnapshot());
  const strip = stage.button(/^orders-1 on broker 2/);
  await userEvent.click(strip, { position: { x: 30, y: 12 } });
  expect(stage.selected).toEqual([{ kind: 'replica', topic: 'orders', partition: 1, broker: 2 }]);
  expect(stage.records).toEqual([]);
  const cells = [...strip.querySelectorAll('.cell.committed')];
  const last = cells.at(-1)?.getBoundingClientRect();
  const box = strip.getBoundingClientRect();
  if (!last) throw new Error('no cell');
  await userEvent.click(strip, {
    position: { x: last.x + last.width / 2 - box.x, y: last.y + last.height / 2 - box.y },
  });
  expect(stage.records).toEqual([{ topic: 'orders', partition: 1, broker: 2, offset: 23 }]);
});

test('a click on the empty stage selects nothing', async () => {
  const stage = stageOf();
  stage.show(gridSnapshot());
  const svg = stage.container.querySelector('.cluster-stage');
  if (!svg) throw new Error('no stage');
  await userEvent.click(svg, { position: { x: 5, y: 640 } });
  expect(stage.selected).toEqual([null]);
});

test('the stage is one stop for Tab, arrows move on it, and Enter and Space select', async () => {
  const stage = stageOf();
  stage.show(gridSnapshot());
  expect(stage.container.querySelectorAll('[role=button][tabindex="0"]')).toHaveLength(1);
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(stage.button(/^producer checkout/));
  const start = stage.button(/^orders-0 on broker 1/);
  start.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(document.activeElement).toBe(stage.button(/^orders-0 on broker 2/));
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(stage.selected.at(-1)).toEqual({ kind: 'replica', topic: 'orders', partition: 1, broker: 2 });
  await userEvent.keyboard('{ArrowUp}{ArrowUp} ');
  expect(stage.selected.at(-1)).toEqual({ kind: 'broker', id: 2 });
  await userEvent.keyboard('{Escape}');
  expect(stage.selected.at(-1)).toBe(null);
});

test('with Shift the keyboard goes from record to record, and Enter opens one', async () => {
  const stage = stageOf();
  stage.show(gridSnapshot());
  stage.button(/^orders-0 on broker 1/).focus();
  await userEvent.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('record 22 of orders-0 on broker 1, committed');
  await userEvent.keyboard('{Enter}');
  expect(stage.records).toEqual([{ topic: 'orders', partition: 0, broker: 1, offset: 22 }]);
});

test('a new broker moves what is there, builds only itself, and takes no focus away', () => {
  const stage = stageOf();
  const snapshot = gridSnapshot();
  stage.show(snapshot);
  const strip = stage.button(/^orders-1 on broker 2/);
  strip.focus();
  stage.show({ ...snapshot, brokers: [...snapshot.brokers, brokerOf(4)] });
  expect(stage.button(/^orders-1 on broker 2/)).toBe(strip);
  expect(document.activeElement).toBe(strip);
  stage.button(/^broker 4/);
});

test('a wait of some seconds is told with its config and can be skipped', async () => {
  const stage = stageOf();
  const wait: WaitView = {
    id: 'w',
    subject: { kind: 'broker', id: '2' },
    config: 'broker.session.timeout.ms',
    startUs: 0,
    endUs: 9_000_000,
  };
  stage.show({ ...gridSnapshot(), waits: [wait] }, { nowUs: 3_000_000 });
  expect(stage.container.querySelector('.cluster-waits')?.textContent).toContain('broker.session.timeout.ms');
  expect(stage.container.querySelector('.cluster-waits')?.textContent).toContain('6.0 s');
  const skip = stage.container.querySelector('.cluster-waits button');
  if (!skip) throw new Error('no button');
  await userEvent.click(skip);
  expect(stage.skipped).toEqual([wait]);
});

test('brokers that are controllers too carry their sign, and there is no box for a controller', () => {
  const combined = {
    ...gridSnapshot(),
    controller: { id: 2, metadataOffset: 57, running: true },
    controllers: [1, 2, 3].map((id) => voterOf(id, 2)),
  };
  const { show, container, button } = stageOf();
  show(combined);
  expect(button(/^broker 2/).ariaLabel).toMatch(/, active controller too$/);
  expect(button(/^broker 1/).ariaLabel).toMatch(/, controller too$/);
  const signs = [...container.querySelectorAll('.item.broker .voter')];
  expect(signs.map((sign) => sign.classList.contains('is-active'))).toEqual([false, true, false]);
  expect(container.querySelector('.item.controller')?.getAttribute('display')).toBe('none');
  expect(legendOf(container)).toContain('active controller');
});

test('without combined nodes the legend has no signs of them', () => {
  const { show, container } = stageOf();
  show(gridSnapshot());
  expect(legendOf(container)).not.toHaveLength(0);
  expect(legendOf(container)).not.toContain('active controller');
});

test('beside combined nodes a dedicated controller keeps its box, also while it is not the active one', () => {
  const { show, button, container } = stageOf();
  show({
    ...gridSnapshot(),
    controller: { id: 2, metadataOffset: 57, running: true },
    controllers: [2, 100, 3].map((id) => voterOf(id, 2)),
  });
  expect(button(/^controller 100/)).toBeDefined();
  const signs = [...container.querySelectorAll('.item.broker .voter')].map((sign) => sign.getAttribute('display'));
  expect(signs).toEqual(['none', 'inline', 'inline']);
});

test('one column shows a card for each partition', () => {
  const stage = stageOf(390, 700);
  stage.show(gridSnapshot());
  stage.button(/^orders-1, leader on broker 2/);
  expect(stage.container.querySelectorAll('.item.partition')).toHaveLength(6);
});

test('no style attribute is written, so a strict content security policy holds', () => {
  const stage = stageOf();
  stage.show(gridSnapshot({ groups: 2 }), { colourBy: 'key' });
  expect(stage.container.querySelectorAll('[style]')).toHaveLength(0);
});

test('destroying leaves the container empty', () => {
  const stage = stageOf();
  stage.show(gridSnapshot());
  stage.diagram.destroy();
  expect(stage.container.childElementCount).toBe(0);
});

/** What the legend shows, as the style sheet has it. */
function legendOf(container: Element): (string | null)[] {
  const entries = [...container.querySelectorAll('.cluster-legend li')];
  return entries.filter((item) => getComputedStyle(item).display !== 'none').map((item) => item.textContent);
}
