/**
 * Lint rule of the pure rooms: a run must give the same bytes in every engine, so whatever may differ between two
 * machines, two engines or two moments is refused, and the message names what to use instead.
 */

const TIME = 'the simulated time is an argument (integer microseconds)';
const DICE = 'draw from the generator in the state (base/prng.ts), or base/java-random.ts where Kafka does';
const LATER = 'schedule an event in the queue, or return what shall happen as data';
const WORDS = 'compare UTF-16 units with < and > (base), and leave formatting for people to the screen';
const INEXACT = 'ECMAScript leaves its last bits to the engine; use integer arithmetic, * and /, or a table';
const OUTSIDE = 'the pure rooms know no host: take it as an argument or return it as data';

/** Globals by name. What the ES library lacks altogether (DOM, console, timers) is refused by tsconfig.pure.json. */
const GLOBALS = new Map([
  ['Date', TIME],
  ['Intl', WORDS],
  ['Promise', LATER],
  ['Atomics', LATER],
  ['WeakRef', 'its answer depends on garbage collection: keep plain data'],
  ['FinalizationRegistry', 'its answer depends on garbage collection: keep plain data'],
  ['globalThis', OUTSIDE],
  ['performance', TIME],
  ['crypto', DICE],
  ['queueMicrotask', LATER],
  ['setTimeout', LATER],
  ['setInterval', LATER],
]);

/** The functions and constants of Math that ECMAScript defines to the last bit. */
const EXACT = new Set(
  'abs ceil clz32 floor fround imul max min round sign trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2'.split(' '),
);

/** Methods that ask for the locale of the machine. */
const LOCALE = new Set(
  'localeCompare toLocaleString toLocaleDateString toLocaleTimeString toLocaleLowerCase toLocaleUpperCase'.split(' '),
);

/** @param {any} node the name that a member expression asks for, or undefined when it is computed */
function memberName(node) {
  if (!node.computed) return node.property.name;
  return node.property.type === 'Literal' ? String(node.property.value) : undefined;
}

/** @param {any} context */
function create(context) {
  /** @param {any} node @param {string} what @param {string} instead */
  const refuse = (node, what, instead) =>
    context.report({ node, message: `${what} has no place in a pure room: ${instead}` });
  /** @param {any} node */
  const refuseAsyncFunction = (node) => {
    if (node.async) refuse(node, 'async', LATER);
  };

  /** @param {any} node an identifier that stands for the global of its name */
  function checkMath(node) {
    const member = node.parent.type === 'MemberExpression' && node.parent.object === node;
    const name = member ? memberName(node.parent) : undefined;
    if (name === undefined) refuse(node, 'Math without a name after it', 'write Math.floor(x) and the like in full');
    else if (name === 'random') refuse(node.parent, 'Math.random', DICE);
    else if (!EXACT.has(name)) refuse(node.parent, `Math.${name}`, INEXACT);
  }

  /** @param {any} reference */
  function checkReference(reference) {
    const node = reference.identifier;
    // A type alone does no harm, except that a promise somewhere is a promise everywhere.
    if (reference.isTypeReference && node.name !== 'Promise') return;
    const instead = GLOBALS.get(node.name);
    if (instead !== undefined) refuse(node, node.name, instead);
    if (node.name === 'Math') checkMath(node);
  }

  return {
    /** @param {any} node */
    'Program:exit'(node) {
      const scope = context.sourceCode.getScope(node);
      scope.through.forEach(checkReference);
      for (const variable of scope.variables) {
        if (variable.defs.length === 0) variable.references.forEach(checkReference);
      }
    },
    /** @param {any} node */
    MemberExpression(node) {
      const name = memberName(node);
      if (name !== undefined && LOCALE.has(name)) refuse(node, name, WORDS);
    },
    /** @param {any} node */
    BinaryExpression(node) {
      if (node.operator === '**') refuse(node, '**', INEXACT);
    },
    /** @param {any} node */
    AssignmentExpression(node) {
      if (node.operator === '**=') refuse(node, '**=', INEXACT);
    },
    FunctionDeclaration: refuseAsyncFunction,
    FunctionExpression: refuseAsyncFunction,
    ArrowFunctionExpression: refuseAsyncFunction,
    /** @param {any} node */
    AwaitExpression(node) {
      refuse(node, 'await', LATER);
    },
    /** @param {any} node */
    ForOfStatement(node) {
      if (node.await) refuse(node, 'for await', LATER);
    },
    /** @param {any} node */
    ImportExpression(node) {
      refuse(node, 'import()', LATER);
    },
  };
}

export default {
  meta: { name: 'samsa' },
  rules: { determinism: { meta: { type: 'problem' }, create } },
};
