import { useEffect, useState } from 'react';
import type { GroupDetails } from '../../sim/view/group-details.ts';
import { useDriver } from '../driver-context.tsx';
import { useCalmMoment } from '../use-calm-moment.ts';

/** Every group as of the newest calm moment; null before the first answer. */
export function useGroups(): GroupDetails | null {
  const driver = useDriver();
  const moment = useCalmMoment();
  const [details, setDetails] = useState<GroupDetails | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment is why to ask again
  useEffect(() => {
    let wanted = true;
    void driver.groups().then((answer) => {
      if (wanted && answer !== null) setDetails(answer);
    });
    return () => {
      wanted = false;
    };
  }, [driver, moment]);
  return details;
}
