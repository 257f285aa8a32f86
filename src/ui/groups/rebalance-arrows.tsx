import { useEffect, useRef, useState } from 'react';
import { fitText } from '../../diagram/cluster/text.ts';
import { type Arrow, layOutSpaceTime, type SpaceTime } from '../../diagram/groups/arrows-layout.ts';
import type { TimeWindow } from '../../diagram/groups/rebalance-window.ts';
import type { TraceAnswer, TracedMessage } from '../../sim/view/rebalance-trace.ts';
import { useDriver } from '../driver-context.tsx';
import { clockText, durationText } from '../format.ts';
import { Source } from '../inspector/source.tsx';
import { useGroupsTexts } from './texts.tsx';

/** What was said in one rebalance, as lines of time and arrows between them; each arrow leads to its moment. */
export function RebalanceArrows({
  group,
  window,
  onClose,
}: {
  group: string;
  window: TimeWindow;
  onClose: () => void;
}) {
  const { arrows: texts } = useGroupsTexts();
  const answer = useTrace(group, window);
  return (
    <section className="arrows" aria-label={texts.title} aria-busy={answer === null || answer.kind === 'working'}>
      <div className="section-head">
        <h3>
          {texts.title} <Source source="observed" />
        </h3>
        <button type="button" className="btn" onClick={onClose}>
          {texts.close}
        </button>
      </div>
      <p className="quiet">{texts.text(clockText(window.fromUs), clockText(window.untilUs))}</p>
      {answer?.kind === 'working' && <p role="status">{texts.working}</p>}
      {answer?.kind === 'too-old' && <p role="status">{texts.tooOld}</p>}
      {answer?.kind === 'told' && answer.trace.messages.length === 0 && <p className="quiet">{texts.none}</p>}
      {answer?.kind === 'told' && answer.trace.messages.length > 0 && <Drawing answer={answer} />}
    </section>
  );
}

function useTrace(group: string, { fromUs, untilUs }: TimeWindow): TraceAnswer | null {
  const driver = useDriver();
  const [answer, setAnswer] = useState<TraceAnswer | null>(null);
  useEffect(() => {
    let wanted = true;
    async function ask() {
      while (wanted) {
        const next = await driver.rebalance(group, fromUs, untilUs);
        if (!wanted || next === null) return;
        setAnswer(next);
        if (next.kind !== 'working') return;
      }
    }
    setAnswer(null);
    void ask();
    return () => {
      wanted = false;
    };
  }, [driver, group, fromUs, untilUs]);
  return answer;
}

const narrowest = 320;
const nameStyle = { size: 11, mono: true, bold: true };

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(narrowest);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(narrowest, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

function Drawing({ answer }: { answer: Extract<TraceAnswer, { kind: 'told' }> }) {
  const { arrows: texts } = useGroupsTexts();
  const { box, width } = useWidth();
  const laid = layOutSpaceTime(answer.trace, width);
  return (
    <div ref={box} className="arrows-box">
      {/* biome-ignore lint/a11y/useSemanticElements: there is no fieldset element in SVG */}
      <svg width={laid.width} height={laid.height} role="group" aria-label={texts.title} data-testid="rebalance-arrows">
        <defs>
          <marker id="arrow-head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0.5 8 4 0 7.5z" fill="context-stroke" />
          </marker>
        </defs>
        <Lines laid={laid} />
        {laid.waits.map((wait) => (
          <g key={wait.key} className={`wait ${wait.message.api}`}>
            <rect x={wait.x - 4} y={wait.y} width={8} height={wait.height} rx={4} />
            {wait.height > 40 && (
              <text x={wait.x + 8} y={wait.y + wait.height / 2 + 4}>
                {durationText(wait.us)}
              </text>
            )}
          </g>
        ))}
        {laid.arrows.map((arrow) => (
          <Message key={arrow.key} arrow={arrow} />
        ))}
      </svg>
      {answer.trace.cut && <p className="quiet">{texts.cut}</p>}
    </div>
  );
}

function Lines({ laid }: { laid: SpaceTime }) {
  const { broker } = useGroupsTexts();
  return (
    <>
      {laid.ticks.map(({ y, atUs }) => (
        <text key={atUs} className="tick" x={0} y={y + 4}>
          {clockText(atUs)}
        </text>
      ))}
      {laid.lines.map(({ key, name, kind, x }) => (
        <g key={key} className={`line ${kind}`}>
          <line x1={x} x2={x} y1={laid.top} y2={laid.height} />
          <text x={x} y={laid.top - 12} textAnchor="middle">
            <title>{kind === 'broker' ? broker(Number(name)) : name}</title>
            {kind === 'broker' ? broker(Number(name)) : fitText(name, laid.gap - 8, nameStyle)}
          </text>
        </g>
      ))}
    </>
  );
}

function Message({ arrow }: { arrow: Arrow }) {
  const driver = useDriver();
  const { arrows: texts, broker } = useGroupsTexts();
  const { message, x1, y1, x2, y2 } = arrow;
  const { api, isResponse, error, generation } = message;
  const go = () => void driver.seek(message.sentUs);
  const ends = isResponse ? [broker(message.broker), message.member] : [message.member, broker(message.broker)];
  const what = nameOf(message, texts.answer(api));
  const says = texts.says(
    what,
    ends[0] ?? '',
    ends[1] ?? '',
    clockText(message.sentUs),
    durationText(message.arrivesUs - message.sentUs),
  );
  const labelled = !isResponse || error !== 'NONE' || generation >= 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button element in SVG
    <g
      role="button"
      tabIndex={0}
      aria-label={says}
      className={`message ${isResponse ? 'response' : 'request'} ${error === 'NONE' ? '' : 'bad'} ${api}`}
      onClick={go}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          go();
        }
      }}
    >
      <title>{says}</title>
      <line className="reach" x1={x1} y1={y1} x2={x2} y2={y2} />
      <line className="shaft" x1={x1} y1={y1} x2={x2} y2={y2} markerEnd="url(#arrow-head)" />
      {labelled && (
        <text x={(x1 + x2) / 2} y={(y1 + y2) / 2 - 4} textAnchor="middle">
          {isResponse ? (error === 'NONE' ? texts.generation(generation) : error) : api}
        </text>
      )}
    </g>
  );
}

const nameOf = ({ api, isResponse, error }: TracedMessage, answer: string): string =>
  isResponse ? `${answer}${error === 'NONE' ? '' : ` ${error}`}` : api;
