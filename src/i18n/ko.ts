import type { Messages } from './en.ts';
import { acts } from './ko/acts.ts';
import { diagram } from './ko/diagram.ts';
import { inspector, waits } from './ko/inspector.ts';
import { dialogs, failure, notices, share, shortcuts, stage, storage, top, transport } from './ko/page.ts';
import { presets } from './ko/presets.ts';
import { problems } from './ko/problems.ts';
import { sentences } from './ko/sentences.ts';

/** 페이지가 하는 모든 말, 한국어로. */
export const ko: Messages = {
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
