import { usePage } from '../../store/page.ts';
import { selectNetwork, selectSetup } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { durationText } from '../format.ts';
import { useMessages } from '../messages.tsx';

/** From here on a flight takes long enough to be seen at the speed of a clock. */
const slowFromUs = 20_000;
const dataCentre = { latencyUs: 250, jitterUs: 100 };
const visible = { latencyUs: 200_000, jitterUs: 20_000 };

/** Says which network the run has and switches to the other one; the switch is an act like any other. */
export function NetworkChip() {
  const { top } = useMessages();
  const driver = useDriver();
  const network = usePage(selectNetwork);
  const setup = usePage(selectSetup);
  if (network === null) return null;
  const slow = network.latencyUs >= slowFromUs;
  const declared = setup !== null && setup.network.latencyUs >= slowFromUs ? setup.network : visible;
  const next = slow ? dataCentre : declared;
  const { latencyUs, jitterUs } = next;
  return (
    <button
      type="button"
      className="pill"
      title={`${top.networkTitle(durationText(network.latencyUs))}. ${slow ? top.toFast : top.toSlow}`}
      aria-description={slow ? top.toFast : top.toSlow}
      onClick={() => void driver.act({ do: 'change-network', latencyUs, jitterUs })}
    >
      <i className={slow ? 'dot warn' : 'dot'} aria-hidden="true" />
      {slow ? top.slowNetwork : top.fastNetwork} · {durationText(network.latencyUs)}
    </button>
  );
}
