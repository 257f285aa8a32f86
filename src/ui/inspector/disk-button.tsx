import { usePage } from '../../store/page.ts';
import { useMessages } from '../messages.tsx';

/** The way to the files of a node, or to one partition's directory on it, in the storage lens. */
export function DiskButton({ node, directory = '' }: { node: number; directory?: string }) {
  const { inspector } = useMessages();
  return (
    <button
      type="button"
      className="btn"
      onClick={() => usePage.getState().lookAtDisk({ kind: 'node', node }, directory)}
    >
      {inspector.onDisk}
    </button>
  );
}
