import { parseAst } from 'vite';

/** How one module names another. `worker` is `new URL('…', import.meta.url)`, the form in which Vite knows a worker. */
export type EdgeKind = 'value' | 'type' | 'lazy' | 'worker';

export interface Edge {
  readonly kind: EdgeKind;
  /** As written, without Vite's `?raw` and the like. */
  readonly specifier: string;
  readonly line: number;
  /** `import * as x`. */
  readonly namespace: boolean;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function children(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

function isImportMeta(node: unknown): boolean {
  return isNode(node) && node.type === 'MetaProperty';
}

/** `import type` and `export type` vanish when the types are stripped; `import { type X }` leaves an import behind. */
function kindOf(node: Node): EdgeKind | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return node.importKind === 'type' ? 'type' : 'value';
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.exportKind === 'type' ? 'type' : 'value';
    case 'ImportExpression':
      return 'lazy';
    case 'TSImportType':
      return 'type';
    default:
      return undefined;
  }
}

/** The literal in `new URL('…', import.meta.url)`. */
function workerUrl(node: Node): unknown {
  if (node.type !== 'NewExpression' || !Array.isArray(node.arguments)) return undefined;
  const [first, second]: unknown[] = node.arguments;
  return isNode(second) && isImportMeta(second.object) ? first : undefined;
}

/** Every place where a module names another one. Throws where the name is not written out, as nobody can check it. */
export function moduleEdges(path: string, source: string): Edge[] {
  const edges: Edge[] = [];
  const add = (kind: EdgeKind, node: Node, named: unknown): void => {
    const line = source.slice(0, node.start).split('\n').length;
    if (!isNode(named) || typeof named.value !== 'string') throw new Error(`${path}:${line} imports a computed name`);
    const namespace = children(node).some((child) => child.type === 'ImportNamespaceSpecifier');
    edges.push({ kind, specifier: named.value.replace(/\?.*$/, ''), line, namespace });
  };
  const visit = (node: Node): void => {
    const kind = kindOf(node);
    if (kind !== undefined && isNode(node.source)) add(kind, node, node.source);
    const url = workerUrl(node);
    if (url !== undefined) add('worker', node, url);
    if (node.type === 'CallExpression' && isNode(node.callee) && isImportMeta(node.callee.object)) {
      throw new Error(`${path} calls import.meta.glob: write the imports out`);
    }
    children(node).forEach(visit);
  };
  const program: unknown = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path);
  if (isNode(program)) visit(program);
  return edges;
}
