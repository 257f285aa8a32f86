import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

export const PlayIcon = () => (
  <Icon>
    <path d="M4.5 2.8v10.4L13 8z" fill="currentColor" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path d="M3.5 3v10L10 8zM11 3h2v10h-2z" fill="currentColor" />
  </Icon>
);
export const UndoIcon = () => (
  <Icon>
    <path d="M6 3 2.8 6.2 6 9.4M3 6.2h6.2a3.6 3.6 0 0 1 0 7.2H6" {...line} />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M3 3.5v9M13 3.5 6 8l7 4.5z" {...line} />
  </Icon>
);
export const ShareIcon = () => (
  <Icon>
    <path
      d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.8-.8"
      {...line}
    />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3v10M3 8h10" {...line} />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" {...line} />
  </Icon>
);
export const CopyIcon = () => (
  <Icon>
    <path d="M5.5 5.5h7v8h-7zM3.5 10.5v-8h7" {...line} />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m4 6 4 4 4-4" {...line} />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" {...line} strokeWidth={2.6} />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z" {...line} />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <path
      d="M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1"
      {...line}
    />
  </Icon>
);
export const SystemIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.5" {...line} />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
  </Icon>
);
export const PanelIcon = () => (
  <Icon>
    <path d="M2.5 3.5h11v9h-11zM2.5 9.5h11" {...line} />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m3 8.5 3.2 3.2L13 4.8" {...line} />
  </Icon>
);
export const Mark = () => (
  <svg className="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <circle cx="6" cy="10" r="3.4" fill="none" stroke="var(--accent)" strokeWidth="2" />
    <circle cx="15" cy="4.5" r="2.3" fill="var(--p1)" />
    <circle cx="15" cy="15.5" r="2.3" fill="var(--p2)" />
    <path d="M9 8.6 13 5.8M9 11.4l4 2.8" stroke="var(--ink-3)" strokeWidth="1.6" />
  </svg>
);
