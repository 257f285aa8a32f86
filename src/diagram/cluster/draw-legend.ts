import { controllerPath } from './draw-controller.ts';
import { flagPath } from './flags.ts';
import type { ClusterLabels } from './labels.ts';
import { say, svg } from './nodes.ts';

export interface Legend {
  /** `combined`: some broker is a controller too. */
  readonly show: (labels: ClusterLabels, combined: boolean) => void;
}

const cell = (state: string, follower = false) => {
  const inset = state === 'committed' ? 0 : 0.75;
  const rect = svg('rect', {
    class: `cell ${state}`,
    x: inset,
    y: inset,
    width: 12 - 2 * inset,
    height: 14 - 2 * inset,
    rx: 3,
  });
  return svg('g', { class: follower ? 'replica is-follower c0' : 'replica is-leader c0' }, rect);
};

function flag(kind: string): SVGGElement {
  const letter = svg('text', { x: 6, y: 11.2, 'font-size': 8, 'text-anchor': 'middle' });
  letter.textContent = 'A';
  return svg('g', { class: `flag ${kind} c5` }, svg('path', { d: flagPath(6, 1, 0) }), letter);
}

const controllerSign = (className: string): SVGPathElement =>
  svg('path', { class: className, d: controllerPath, transform: 'translate(6.5,7)' });

/** What the signs in the picture mean. */
export function createLegend(list: HTMLUListElement): Legend {
  const entries = [
    ['committed', cell('committed')],
    ['uncommitted', cell('uncommitted')],
    ['follower', cell('committed', true)],
    ['missing', cell('missing')],
    ['committedOffset', flag('committed')],
    ['position', flag('position')],
    ['lag', svg('rect', { class: 'lag c5', y: 5, width: 12, height: 5 })],
    ['active', controllerSign('voter is-active')],
    ['voter', controllerSign('voter')],
  ] as const;
  const words = entries.map(([name, sign]) => {
    const picture = svg('svg', { width: 13, height: 14, 'aria-hidden': 'true' }, sign);
    const word = document.createElement('span');
    const item = document.createElement('li');
    item.append(picture, word);
    list.append(item);
    return [name, word, item] as const;
  });
  return {
    show({ legend }, combined) {
      for (const [name, word, item] of words) {
        say(word, legend[name]);
        const hidden = !combined && (name === 'active' || name === 'voter');
        if (item.hidden !== hidden) item.hidden = hidden;
      }
    },
  };
}
