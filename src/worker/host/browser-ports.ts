import { openBrowserStorage } from '../../storage/open-storage.ts';
import type { HostPorts } from './ports.ts';

/** The ports of a host in a worker of a browser. */
export function browserPorts(post: HostPorts['post']): HostPorts {
  return {
    post,
    openStorage: () => openBrowserStorage('samsa'),
    nowMs: () => performance.timeOrigin + performance.now(),
    after: (ms, run) => {
      setTimeout(run, ms);
    },
    // Not randomUUID, which plain http does not have.
    newRunId: () =>
      [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, '0')).join(''),
  };
}
