import { useEffect } from 'react';
import type { Messages } from '../../i18n/en.ts';
import type { Notice } from '../../store/notices-slice.ts';
import { usePage } from '../../store/page.ts';
import { useDriver } from '../driver-context.tsx';
import { CloseIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { problemText } from './problem-text.ts';
import { storedRunName } from './stored-run-name.ts';

/** What needs no answer goes by itself. */
const shortLivedMs = 8_000;

export function NoticeCard({ notice }: { notice: Notice }) {
  const messages = useMessages();
  const driver = useDriver();
  const tone = toneOf(notice);
  const { id } = notice;
  useEffect(() => {
    if (tone !== 'info') return undefined;
    const timer = setTimeout(() => usePage.getState().dismiss(id), shortLivedMs);
    return () => clearTimeout(timer);
  }, [tone, id]);
  return (
    <div className={`notice ${tone}`}>
      <p>{noticeText(notice, messages)}</p>
      {notice.kind === 'stored-run' && (
        <button type="button" className="btn" onClick={() => void driver.open.stored(notice.run.runId)}>
          {messages.notices.openStored}
        </button>
      )}
      <button
        type="button"
        className="btn bare square"
        aria-label={messages.notices.dismiss}
        onClick={() => usePage.getState().dismiss(id)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function toneOf(notice: Notice): 'info' | 'warn' | 'bad' {
  switch (notice.kind) {
    case 'bad-link':
    case 'bad-document':
    case 'no-link':
    case 'broken-promise':
      return 'bad';
    case 'memory':
    case 'unknown-parameters':
      return 'warn';
    case 'resumed':
      return notice.damaged ? 'warn' : 'info';
    case 'link-copied':
    case 'stored-run':
      return 'info';
  }
}

function noticeText(notice: Notice, messages: Messages): string {
  const { notices, problems } = messages;
  switch (notice.kind) {
    case 'link-copied':
      return notices.linkCopied;
    case 'bad-link':
      return `${notices.badLink} ${problemText(notice.problem, problems)}`;
    case 'no-link':
      return `${notices.noLink} ${problemText(notice.problem, problems)}`;
    case 'unknown-parameters':
      return notices.unknownParameters(notice.names.join(', '));
    case 'bad-document':
      return notices.badDocument(notice.problem === null ? notice.message : problemText(notice.problem, problems));
    case 'broken-promise':
      return notices.brokenPromise(notice.broken.promise, notice.broken.detail, notice.seed, notice.broken.step);
    case 'resumed':
      return notice.damaged ? notices.damaged : notices.resumed;
    case 'memory':
      return messages.storage.why[notice.reason];
    case 'stored-run':
      return notices.storedRun(storedRunName(notice.run, messages));
  }
}
