import { msToUs } from '../../base/units.ts';
import { startCheckpointTasks } from '../disk/checkpoints.ts';
import { openLogs } from '../disk/open-logs.ts';
import { setting } from '../settings.ts';
import { brokerOf, ownBroker, type SimState, setTimer, tell } from '../state.ts';
import { startCleaner } from './cleaner-task.ts';
import { endProcess } from './process-end.ts';
import { resumeDeletions } from './replica-removal.ts';

/**
 * With its first metadata a broker opens its logs, and LogManager begins its tasks: until it has heard from the
 * controllers its disk stays as it is. False: a directory could not be opened, and the process has ended.
 * Source: BrokerMetadataPublisher.initializeManagers, LogManager.startup (4.3.1).
 */
export function startLogs(s: SimState, id: number): boolean {
  const unreadable = openLogs(s, id, 'LogManager', brokerOf(s, id).previousBrokerEpoch >= 0);
  if (unreadable !== null) {
    endProcess(s, id, 'crashed');
    tell(s, { kind: 'log-unreadable', broker: id, ...unreadable });
    return false;
  }
  const broker = ownBroker(s, id);
  broker.logsOpen = true;
  // Opening the logs deletes the file: only a clean stop writes it again.
  broker.cleanShutdownEpoch = -1;
  startCheckpointTasks(s, id);
  setTimer(s, id, 'log-retention', s.nowUs + msToUs(setting(s, 'log.initial.task.delay.ms')));
  startCleaner(s, id);
  resumeDeletions(s, id);
  return true;
}
