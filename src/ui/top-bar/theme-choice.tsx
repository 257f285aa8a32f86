import { usePage } from '../../store/page.ts';
import type { Theme } from '../../store/preferences-slice.ts';
import { selectTheme } from '../../store/selectors.ts';
import { MoonIcon, SunIcon, SystemIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';

const next: Readonly<Record<Theme, Theme>> = { system: 'dark', dark: 'light', light: 'system' };

export function ThemeChoice({ named }: { named: boolean }) {
  const { top } = useMessages();
  const theme = usePage(selectTheme);
  const name = top.themes[theme];
  return (
    <button
      type="button"
      className={named ? 'btn' : 'btn square'}
      aria-label={name}
      title={name}
      onClick={() => usePage.getState().setTheme(next[theme])}
    >
      {theme === 'system' ? <SystemIcon /> : theme === 'dark' ? <MoonIcon /> : <SunIcon />}
      {named && name}
    </button>
  );
}
