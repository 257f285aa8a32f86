import type { MemberView } from '../../sim/snapshot.ts';
import type { GroupDetail, ReadPartition } from '../../sim/view/group-details.ts';
import { offsetText } from '../inspector/group-offsets.tsx';
import { PartitionButton, SelectButton } from '../inspector/select-button.tsx';
import { Source } from '../inspector/source.tsx';
import { Say } from '../say.tsx';
import { useGroupsTexts } from './texts.tsx';

/** Who reads what, how far, and for how long it stood still. */
export function Members({ detail }: { detail: GroupDetail }) {
  const texts = useGroupsTexts().members;
  const { members } = detail.group;
  return (
    <section>
      <h3>
        {texts.title} <Source source="observed" />
      </h3>
      {members.length === 0 ? (
        <p className="quiet">{texts.nobody}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <section className="wide" aria-label={texts.title} tabIndex={0}>
          <table className="table members">
            <thead>
              <tr>
                <th scope="col" className="to-start">
                  {texts.id}
                </th>
                <th scope="col" className="to-start">
                  {texts.state}
                </th>
                <th scope="col">
                  {texts.stoodStill} <Source source="derived" />
                </th>
                <th scope="col" className="to-start part">
                  {texts.partition}
                </th>
                <th scope="col">{texts.position}</th>
                <th scope="col">
                  {texts.recordsLag} <Source source="derived" />
                </th>
                <th scope="col" className="to-start">
                  {texts.memberId}
                </th>
              </tr>
            </thead>
            {members.map((member) => (
              <Member key={member.node} detail={detail} member={member} />
            ))}
          </table>
        </section>
      )}
      <p className="quiet">
        <Say words={texts.stoodStillText} />
      </p>
    </section>
  );
}

const nothing: readonly (ReadPartition | null)[] = [null];

function Member({ detail, member }: { detail: GroupDetail; member: MemberView }) {
  const texts = useGroupsTexts().members;
  const still = detail.stoodStillUs.get(member.node);
  const stoodUs = (still?.joining ?? 0) + (still?.dead ?? 0);
  const held = detail.readers.find(({ node }) => node === member.node)?.partitions ?? [];
  const partitions = held.length === 0 || member.state === 'crashed' ? nothing : held;
  const rows = partitions.length;
  return (
    <tbody>
      {partitions.map((at, i) => (
        <tr key={at === null ? '' : `${at.topic}-${at.partition}`}>
          {i === 0 && (
            <>
              <td rowSpan={rows} className="to-start">
                <SelectButton to={{ kind: 'member', group: detail.group.id, id: member.id }}>{member.id}</SelectButton>
                {member.leader && <span className="note">{texts.leader}</span>}
              </td>
              <td rowSpan={rows} className="to-start text">
                {texts.states[member.state]}
              </td>
              <td rowSpan={rows} className={stoodUs > 0 ? 'stood' : undefined}>
                {texts.ms(wholeMs(stoodUs))}
              </td>
            </>
          )}
          <Reads at={at} />
          {i === 0 && (
            <td rowSpan={rows} className="to-start member-id">
              {member.memberId === '' ? '–' : member.memberId}
            </td>
          )}
        </tr>
      ))}
    </tbody>
  );
}

function Reads({ at }: { at: ReadPartition | null }) {
  const texts = useGroupsTexts().members;
  if (at === null) {
    return (
      <>
        <td className="to-start text part">{texts.idle}</td>
        <td>–</td>
        <td>–</td>
      </>
    );
  }
  const { topic, partition, position, recordsLag } = at;
  return (
    <>
      <td className="to-start part">
        <PartitionButton topic={topic} partition={partition} />
      </td>
      <td>{offsetText(position)}</td>
      <td>{recordsLag ?? '–'}</td>
    </>
  );
}

/** `12 345`, in groups of three. */
function wholeMs(us: number): string {
  return String(Math.round(us / 1000)).replace(/\B(?=(\d{3})+$)/g, ' ');
}
