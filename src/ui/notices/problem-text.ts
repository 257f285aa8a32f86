import type { Messages } from '../../i18n/en.ts';
import type { DocumentProblem, InvalidReason } from '../../scenario/problem.ts';

type Texts = Messages['problems'];

/** Why a link or a document cannot be used: the rest of one sentence. */
export function problemText(problem: DocumentProblem, texts: Texts): string {
  switch (problem.kind) {
    case 'cut':
      return texts.cut;
    case 'not-samsa':
      return texts.notSamsa;
    case 'future-version':
      return texts.futureVersion;
    case 'too-large':
      return texts.tooLarge[problem.what];
    case 'invalid':
      return texts.at(problem.path, reasonText(problem.reason, texts));
  }
}

function reasonText(reason: InvalidReason, texts: Texts): string {
  switch (reason.code) {
    case 'missing':
      return texts.missing;
    case 'unknown-field':
      return texts.unknownField(reason.name);
    case 'wrong-type':
      return texts.wrongType[reason.expected];
    case 'not-data':
      return texts.notData;
    case 'not-whole':
      return texts.notWhole;
    case 'too-small':
      return texts.tooSmall(reason.min);
    case 'too-big':
      return texts.tooBig(reason.max);
    case 'empty':
      return texts.empty;
    case 'too-long':
      return texts.tooLong(reason.max);
    case 'unprintable':
      return texts.unprintable;
    case 'not-one-of':
      return texts.notOneOf(reason.allowed);
    case 'too-few':
      return texts.tooFew(reason.min);
    case 'too-many':
      return texts.tooMany(reason.max, texts.countables[reason.what]);
    default:
      return meaningText(reason, texts);
  }
}

type Meaning = Extract<
  InvalidReason,
  {
    code:
      | 'bad-topic-name'
      | 'reserved-topic-name'
      | 'topic-name-collision'
      | 'bad-pattern'
      | 'topics-or-pattern'
      | 'not-unique'
      | 'not-in-order'
      | 'unknown'
      | 'replication-above-brokers'
      | 'unknown-config'
      | 'bad-config'
      | 'bad-place'
      | 'not-serializable'
      | 'preset-changed'
      | 'conflicting-parameter';
  }
>;

function meaningText(reason: Meaning, texts: Texts): string {
  switch (reason.code) {
    case 'bad-topic-name':
      return texts.badTopicName(reason.name);
    case 'reserved-topic-name':
      return texts.reservedTopicName(reason.name);
    case 'topic-name-collision':
      return texts.topicNameCollision(reason.name, reason.other);
    case 'bad-pattern':
      return texts.badPattern(reason.pattern, reason.message);
    case 'topics-or-pattern':
      return texts.topicsOrPattern;
    case 'not-unique':
      return texts.notUnique(reason.value);
    case 'not-in-order':
      return texts.notInOrder;
    case 'unknown':
      return texts.unknown[reason.what](reason.value);
    case 'replication-above-brokers':
      return texts.replicationAboveBrokers(reason.replicationFactor, reason.brokers);
    case 'unknown-config':
      return texts.unknownConfig(reason.name);
    case 'bad-config':
      return texts.badConfig(reason.message);
    case 'bad-place':
      return texts.badPlace(reason.place, reason.known.join(', '));
    case 'not-serializable':
      return texts.notSerializable(reason.serializer, reason.value);
    case 'preset-changed':
      return texts.presetChanged(reason.preset);
    case 'conflicting-parameter':
      return texts.conflictingParameter(reason.name);
  }
}
