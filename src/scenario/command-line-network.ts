import type { Command } from '../sim/command.ts';
import type { CommandLineContext } from './command-line-context.ts';
import { shellQuote } from './shell-quote.ts';

type Of<N extends Command['do']> = Command & { readonly do: N };

/** The voters of the metadata quorum. */
const controllersOf = ({ controllers, controllerId = 100 }: CommandLineContext): readonly number[] =>
  controllers ?? [controllerId];

/** Those that are no brokers: a combined node is the broker's host. */
export function dedicatedControllersOf(context: CommandLineContext): readonly number[] {
  return controllersOf(context).filter((id) => context.brokers?.includes(id) !== true);
}

function host(node: number, context: CommandLineContext): string {
  return dedicatedControllersOf(context).includes(node) ? `controller-${node}` : `broker-${node}`;
}

/** Kafka has no tool for this: the packet filter and the queueing discipline of Linux, on the hosts of both nodes. */
export function linkLine(
  command: Of<'cut-link' | 'heal-link' | 'slow-link' | 'lose-packets'>,
  context: CommandLineContext,
): string {
  const from = host(command.from, context);
  const to = host(command.to, context);
  if (command.do === 'slow-link') {
    const delay = command.latencyUs === null ? null : `delay ${milliseconds(command.latencyUs)}`;
    return `${disturb(from, to, delay)}\n${disturb(to, from, delay)}`;
  }
  if (command.do === 'lose-packets') {
    return disturb(from, to, command.lossPerMillion === null ? null : `loss ${command.lossPerMillion / 10_000}%`);
  }
  const ports = portsOf(command.to, context);
  const change = command.do === 'cut-link' ? '-A' : '-D';
  return `ssh ${from} sudo iptables ${change} OUTPUT -p tcp -d ${to} ${ports} -j REJECT --reject-with tcp-reset`;
}

/** A combined node listens for brokers' requests to the controller beside those of clients. */
function portsOf(node: number, context: CommandLineContext): string {
  if (dedicatedControllersOf(context).includes(node)) return '--dport 9093';
  return controllersOf(context).includes(node) ? '-m multiport --dports 9092,9093' : '--dport 9092';
}

/** Only what goes to one host is slowed or lost: a class of its own under a prio qdisc, and a filter that leads there. */
function disturb(from: string, to: string, netem: string | null): string {
  if (netem === null) return `ssh ${from} sudo tc qdisc del dev eth0 root`;
  const address = `$(getent ahostsv4 ${to} | cut -d" " -f1 | head -1)`;
  const steps = [
    'sudo tc qdisc replace dev eth0 root handle 1: prio',
    `sudo tc qdisc replace dev eth0 parent 1:3 handle 30: netem ${netem}`,
    `sudo tc filter add dev eth0 parent 1: protocol ip u32 match ip dst ${address} flowid 1:3`,
  ];
  return `ssh ${from} ${shellQuote(steps.join(' && '))}`;
}

/** netem draws evenly around its delay; ours adds 0 to `jitterUs`. */
export function networkLine({ latencyUs, jitterUs }: Of<'change-network'>, context: CommandLineContext): string {
  const nodes = [...dedicatedControllersOf(context), ...(context.brokers ?? [])];
  const spread = jitterUs === 0 ? '' : ` ${milliseconds(jitterUs / 2)}`;
  const delay = `netem delay ${milliseconds(latencyUs + jitterUs / 2)}${spread}`;
  return nodes.map((node) => `ssh ${host(node, context)} sudo tc qdisc replace dev eth0 root ${delay}`).join('\n');
}

function milliseconds(us: number): string {
  return `${us / 1000}ms`;
}
