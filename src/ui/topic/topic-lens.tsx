import { Suspense, useId, useState } from 'react';
import type { Zoom } from '../../diagram/topic/scale.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import type { Selection } from '../../store/selection.ts';
import { selectSelection, selectView } from '../../store/selectors.ts';
import { PasteKeys } from './paste-keys.tsx';
import { Rulers } from './rulers.tsx';
import { TopicTextsProvider, useTopicTexts } from './texts.tsx';
import './topic-lens.css';

type Part = 'rulers' | 'keys';

const parts: readonly Part[] = ['rulers', 'keys'];
const zooms: readonly Zoom[] = [null, 100, 30];

/** One topic: where every replica and every group stands on its partitions, and where keys would go. */
export function TopicLens() {
  return (
    <TopicTextsProvider>
      <Lens />
    </TopicTextsProvider>
  );
}

function Lens() {
  const texts = useTopicTexts();
  const view = usePage(selectView);
  const [topic, choose] = useTopic(view);
  const [part, setPart] = useState<Part>('rulers');
  const [zoom, setZoom] = useState<Zoom>(null);
  const [pasted, setPasted] = useState('');
  if (view === null) return null;
  const topics = namesOf(view);
  return (
    <div className="topic-lens">
      <div className="topic-bar">
        {topic !== null && (
          <label className="topic-choice">
            <span>{texts.topic}</span>
            <select className="input" value={topic} onChange={(event) => choose(event.target.value)}>
              {topics.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <Segments
          legend={texts.part}
          hidden
          values={parts}
          value={part}
          onChoose={setPart}
          name={(it) => texts.parts[it]}
        />
        {part === 'rulers' && topic !== null && (
          <Segments
            legend={texts.zoom}
            values={zooms}
            value={zoom}
            onChoose={setZoom}
            name={(it) => (it === null ? texts.zooms.all : texts.zooms.last(it))}
          />
        )}
      </div>
      {part === 'rulers' && topic !== null && <Rulers topic={topic} zoom={zoom} />}
      {part === 'rulers' && topic === null && (
        <div className="topic-none">
          <p>{texts.none}</p>
          <p className="quiet">{texts.noneHint}</p>
        </div>
      )}
      {part === 'keys' && (
        <Suspense>
          <PasteKeys key={topic} topic={topic} {...partitionsOf(view, topic)} text={pasted} onText={setPasted} />
        </Suspense>
      )}
    </div>
  );
}

/** Topics of whose partitions the snapshot tells. */
const namesOf = ({ partitions }: Snapshot): readonly string[] => [
  ...new Set(partitions.filter(({ internal }) => !internal).map(({ topic }) => topic)),
];

function partitionsOf(view: Snapshot, topic: string | null) {
  const own = view.partitions.filter((partition) => partition.topic === topic);
  return { partitions: own.length, firstIndex: own[0]?.index ?? 0 };
}

/** The topic that was chosen here or of which something was selected, whatever came last; else the first one. */
function useTopic(view: Snapshot | null): [string | null, (topic: string) => void] {
  const selected = topicOf(usePage(selectSelection));
  const [followed, setFollowed] = useState(selected);
  const [chosen, setChosen] = useState(selected);
  if (selected !== followed) {
    setFollowed(selected);
    if (selected !== null) setChosen(selected);
  }
  const names = view === null ? [] : namesOf(view);
  return [names.find((name) => name === chosen) ?? names[0] ?? null, setChosen];
}

function topicOf(selection: Selection | null): string | null {
  switch (selection?.kind) {
    case 'topic':
      return selection.name;
    case 'partition':
    case 'replica':
      return selection.topic;
    default:
      return null;
  }
}

interface SegmentsProps<T extends string | number | null> {
  readonly legend: string;
  /** The legend is for assistive technology alone. */
  readonly hidden?: boolean;
  readonly values: readonly T[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
  readonly name: (value: T) => string;
}

function Segments<T extends string | number | null>(props: SegmentsProps<T>) {
  const { legend, hidden = false, values, value, onChoose, name } = props;
  const group = useId();
  return (
    <fieldset className="topic-segments">
      <legend className={hidden ? 'visually-hidden' : undefined}>{legend}</legend>
      <span className="segments">
        {values.map((it) => (
          <label key={it}>
            <input type="radio" name={group} checked={it === value} onChange={() => onChoose(it)} />
            <span>{name(it)}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}
