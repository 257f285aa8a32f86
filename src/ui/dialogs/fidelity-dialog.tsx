import { useEffect, useState } from 'react';
import { type Fidelity, loadFidelity } from '../../i18n/fidelity.ts';
import { usePage } from '../../store/page.ts';
import { selectLanguage } from '../../store/selectors.ts';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { Modal } from './modal.tsx';

/** What is simplified; the text is fetched when it is asked for. */
export function FidelityDialog({ onClose }: { onClose: () => void }) {
  const { top } = useMessages();
  const language = usePage(selectLanguage);
  const [fidelity, setFidelity] = useState<Fidelity | null>(null);
  useEffect(() => {
    void loadFidelity(language).then(setFidelity);
  }, [language]);
  return (
    <Modal title={top.fidelityTitle} onClose={onClose}>
      {fidelity !== null && (
        <>
          <p>
            <Say words={fidelity.intro} />
          </p>
          {fidelity.sections.map((section) => (
            <section key={section.title}>
              <h3>{section.title}</h3>
              <ul>
                {section.points.map((point, index) => (
                  // The text is fixed.
                  <li key={`${section.title}-${String(index)}`}>
                    <Say words={point} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </Modal>
  );
}
