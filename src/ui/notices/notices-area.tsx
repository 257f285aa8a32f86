import { lazy, Suspense } from 'react';
import { usePage } from '../../store/page.ts';
import { selectNotices } from '../../store/selectors.ts';
import { useMessages } from '../messages.tsx';

const NoticeCard = lazy(async () => ({ default: (await import('./notice-card.tsx')).NoticeCard }));

/** Stands there from the first, so that what comes into it is read aloud. */
export function NoticesArea() {
  const { notices: texts } = useMessages();
  const notices = usePage(selectNotices);
  return (
    <section className="notices" aria-label={texts.label} aria-live="polite">
      <Suspense>
        {notices.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </Suspense>
    </section>
  );
}
