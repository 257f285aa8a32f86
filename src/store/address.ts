import type { RunDocument } from '../scenario/document.ts';
import { lensIn } from '../scenario/link-parameters.ts';
import type { LensName } from './disk-slice.ts';
import type { PageStore } from './page.ts';
import type { RunSession } from './run-session.ts';

const afterLastChangeMs = 500;
/** While the run plays, only the moment changes; the address follows it at this pace. */
const whilePlayingMs = 5_000;

export interface Address {
  /** Something of the document changed: the address follows half a second after the last change. */
  changed(): void;
  /** The link to the present moment; null when there is none, and the page has said why. */
  link(): Promise<string | null>;
}

/** The address bar holds the document. */
export function createAddress(session: RunSession, page: PageStore): Address {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function link(): Promise<string | null> {
    const run = page.getState().run;
    const document = run === null ? null : await session.ask('document', { runId: run.id });
    return document === null ? null : addressOf(document);
  }

  async function addressOf(document: RunDocument): Promise<string | null> {
    const { writeLink } = await import('./link.ts');
    const hash = await writeLink(document);
    if (!hash.ok) {
      page.getState().notify({ kind: 'no-link', problem: hash.error });
      return null;
    }
    const url = new URL(location.href);
    const { lens } = page.getState();
    url.hash = lens === 'cluster' ? hash.value : `${hash.value}&lens=${lens}`;
    return url.href;
  }

  async function write() {
    const run = page.getState().run;
    const address = await link();
    if (run === null || address === null || run.id !== page.getState().run?.id) return;
    history.replaceState(markOf(run.id), '', address);
    if (page.getState().playing) schedule(whilePlayingMs);
  }

  function schedule(delayMs: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), delayMs);
  }

  return { changed: () => schedule(afterLastChangeMs), link };
}

/** The lens that an address asks for; null when it does not say. */
export function lensInAddress(hash: string): LensName | null {
  const parts = hash.replace(/^#/, '').split('&');
  return parts.map(lensIn).find((lens) => lens !== null) ?? null;
}

interface Mark {
  readonly samsaRun: string;
}

/** Stays with this entry of the tab's history over a reload, and does not travel with a copied link. */
function markOf(runId: string): Mark {
  return { samsaRun: runId };
}

/** The run that this tab showed under this address before it was reloaded; null for an address that came from outside. */
export function runBeforeReload(): string | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('samsaRun' in state)) return null;
  return typeof state.samsaRun === 'string' ? state.samsaRun : null;
}
