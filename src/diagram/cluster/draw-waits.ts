import { select } from 'd3';
import type { WaitView } from '../../sim/snapshot.ts';
import { type Countdown, createCountdown } from './countdown.ts';
import { put, say, svg } from './nodes.ts';
import type { ClusterView } from './view.ts';
import { groupWaits, type WaitGroup, waitsAt } from './waits.ts';

interface WaitNode {
  readonly li: HTMLLIElement;
  readonly countdown: Countdown;
  readonly config: HTMLElement;
  readonly facts: HTMLElement;
  readonly button: HTMLButtonElement;
  wait: WaitView;
}

export interface WaitTray {
  readonly show: (waits: readonly WaitView[], view: ClusterView, width: number) => void;
}

/** Width that one wait needs, pixels. */
const waitWidth = 320;

/** The list of waits under the picture: what waits for which config, how long still, and a way to skip it. */
export function createWaitTray(list: HTMLUListElement, onSkip: (wait: WaitView) => void): WaitTray {
  const nodes = new Map<string, WaitNode>();
  const rest = document.createElement('li');
  rest.className = 'is-more';
  const build = (group: WaitGroup): HTMLLIElement => {
    const node = buildWait(group, (wait) => onSkip(wait));
    nodes.set(group.key, node);
    return node.li;
  };
  return {
    show(waits, view, width) {
      const groups = groupWaits(waitsAt(waits, view.nowUs));
      const shown = groups.slice(0, Math.max(1, Math.floor(width / waitWidth)));
      if (list.hidden !== (shown.length === 0)) list.hidden = shown.length === 0;
      put(list, 'aria-label', view.labels.waits);
      select(list)
        .selectAll<HTMLLIElement, WaitGroup>('li:not(.is-more)')
        .data(shown, (group) => group.key)
        .join(
          (enter) => enter.append(build),
          (update) => update,
          (exit) => exit.each((group) => nodes.delete(group.key)).remove(),
        );
      if (groups.length === shown.length) rest.remove();
      else if (list.lastElementChild !== rest) list.append(rest);
      say(rest, view.labels.more(groups.length - shown.length));
      for (const group of shown) writeWait(nodes.get(group.key), group, view);
    },
  };
}

function buildWait(group: WaitGroup, onSkip: (wait: WaitView) => void): WaitNode {
  const li = document.createElement('li');
  const ring = svg('svg', { width: 24, height: 24, viewBox: '-12 -12 24 24', 'aria-hidden': 'true' });
  const countdown = createCountdown();
  countdown.place(0, 0, 9);
  ring.append(countdown.g);
  const words = document.createElement('span');
  const config = document.createElement('code');
  const facts = document.createElement('span');
  words.append(config, facts);
  const button = document.createElement('button');
  button.type = 'button';
  li.append(ring, words, button);
  const node = { li, countdown, config, facts, button, wait: group.first };
  button.addEventListener('click', () => onSkip(node.wait));
  return node;
}

function writeWait(node: WaitNode | undefined, { first, others }: WaitGroup, { labels, nowUs }: ClusterView): void {
  if (!node) return;
  node.wait = first;
  node.countdown.show(first, nowUs);
  say(node.config, first.config);
  const more = others > 0 ? ` ${labels.more(others)}` : '';
  say(node.facts, `${labels.waitSubject(first.subject)}${more} · ${labels.remaining(first.endUs - nowUs)}`);
  say(node.button, labels.skip);
  put(node.button, 'aria-label', labels.sentences.skip(first));
}
