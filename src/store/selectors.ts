import type { BrokerView, GroupView, MemberView, PartitionView, ProducerView, TopicView } from '../sim/snapshot.ts';
import type { PageState } from './page-state.ts';
import type { RecordPlace } from './selection.ts';

export const selectView = (state: PageState) => state.view;
export const selectHasView = (state: PageState) => state.view !== null;
export const selectSelection = (state: PageState) => state.selection;
export const selectPlaying = (state: PageState) => state.playing;
export const selectSpeed = (state: PageState) => state.speed;
export const selectStory = (state: PageState) => state.story;
export const selectHash = (state: PageState) => state.hash;
export const selectStorage = (state: PageState) => state.storage;
export const selectDialog = (state: PageState) => state.dialog;
export const selectRecord = (state: PageState): RecordPlace | null => state.record;
export const selectProduce = (state: PageState) => state.produce;
export const selectFailure = (state: PageState) => state.failure;
export const selectCommands = (state: PageState) => state.commands;
export const selectNotices = (state: PageState) => state.notices;
export const selectLanguage = (state: PageState) => state.language;
export const selectTheme = (state: PageState) => state.theme;
export const selectColourBy = (state: PageState) => state.colourBy;
export const selectKinds = (state: PageState) => state.kinds;
export const selectSheetOpen = (state: PageState) => state.sheetOpen;
export const selectVisitedUs = (state: PageState) => state.visitedUs;
export const selectDocument = (state: PageState) => state.run?.document ?? null;
export const selectSetup = (state: PageState) => state.run?.document.setup ?? null;
export const selectSeed = (state: PageState) => state.run?.document.seed ?? null;
export const selectPreset = (state: PageState) => state.run?.document.preset ?? null;
export const selectEvidence = (state: PageState) => state.view?.evidence ?? null;
export const selectNetwork = (state: PageState) => state.view?.network ?? null;

export const selectBroker =
  (id: number) =>
  (state: PageState): BrokerView | undefined =>
    state.view?.brokers.find((broker) => broker.id === id);

export const selectTopic =
  (name: string) =>
  (state: PageState): TopicView | undefined =>
    state.view?.topics.find((topic) => topic.name === name);

export const selectPartition =
  (topic: string, partition: number) =>
  (state: PageState): PartitionView | undefined =>
    state.view?.partitions.find((view) => view.topic === topic && view.partition === partition);

export const selectProducer =
  (id: string) =>
  (state: PageState): ProducerView | undefined =>
    state.view?.producers.find((producer) => producer.id === id);

export const selectGroup =
  (id: string) =>
  (state: PageState): GroupView | undefined =>
    state.view?.groups.find((group) => group.id === id);

export const selectMember =
  (group: string, id: string) =>
  (state: PageState): MemberView | undefined =>
    state.view?.groups.find((view) => view.id === group)?.members.find((member) => member.id === id);
