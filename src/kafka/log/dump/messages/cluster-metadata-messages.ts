import { parseMessages } from './message-schema.ts';

/**
 * Records of __cluster_metadata by api key. Source: metadata/src/main/resources/common/metadata.
 */
export const clusterMetadataMessages = parseMessages(`
RegisterBrokerRecord 0-4 flexible 0+ key 0
  brokerId int32
  isMigratingZkBroker bool 2+ = false
  incarnationId uuid
  brokerEpoch int64
  endPoints []BrokerEndpoint
    name string
    host string
    port uint16
    securityProtocol int16
  features []BrokerFeature
    name string
    minSupportedVersion int16
    maxSupportedVersion int16
  rack string?
  fenced bool = true
  inControlledShutdown bool 1+ = false
  logDirs []uuid 3+ @0
  cordonedLogDirs []uuid? 4+ @1 = null

UnregisterBrokerRecord 0 flexible 0+ key 1
  brokerId int32
  brokerEpoch int64

TopicRecord 0 flexible 0+ key 2
  name string
  topicId uuid

PartitionRecord 0-2 flexible 0+ key 3
  partitionId int32 = -1
  topicId uuid
  replicas []int32
  isr []int32
  removingReplicas []int32
  addingReplicas []int32
  leader int32 = -1
  leaderRecoveryState int8 @0 = 0
  leaderEpoch int32 = -1
  partitionEpoch int32 = -1
  directories []uuid 1+
  eligibleLeaderReplicas []int32? 2+ @1 = null
  lastKnownElr []int32? 2+ @2 = null

ConfigRecord 0 flexible 0+ key 4
  resourceType int8
  resourceName string
  name string
  value string?

PartitionChangeRecord 0-2 flexible 0+ key 5
  partitionId int32 = -1
  topicId uuid
  isr []int32? @0 = null
  leader int32 @1 = -2
  replicas []int32? @2 = null
  removingReplicas []int32? @3 = null
  addingReplicas []int32? @4 = null
  leaderRecoveryState int8 @5 = -1
  directories []uuid? 1+ @8 = null
  eligibleLeaderReplicas []int32? 2+ @6 = null
  lastKnownElr []int32? 2+ @7 = null

FenceBrokerRecord 0 flexible 0+ key 7
  id int32
  epoch int64

UnfenceBrokerRecord 0 flexible 0+ key 8
  id int32
  epoch int64

RemoveTopicRecord 0 flexible 0+ key 9
  topicId uuid

DelegationTokenRecord 0 flexible 0+ key 10
  owner string
  requester string
  renewers []string
  issueTimestamp int64
  maxTimestamp int64
  expirationTimestamp int64
  tokenId string

UserScramCredentialRecord 0 flexible 0+ key 11
  name string
  mechanism int8
  salt bytes
  storedKey bytes
  serverKey bytes
  iterations int32

FeatureLevelRecord 0 flexible 0+ key 12
  name string
  featureLevel int16

ClientQuotaRecord 0 flexible 0+ key 14
  entity []EntityData
    entityType string
    entityName string?
  key string
  value float64
  remove bool

ProducerIdsRecord 0 flexible 0+ key 15
  brokerId int32
  brokerEpoch int64 = -1
  nextProducerId int64

BrokerRegistrationChangeRecord 0-3 flexible 0+ key 17
  brokerId int32
  brokerEpoch int64
  fenced int8 @0
  inControlledShutdown int8 1+ @1
  logDirs []uuid 2+ @2
  cordonedLogDirs []uuid? 3+ @3 = null

AccessControlEntryRecord 0 flexible 0+ key 18
  id uuid
  resourceType int8
  resourceName string
  patternType int8
  principal string
  host string
  operation int8
  permissionType int8

RemoveAccessControlEntryRecord 0 flexible 0+ key 19
  id uuid

NoOpRecord 0 flexible 0+ key 20

ZkMigrationStateRecord 0 flexible 0+ key 21
  zkMigrationState int8

RemoveUserScramCredentialRecord 0 flexible 0+ key 22
  name string
  mechanism int8

BeginTransactionRecord 0 flexible 0+ key 23
  name string? @0 = null

EndTransactionRecord 0 flexible 0+ key 24

AbortTransactionRecord 0 flexible 0+ key 25
  reason string? @0 = null

RemoveDelegationTokenRecord 0 flexible 0+ key 26
  tokenId string

RegisterControllerRecord 0 flexible 0+ key 27
  controllerId int32
  incarnationId uuid
  zkMigrationReady bool
  endPoints []ControllerEndpoint
    name string
    host string
    port uint16
    securityProtocol int16
  features []ControllerFeature
    name string
    minSupportedVersion int16
    maxSupportedVersion int16

ClearElrRecord 0 flexible 0+ key 28
  topicName string
`);
