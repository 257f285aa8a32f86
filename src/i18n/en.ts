import { acts } from './en/acts.ts';
import { diagram } from './en/diagram.ts';
import { inspector, waits } from './en/inspector.ts';
import { dialogs, failure, notices, share, shortcuts, stage, storage, top, transport } from './en/page.ts';
import { presets } from './en/presets.ts';
import { problems } from './en/problems.ts';
import { sentences } from './en/sentences.ts';

/** Everything the page says, in English. Every other language has the same keys with the same parameters. */
export const en = {
  acts,
  diagram,
  dialogs,
  failure,
  inspector,
  notices,
  presets,
  problems,
  sentences,
  share,
  shortcuts,
  stage,
  storage,
  top,
  transport,
  waits,
};

export type Messages = typeof en;
