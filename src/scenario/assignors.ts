/** What `partition.assignment.strategy` may name. */
export { assignorClasses } from '../kafka/config/assignor-classes.ts';
