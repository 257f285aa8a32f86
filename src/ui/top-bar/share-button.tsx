import { usePage } from '../../store/page.ts';
import { copyText } from '../copy-text.ts';
import { useDriver } from '../driver-context.tsx';
import { ShareIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { narrowQuery, useMedia } from '../use-media.ts';

/** Copies the link; where the page may not, it is shown selected. */
export function ShareButton() {
  const { top } = useMessages();
  const driver = useDriver();
  const narrow = useMedia(narrowQuery);
  const share = async () => {
    const link = await driver.link();
    if (link === null) return;
    const page = usePage.getState();
    if (await copyText(link)) page.notify({ kind: 'link-copied' });
    else page.openDialog('share');
  };
  return (
    <button type="button" className="btn primary" onClick={() => void share()}>
      <ShareIcon />
      <span className={narrow ? 'visually-hidden' : undefined}>{top.share}</span>
    </button>
  );
}
