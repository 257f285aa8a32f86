import { use, useState } from 'react';
import { loadServerLogTexts, type ServerLogTexts } from '../../i18n/server-log.ts';
import { usePage } from '../../store/page.ts';
import { selectLanguage } from '../../store/selectors.ts';
import type { ServerLogFilter, ServerLogPage } from '../../worker/protocol.ts';
import { CloseIcon } from '../icons.tsx';
import { Say } from '../say.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LineList } from './line-list.tsx';
import './server-log.css';
import { useLines } from './use-lines.ts';

const loaded = new Map<string, Promise<ServerLogTexts>>();
const everything: ServerLogFilter = { node: null, level: 'INFO', text: '' };
/** So many more with each press of the button. */
const step = 200;

/** What brokers and controllers write to their logs, under the stage; each line leads to its moment. */
export function ServerLogPanel() {
  const language = usePage(selectLanguage);
  const loading = loaded.get(language) ?? loadServerLogTexts(language);
  loaded.set(language, loading);
  const texts = use(loading);
  const [filter, setFilter] = useState(everything);
  const [limit, setLimit] = useState(step);
  const page = useLines(filter, limit);
  return (
    <section className="server-log" aria-label={texts.heading}>
      <header>
        <h2>{texts.heading}</h2>
        <FilterBar texts={texts} filter={filter} onChange={setFilter} />
        <button
          type="button"
          className="btn square bare"
          aria-label={texts.close}
          onClick={() => usePage.getState().setServerLogOpen(false)}
        >
          <CloseIcon />
        </button>
      </header>
      {page !== null && <Lines texts={texts} page={page} onMore={() => setLimit(limit + step)} />}
    </section>
  );
}

function Lines({ texts, page, onMore }: { texts: ServerLogTexts; page: ServerLogPage; onMore: () => void }) {
  const { lines, matching, kept } = page;
  if (lines.length === 0) return <p className="empty">{kept === 0 ? texts.empty : texts.noMatch(kept)}</p>;
  return (
    <div className="scroller">
      <LineList texts={texts} lines={lines} />
      <footer>
        <span role="status">{texts.shown(lines.length, matching)}</span>
        {lines.length < matching && (
          <button type="button" className="btn" onClick={onMore}>
            {texts.more}
          </button>
        )}
        <p>
          <Say words={texts.source()} />
        </p>
      </footer>
    </div>
  );
}
