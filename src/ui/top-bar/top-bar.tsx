import { usePage } from '../../store/page.ts';
import { Mark, MoreIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { narrowQuery, useMedia } from '../use-media.ts';
import { EvidenceBadge } from './evidence-badge.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { LensSwitch } from './lens-switch.tsx';
import { NetworkChip } from './network-chip.tsx';
import { PresetMenu } from './preset-menu.tsx';
import { ShareButton } from './share-button.tsx';
import { ThemeChoice } from './theme-choice.tsx';

export function TopBar() {
  const { top } = useMessages();
  const narrow = useMedia(narrowQuery);
  return (
    <header className="top">
      <h1 className="brand">
        <Mark />
        {narrow ? <span className="visually-hidden">{top.brand}</span> : <b>{top.brand}</b>}
      </h1>
      <PresetMenu />
      {!narrow && <LensSwitch />}
      <span className="spacer" />
      <EvidenceBadge />
      {narrow ? <ToolsMenu /> : <Tools named={false} />}
      <ShareButton />
    </header>
  );
}

/** `named`: in the menu there is room for words. */
function Tools({ named }: { named: boolean }) {
  const { top, shortcuts } = useMessages();
  const { openDialog } = usePage.getState();
  return (
    <div className="tools">
      <span className="pill version" title={top.versionTitle}>
        {top.version}
      </span>
      <NetworkChip />
      <button type="button" className="btn" title={top.fidelityTitle} onClick={() => openDialog('fidelity')}>
        {top.fidelity}
      </button>
      <LanguageChoice />
      <ThemeChoice named={named} />
      <button
        type="button"
        className={named ? 'btn' : 'btn square'}
        aria-label={shortcuts.open}
        title={shortcuts.open}
        onClick={() => openDialog('shortcuts')}
      >
        {named ? shortcuts.open : '?'}
      </button>
    </div>
  );
}

function ToolsMenu() {
  const { top } = useMessages();
  return (
    <>
      <button type="button" className="btn square" popoverTarget="tools" aria-label={top.menu}>
        <MoreIcon />
      </button>
      <section id="tools" popover="auto" className="menu tools-menu" aria-label={top.menu}>
        <Tools named />
      </section>
    </>
  );
}
