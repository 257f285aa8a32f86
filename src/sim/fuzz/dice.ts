/** An integer from 0 up to `count`, without it. */
export type Dice = (count: number) => number;

export const pick = <T>(dice: Dice, from: readonly [T, ...T[]]): T => from[dice(from.length)] ?? from[0];
