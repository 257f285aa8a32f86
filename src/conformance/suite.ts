/** A suite of recorded answers: how a case's input is played through our own rules. */
export interface Suite {
  readonly name: string;
  /** Our answer, in the form of the recorded one. Throws when the input is not of the suite's form. */
  readonly play: (input: unknown) => unknown;
}

/** `In` is the form that the vectors' README gives to `in`; the files are taken at their word. */
export function defineSuite<In>(name: string, play: (input: In) => unknown): Suite {
  return { name, play: (input) => play(input as In) };
}

/** One file of vectors. */
export interface SuiteFile {
  readonly suite: string;
  readonly cases: readonly { readonly name: string; readonly in: unknown; readonly out: unknown }[];
}
