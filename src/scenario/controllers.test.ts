import { expect, test } from 'vitest';
import type { Command } from '../sim/command.ts';
import { commandLine } from './command-line.ts';
import type { DocumentProblem } from './problem.ts';
import { aDocument, aSetup } from './testing/documents.ts';
import { validateRunDocument } from './validate.ts';

const problemOf = (document: unknown): DocumentProblem | null => {
  const checked = validateRunDocument(document);
  return checked.ok ? null : checked.error;
};

const withControllers = (controllerIds: readonly number[], command?: Command): unknown =>
  aDocument({
    setup: aSetup({ controllerId: 100, controllerIds }),
    commands: command === undefined ? [] : [{ atUs: 0, command }],
  });

test('a quorum has one, three or five controllers, the first of which is the one that old documents name', () => {
  expect(problemOf(withControllers([100, 101, 102]))).toBeNull();
  expect(problemOf(withControllers([100, 101, 102, 103, 104]))).toBeNull();
  expect(problemOf(withControllers([100, 101]))).toMatchObject({ path: 'setup.controllerIds' });
  expect(problemOf(withControllers([101, 100, 102]))).toMatchObject({ path: 'setup.controllerIds[0]' });
  expect(problemOf(withControllers([100, 101, 101]))).toMatchObject({ path: 'setup.controllerIds[2]' });
});

test('a controller that is a broker makes that node combined, beside dedicated ones if need be', () => {
  expect(problemOf(withControllers([100, 1, 101]))).toBeNull();
  expect(problemOf(aDocument({ setup: aSetup({ controllerId: 1 }) }))).toBeNull();
  expect(problemOf(withControllers([100, 1, 1]))).toMatchObject({ path: 'setup.controllerIds[2]' });
});

test('a combined node is one host, which listens on the ports of both roles', () => {
  const context = { controllers: [1, 2, 100], brokers: [1, 2, 3] };
  const cut = (to: number) => commandLine({ do: 'cut-link', from: 3, to }, context);
  expect(cut(1)).toBe(
    'ssh broker-3 sudo iptables -A OUTPUT -p tcp -d broker-1 -m multiport --dports 9092,9093 -j REJECT --reject-with tcp-reset',
  );
  expect(cut(100)).toContain('-d controller-100 --dport 9093 ');
  expect(commandLine({ do: 'power-on' }, context)?.split('\n')).toHaveLength(4);
});

test('an act on a controller names one that exists', () => {
  expect(problemOf(withControllers([100, 101, 102], { do: 'kill-controller', controller: 102 }))).toBeNull();
  const unknown = problemOf(withControllers([100, 101, 102], { do: 'kill-controller', controller: 1 }));
  expect(unknown).toMatchObject({ path: 'commands[0].command.controller' });
});

test('controllers are ended and started as brokers are, on hosts of their own', () => {
  const context = { controllers: [100, 101, 102], brokers: [1] };
  expect(commandLine({ do: 'kill-controller', controller: 101 })).toBe(
    'SIGNAL=KILL kafka-server-stop.sh --node-id=101',
  );
  expect(commandLine({ do: 'start-controller', controller: 101 }, context)).toContain('controller-101');
  expect(commandLine({ do: 'cut-link', from: 1, to: 102 }, context)).toContain('controller-102');
  expect(commandLine({ do: 'power-on' }, context)?.split('\n')).toHaveLength(4);
});
