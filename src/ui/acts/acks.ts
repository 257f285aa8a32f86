import type { Messages } from '../../i18n/en.ts';
import type { Choice } from './fields.tsx';

export type Acks = '0' | '1' | 'all';

export function acksChoices({ acts }: Messages): readonly Choice<Acks>[] {
  const { acksText } = acts.produce;
  return (['all', '1', '0'] as const).map((value) => ({ value, label: acksText[value] }));
}
