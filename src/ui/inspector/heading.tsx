import type { ReactNode } from 'react';

export function Heading({ kick, title, children }: { kick: string; title: string; children?: ReactNode }) {
  return (
    <div>
      <div className="kick">{kick}</div>
      <h2 className="mono">{title}</h2>
      {children}
    </div>
  );
}
