import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import type { Messages } from '../../i18n/en.ts';
import { loadMessages } from '../../i18n/locale.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import type { Driver } from '../../store/driver.ts';
import { usePage } from '../../store/page.ts';
import type { Language } from '../../store/preferences-slice.ts';
import { DriverContext } from '../driver-context.tsx';
import { MessagesProvider } from '../messages.tsx';

/** A part of the page in a browser, with the panels looking at `view`. */
export async function renderPanel(part: ReactNode, driver: Driver, view: Snapshot, language: Language = 'en') {
  usePage.setState({ ...usePage.getInitialState(), view, language });
  const messages: Messages = await loadMessages(language);
  return render(
    <DriverContext value={driver}>
      <MessagesProvider initial={messages}>{part}</MessagesProvider>
    </DriverContext>,
  );
}
