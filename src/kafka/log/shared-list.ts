/**
 * Lists that only grow are shared between a live log and its checkpoints, each of which knows how much of the list is
 * its own. Gives the list that the holder of its first `length` items may push to: the same one if nobody has pushed
 * beyond them, else a copy.
 */
export function listToGrow<T>(list: T[], length: number): T[] {
  return list.length === length && !Object.isFrozen(list) ? list : list.slice(0, length);
}
