/** A suite of recorded answers: how a case's input is played through our own rules. */
export interface Suite {
  readonly name: string;
  /**
   * Our answer, in the form of the recorded one. The recorded one is given only for the questions that stand in it.
   * Throws when the input is not of the suite's form.
   */
  readonly play: (input: unknown, expected: unknown) => unknown;
}

/** `In` and `Out` are the forms that the vectors' README gives to `in` and `out`; the files are taken at their word. */
export function defineSuite<In, Out = unknown>(name: string, play: (input: In, expected: Out) => unknown): Suite {
  return { name, play: (input, expected) => play(input as In, expected as Out) };
}

/** One file of vectors. */
export interface SuiteFile {
  readonly suite: string;
  readonly cases: readonly { readonly name: string; readonly in: unknown; readonly out: unknown }[];
}
