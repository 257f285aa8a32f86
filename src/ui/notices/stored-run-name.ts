import type { Messages } from '../../i18n/en.ts';
import type { StoredRunInfo } from '../../worker/protocol.ts';
import { clockText } from '../format.ts';

/** A stored run by its scenario and moment: `First cluster, 00:41.280`. */
export function storedRunName({ document }: StoredRunInfo, { presets, top }: Messages): string {
  return `${presets[document.preset]?.title ?? top.custom}, ${clockText(document.momentUs)}`;
}
