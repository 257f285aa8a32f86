import type { ReactNode } from 'react';
import { useMessages } from '../messages.tsx';
import { Source } from './source.tsx';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** Facts are observed unless they say that they are derived. */
  readonly derived?: boolean;
  /** A word rather than a number. */
  readonly word?: boolean;
}

export function Facts({ facts, title }: { facts: readonly Fact[]; title?: string }) {
  const { inspector } = useMessages();
  return (
    <section>
      <h3>
        {title ?? inspector.facts}
        <Source source="observed" />
      </h3>
      <dl className="facts">
        {facts.map(({ name, value, derived = false, word = false }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={word ? 'text' : undefined}>
              {value}
              {derived && <Source source="derived" />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
