import type { ReactNode } from 'react';

interface Props {
  readonly kick: string;
  readonly title: string;
  /** The title is words of the page, not a name of the cluster. */
  readonly worded?: boolean;
  readonly children?: ReactNode;
}

export function Heading({ kick, title, worded = false, children }: Props) {
  return (
    <div>
      <div className="kick">{kick}</div>
      <h2 className={worded ? undefined : 'mono'}>{title}</h2>
      {children}
    </div>
  );
}
