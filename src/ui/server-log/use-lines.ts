import { useEffect, useState } from 'react';
import { usePage } from '../../store/page.ts';
import { selectCommands, selectView } from '../../store/selectors.ts';
import type { ServerLogFilter, ServerLogPage } from '../../worker/protocol.ts';
import { useDriver } from '../driver-context.tsx';

/** The lines that fit, asked for anew as often as the panels are drawn anew; null until the first answer. */
export function useLines({ node, level, text }: ServerLogFilter, limit: number): ServerLogPage | null {
  const driver = useDriver();
  const atUs = usePage(selectView)?.atUs;
  const commands = usePage(selectCommands);
  const [page, setPage] = useState<ServerLogPage | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: time and acts change what there is to show
  useEffect(() => {
    let wanted = true;
    void driver.serverLog({ node, level, text }, limit).then((answer) => {
      if (wanted && answer !== null) setPage(answer);
    });
    return () => {
      wanted = false;
    };
  }, [driver, node, level, text, limit, atUs, commands]);
  return page;
}
