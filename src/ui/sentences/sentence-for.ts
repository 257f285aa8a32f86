import type { Messages } from '../../i18n/en.ts';
import type { Words } from '../../i18n/words.ts';
import type { Update, UpdateBody } from '../../sim/update.ts';

type Teller = { readonly [K in UpdateBody['kind']]: (update: Extract<UpdateBody, { kind: K }>) => Words };

/** What happened and why, in the reader's language. */
export function sentenceFor(update: Update, sentences: Messages['sentences']): Words {
  // The checker sees here that every kind of update has a sentence that understands its fields.
  const teller: Teller = sentences;
  const tell = teller[update.kind] as (update: UpdateBody) => Words;
  return tell(update);
}
