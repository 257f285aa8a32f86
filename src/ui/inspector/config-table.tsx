import { Suspense, use } from 'react';
import { useMessages } from '../messages.tsx';
import { type ConfigOwner, configDefaults } from './config-defaults.ts';
import { Source } from './source.tsx';

interface Props {
  readonly owner: ConfigOwner;
  /** The configs worth showing even where they are Kafka's defaults. */
  readonly names: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  /** What counts where nothing is set and is not Kafka's default, by name. */
  readonly inherited?: Readonly<Record<string, string>>;
}

/** Configs with their value, and whether it is Kafka's default. The rest of the panel does not wait for the defaults. */
export function ConfigTable(props: Props) {
  return (
    <Suspense>
      <ConfigRows {...props} />
    </Suspense>
  );
}

function ConfigRows({ owner, names, set, inherited = {} }: Props) {
  const { inspector } = useMessages();
  const defaults = use(configDefaults(owner));
  const all = [...new Set([...names, ...Object.keys(set)])];
  return (
    <section>
      <h3>{inspector.configs}</h3>
      <dl className="facts configs">
        {all.map((name) => {
          const byDefault = defaults.get(name) ?? null;
          const value = set[name] ?? inherited[name] ?? byDefault ?? 'null';
          const changed = value !== (byDefault ?? 'null');
          return (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                {value === '' ? '""' : value}
                <Source source={changed ? 'changed' : 'default'} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
