import type { Command } from '../sim/command.ts';
import { shellQuote } from './shell-quote.ts';

type Of<N extends Command['do']> = Command & { readonly do: N };

/** Whole milliseconds, at least one where there is any delay: the device mapper takes no fractions. */
const ms = (us: number): number => (us === 0 ? 0 : Math.max(1, Math.round(us / 1000)));

/**
 * Kafka has no tool for a bad disk; Linux has. `log.dirs` lies on `/dev/mapper/kafka-logs`, made by device-mapper over
 * `/dev/vdb`: its target `delay` knows a time for reads, one for writes and one for flushes. A file beside the logs
 * takes the room that is not wanted.
 */
export function diskLine(command: Of<'slow-disk' | 'fill-disk' | 'free-disk'>): string {
  const host = `broker-${command.broker}`;
  switch (command.do) {
    case 'slow-disk': {
      const { appendUs, flushUs } = command;
      const device = (delayMs: number): string => `/dev/vdb 0 ${delayMs}`;
      const sound = appendUs === 0 && flushUs === 0;
      const target = sound ? 'linear /dev/vdb 0' : `delay ${device(0)} ${device(ms(appendUs))} ${device(ms(flushUs))}`;
      const steps = [
        `echo "0 $(sudo blockdev --getsz /dev/vdb) ${target}" | sudo dmsetup reload kafka-logs`,
        'sudo dmsetup suspend kafka-logs',
        'sudo dmsetup resume kafka-logs',
      ];
      return `ssh ${host} ${shellQuote(steps.join(' && '))}`;
    }
    case 'fill-disk': {
      const free = '$(df --output=avail -B1 /tmp/kraft-broker-logs | tail -1)';
      return `ssh ${host} ${shellQuote(`fallocate -l $((${free} - ${command.freeBytes})) /tmp/ballast`)}`;
    }
    case 'free-disk':
      return `ssh ${host} rm /tmp/ballast`;
  }
}
