import { JavaRandom } from '../base/java-random.ts';
import { defineSuite } from './suite.ts';

interface Input {
  readonly seed: string;
  readonly calls: readonly Call[];
}

type Call =
  | { readonly op: 'nextInt'; readonly bound?: number }
  | { readonly op: 'nextLong' | 'nextDouble' | 'nextBoolean' }
  | { readonly op: 'shuffle'; readonly list: readonly unknown[] };

function answer(random: JavaRandom, call: Call): unknown {
  switch (call.op) {
    case 'nextInt':
      return call.bound === undefined ? random.nextInt() : random.nextInt(call.bound);
    case 'nextLong':
      return String(random.nextLong());
    case 'nextDouble':
      return random.nextDouble();
    case 'nextBoolean':
      return random.nextBoolean();
    case 'shuffle': {
      const list = [...call.list];
      random.shuffle(list);
      return list;
    }
  }
}

export const javaRandomSuite = defineSuite<Input>('java-random', (input) => {
  const random = new JavaRandom(BigInt(input.seed));
  return { results: input.calls.map((call) => answer(random, call)) };
});
