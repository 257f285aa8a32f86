/** The engine as its host sees it. */
export { restoreRun, type SavedLog, type SavedRun, saveRun } from './saved-run.ts';
export {
  actOn,
  advanceTo,
  drainUpdates,
  eventCount,
  logOf,
  memoryHeld,
  nowUs,
  type Observer,
  openRun,
  type Run,
  type RunOrigin,
  runCommands,
  seekTo,
  serverLogOf,
  stateHash,
  stepEvent,
  undoLast,
} from './timeline.ts';
export { recordDetail, takeSnapshot } from './view.ts';
