import type { ReactNode } from 'react';

/** Fields that most people do not need. */
export function Folded({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <details className="folded">
      <summary>{title}</summary>
      <div className="form">{children}</div>
    </details>
  );
}
