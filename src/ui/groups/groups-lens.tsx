import { useState } from 'react';
import { usePage } from '../../store/page.ts';
import type { Selection } from '../../store/selection.ts';
import { selectSelection } from '../../store/selectors.ts';
import { SelectButton } from '../inspector/select-button.tsx';
import { Described } from './described.tsx';
import { GroupFacts } from './group-facts.tsx';
import './groups-lens.css';
import { Members } from './members.tsx';
import { Rebalances } from './rebalances.tsx';
import { GroupsTextsProvider, useGroupsTexts } from './texts.tsx';
import { useGroups } from './use-groups.ts';

/** Members, assignment, lag, and who stood still for how long. */
export function GroupsLens() {
  return (
    <GroupsTextsProvider>
      <Content />
    </GroupsTextsProvider>
  );
}

function Content() {
  const texts = useGroupsTexts();
  const details = useGroups();
  const selected = groupIn(usePage(selectSelection));
  const [chosen, choose] = useState<string | null>(null);
  if (details === null) return <p className="groups quiet">{texts.loading}</p>;
  const { groups, atUs } = details;
  const wanted = chosen ?? selected;
  const shown = groups.find(({ group }) => group.id === wanted) ?? groups[0];
  if (shown === undefined) return <Empty />;
  const { id } = shown.group;
  return (
    <section className="groups" aria-label={texts.label}>
      <header className="groups-bar">
        {groups.length === 1 ? (
          <h2>{id}</h2>
        ) : (
          <label>
            <span className="visually-hidden">{texts.which}</span>
            <select className="input" value={id} onChange={(event) => choose(event.target.value)}>
              {groups.map(({ group }) => (
                <option key={group.id}>{group.id}</option>
              ))}
            </select>
          </label>
        )}
        <SelectButton to={{ kind: 'group', id }}>{texts.acts}</SelectButton>
      </header>
      <GroupFacts detail={shown} />
      <Rebalances key={id} detail={shown} nowUs={atUs} />
      <Members detail={shown} />
      <Described detail={shown} />
    </section>
  );
}

function groupIn(selection: Selection | null): string | null {
  if (selection?.kind === 'group') return selection.id;
  return selection?.kind === 'member' ? selection.group : null;
}

function Empty() {
  const texts = useGroupsTexts();
  const show = () => {
    usePage.getState().select(null);
    usePage.getState().setSheetOpen(true);
  };
  return (
    <section className="groups empty" aria-label={texts.label}>
      <h2>{texts.empty}</h2>
      <p className="quiet">{texts.emptyText}</p>
      <button type="button" className="btn" onClick={show}>
        {texts.toPanel}
      </button>
    </section>
  );
}
