import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { assert } from '../base/assert.ts';
import type { Messages } from '../i18n/en.ts';
import { loadMessages } from '../i18n/locale.ts';
import { usePage } from '../store/page.ts';
import { selectLanguage } from '../store/selectors.ts';

const MessagesContext = createContext<Messages | null>(null);

/** Everything the page says, in the reader's language. */
export function useMessages(): Messages {
  const messages = use(MessagesContext);
  assert(messages !== null, 'useMessages outside of MessagesProvider');
  return messages;
}

/** `initial` is loaded before the first picture; another language replaces it when it has arrived. */
export function MessagesProvider({ initial, children }: { initial: Messages; children: ReactNode }) {
  const language = usePage(selectLanguage);
  const [messages, setMessages] = useState(initial);
  useEffect(() => {
    let wanted = true;
    void loadMessages(language).then((loaded) => {
      if (!wanted) return;
      setMessages(loaded);
      document.documentElement.lang = language;
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  return <MessagesContext value={messages}>{children}</MessagesContext>;
}
