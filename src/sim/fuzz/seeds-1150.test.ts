import { fuzzFiftySeeds } from './testing/fuzz-seeds.ts';

// One of the files among which 200 schedules are divided, so that all cores have some.
fuzzFiftySeeds(1150);
