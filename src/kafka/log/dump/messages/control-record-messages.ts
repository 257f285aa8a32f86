import { parseMessages } from './message-schema.ts';

/**
 * Values of control records. Source: EndTxnMarker.json, LeaderChangeMessage.json, Snapshot*Record.json, KRaftVersionRecord.json, VotersRecord.json.
 */
export const controlRecordMessages = parseMessages(`
EndTxnMarker 0
  coordinatorEpoch int32

KRaftVersionRecord 0 flexible 0+
  version int16
  kRaftVersion int16

LeaderChangeMessage 0-1 flexible 0+
  version int16
  leaderId int32
  voters []Voter
  grantingVoters []Voter
  struct Voter
    voterId int32
    voterDirectoryId uuid 1+

SnapshotFooterRecord 0 flexible 0+
  version int16

SnapshotHeaderRecord 0 flexible 0+
  version int16
  lastContainedLogTimestamp int64

VotersRecord 0 flexible 0+
  version int16
  voters []Voter
    voterId int32
    voterDirectoryId uuid
    endpoints []Endpoint
      name string
      host string
      port uint16
    kRaftVersionFeature KRaftVersionFeature
      minSupportedVersion int16
      maxSupportedVersion int16
`);
