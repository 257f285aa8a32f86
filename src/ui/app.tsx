import { lazy, Suspense } from 'react';
import type { Messages } from '../i18n/en.ts';
import type { Driver } from '../store/driver.ts';
import { usePage } from '../store/page.ts';
import { selectFailure } from '../store/selectors.ts';
import { Dialogs } from './dialogs/dialogs.tsx';
import { DriverContext, useDriver } from './driver-context.tsx';
import { ErrorBoundary } from './failure/error-boundary.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { useShortcuts } from './keyboard.ts';
import { MessagesProvider, useMessages } from './messages.tsx';
import { NoticesArea } from './notices/notices-area.tsx';
import { Stage, stageId } from './stage/stage.tsx';
import { useThemeOnDocument } from './theme.ts';
import { TopBar } from './top-bar/top-bar.tsx';
import { Transport } from './transport/transport.tsx';

const FailureScreen = lazy(async () => ({ default: (await import('./failure/failure-screen.tsx')).FailureScreen }));

export function App({ driver, messages }: { driver: Driver; messages: Messages }) {
  return (
    <DriverContext value={driver}>
      <MessagesProvider initial={messages}>
        <PageOrFailure />
      </MessagesProvider>
    </DriverContext>
  );
}

function PageOrFailure() {
  const driver = useDriver();
  const failure = usePage(selectFailure);
  useThemeOnDocument();
  if (failure !== null) {
    return (
      <Suspense>
        <FailureScreen failure={failure} />
      </Suspense>
    );
  }
  return (
    <ErrorBoundary onError={driver.pageFailed}>
      <Page />
    </ErrorBoundary>
  );
}

function Page() {
  const { top } = useMessages();
  useShortcuts();
  return (
    <div className="page">
      <a className="skip" href={`#${stageId}`} onClick={skipToStage}>
        {top.skip}
      </a>
      <TopBar />
      <Stage />
      <Inspector />
      <Transport />
      <NoticesArea />
      <Dialogs />
    </div>
  );
}

/** The address belongs to the run, so the link moves the focus and leaves the address alone. */
function skipToStage(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById(stageId)?.focus();
}
