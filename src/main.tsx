import { createRoot } from 'react-dom/client';
import { chooseLocale, loadMessages } from './i18n/locale.ts';
import { createDriver } from './store/driver.ts';
import { usePage } from './store/page.ts';
import { remembered } from './store/remembered.ts';
import { App } from './ui/app.tsx';
import './ui/styles/index.css';
import { applyTheme } from './ui/theme.ts';
import { connectWorker } from './worker/client.ts';

const locale = chooseLocale(remembered('language'), navigator.languages);
document.documentElement.lang = locale;
usePage.setState({ language: locale });
applyTheme(usePage.getState().theme);

const driver = createDriver(connectWorker, usePage);
void driver.open.boot();
addEventListener('hashchange', () => void driver.open.follow(location.hash));
document.addEventListener('visibilitychange', () => {
  void (document.hidden ? driver.flush() : driver.refresh());
});

// No await at the top level: it would keep the chunks that are fetched later from sharing code with this one.
void loadMessages(locale).then((messages) => {
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App driver={driver} messages={messages} />);
});
