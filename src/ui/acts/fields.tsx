import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly name: ReactNode;
  readonly hint?: string;
}

/** A control with its name; the hint describes the control and is no part of its name. */
function Field({ name, hint, control }: FieldProps & { control: (ids: ControlIds) => ReactNode }) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="field">
      <label className="name" htmlFor={id}>
        {name}
      </label>
      {control(hint === undefined ? { id } : { id, 'aria-describedby': hintId })}
      {hint !== undefined && (
        <span className="hint" id={hintId}>
          {hint}
        </span>
      )}
    </div>
  );
}

interface ControlIds {
  readonly id: string;
  readonly 'aria-describedby'?: string;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
}

export function TextField({ value, onChange, required = false, ...field }: TextFieldProps) {
  return (
    <Field
      {...field}
      control={(ids) => (
        <input
          {...ids}
          className="input mono"
          value={value}
          required={required}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    />
  );
}

/** Several lines, each as it is typed. */
export function LinesField({
  value,
  onChange,
  rows = 4,
  ...field
}: Omit<TextFieldProps, 'required'> & { rows?: number }) {
  return (
    <Field
      {...field}
      control={(ids) => (
        <textarea
          {...ids}
          className="input mono"
          rows={rows}
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    />
  );
}

interface NumberFieldProps extends FieldProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly step?: number | 'any';
}

/** A number as typed; what is out of range goes to Kafka all the same, and Kafka says so. */
export function NumberField({ value, onChange, step = 1, ...field }: NumberFieldProps) {
  return (
    <Field
      {...field}
      control={(ids) => (
        <input
          {...ids}
          className="input mono"
          type="number"
          step={step}
          required
          value={Number.isFinite(value) ? value : ''}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      )}
    />
  );
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface ChoiceFieldProps<T extends string> extends FieldProps {
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
}

export function ChoiceField<T extends string>({ value, choices, onChange, ...field }: ChoiceFieldProps<T>) {
  const choose = (text: string) => {
    const chosen = choices.find((choice) => choice.value === text);
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <Field
      {...field}
      control={(ids) => (
        <select {...ids} className="input" value={value} onChange={(event) => choose(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    />
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
