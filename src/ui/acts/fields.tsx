import type { ReactNode } from 'react';

interface FieldProps {
  readonly name: ReactNode;
  readonly hint?: string;
}

export function TextField({
  name,
  hint,
  value,
  onChange,
  required = false,
}: FieldProps & { value: string; onChange: (value: string) => void; required?: boolean }) {
  return (
    <label className="field">
      <span className="name">{name}</span>
      <input
        className="input mono"
        value={value}
        required={required}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && <span className="hint">{hint}</span>}
    </label>
  );
}

/** A number as typed; what is out of range goes to Kafka all the same, and Kafka says so. */
export function NumberField({
  name,
  hint,
  value,
  onChange,
  step = 1,
}: FieldProps & { value: number; onChange: (value: number) => void; step?: number | 'any' }) {
  return (
    <label className="field">
      <span className="name">{name}</span>
      <input
        className="input mono"
        type="number"
        step={step}
        required
        value={Number.isFinite(value) ? value : ''}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      {hint !== undefined && <span className="hint">{hint}</span>}
    </label>
  );
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export function ChoiceField<T extends string>({
  name,
  value,
  choices,
  onChange,
}: FieldProps & { value: T; choices: readonly Choice<T>[]; onChange: (value: T) => void }) {
  return (
    <label className="field">
      <span className="name">{name}</span>
      <select
        className="input"
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

export function CheckField({
  name,
  checked,
  onChange,
}: FieldProps & { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {name}
    </label>
  );
}
