import type { ServerLogTexts } from '../../i18n/server-log.ts';
import { usePage } from '../../store/page.ts';
import { selectView } from '../../store/selectors.ts';
import type { ServerLogFilter } from '../../worker/protocol.ts';

const levels = ['INFO', 'WARN', 'ERROR'] as const;

interface Props {
  readonly texts: ServerLogTexts;
  readonly filter: ServerLogFilter;
  readonly onChange: (filter: ServerLogFilter) => void;
}

export function FilterBar({ texts, filter, onChange }: Props) {
  const view = usePage(selectView);
  const dedicated = view?.controllers.filter(({ id }) => !view.brokers.some((broker) => broker.id === id)) ?? [];
  const level = (value: string) => levels.find((known) => known === value) ?? 'INFO';
  return (
    <div className="filters">
      <label>
        {texts.node}
        <select
          value={filter.node ?? ''}
          onChange={({ target }) => onChange({ ...filter, node: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">{texts.allNodes}</option>
          {view?.brokers.map(({ id }) => (
            <option key={id} value={id}>
              {texts.broker(id)}
            </option>
          ))}
          {dedicated.map(({ id }) => (
            <option key={id} value={id}>
              {texts.controller(id)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts.level}
        <select value={filter.level} onChange={({ target }) => onChange({ ...filter, level: level(target.value) })}>
          {levels.map((name) => (
            <option key={name} value={name}>
              {texts.levels[name]}
            </option>
          ))}
        </select>
      </label>
      <label className="text">
        {texts.text}
        <input
          type="search"
          value={filter.text}
          maxLength={200}
          placeholder={texts.textHint}
          onChange={({ target }) => onChange({ ...filter, text: target.value })}
        />
      </label>
    </div>
  );
}
