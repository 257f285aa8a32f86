import { useMemo } from 'react';
import { usePage } from '../../store/page.ts';
import type { DiskFileEntry } from '../../worker/protocol/disk.ts';
import { DirectoryView } from './directory-view.tsx';
import { type Disk, DiskContext, useDisk } from './disk-context.tsx';
import { DropTarget } from './drop-target.tsx';
import { FileTree } from './file-tree.tsx';
import { FileView } from './file-view.tsx';
import { ProblemText } from './problem-text.tsx';
import { RootView } from './root-view.tsx';
import { SourceBar } from './source-bar.tsx';
import { useOwner } from './storage-owner.ts';
import './storage.css';
import { useCalmMoment } from '../use-calm-moment.ts';
import { StorageTextsProvider } from './texts.tsx';
import { useAnswer } from './use-answer.ts';

/** What lies on the disk: of a node of the cluster, or of a real broker whose log directory was opened beside it. */
export function StorageLens() {
  return (
    <StorageTextsProvider>
      <DropTarget>
        <SourceBar />
        <DirectoryInSight />
      </DropTarget>
    </StorageTextsProvider>
  );
}

function DirectoryInSight() {
  const runId = usePage((state) => state.run?.id ?? null);
  const owner = useOwner();
  if (runId === null || owner === null) return null;
  const key = owner.kind === 'node' ? `${runId}/${owner.node}` : `opened/${owner.id}`;
  return <Directory key={key} runId={runId} owner={owner} />;
}

function Directory({ runId, owner }: { runId: string; owner: Disk['owner'] }) {
  const now = useCalmMoment();
  const moment = owner.kind === 'node' ? now : null;
  const source = useMemo<Disk['source']>(
    () => (owner.kind === 'node' ? { kind: 'run', runId, node: owner.node } : owner),
    [owner, runId],
  );
  const { value: listing, problem } = useAnswer('diskFiles', { source }, moment);
  const disk = useMemo<Disk>(() => ({ owner, source, moment, listing }), [owner, source, moment, listing]);
  return (
    <DiskContext value={disk}>
      {problem !== null && <ProblemText problem={problem} />}
      {listing !== null && (
        <div className="disk">
          <FileTree />
          <Shown />
        </div>
      )}
    </DiskContext>
  );
}

/** The log directory, a partition's directory or a file. */
function Shown() {
  const path = usePage((state) => state.diskPath);
  const { listing } = useDisk();
  if (path === '') return <RootView />;
  return pathKind(path, listing?.files ?? []) === 'file' ? (
    <FileView key={path} path={path} />
  ) : (
    <DirectoryView key={path} directory={path} />
  );
}

/** A file that is gone at this moment is still one. */
function pathKind(path: string, files: readonly DiskFileEntry[]): 'file' | 'directory' {
  if (files.some((file) => file.path === path)) return 'file';
  if (files.some((file) => file.path.startsWith(`${path}/`))) return 'directory';
  return path.includes('/') ? 'file' : 'directory';
}
