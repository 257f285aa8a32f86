/** The last consonant of a word as it is read aloud decides the Korean particle after it. */
type Ending = 'vowel' | 'rieul' | 'consonant';

/** How the digits end when read: 영 일 이 삼 사 오 육 칠 팔 구. */
const digits: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

/** Particles by their form after a consonant and after a vowel. */
const particles = {
  '은/는': ['은', '는'],
  '이/가': ['이', '가'],
  '을/를': ['을', '를'],
  '과/와': ['과', '와'],
  '으로/로': ['으로', '로'],
  '이라/라': ['이라', '라'],
} as const;

export type Particle = keyof typeof particles;

/** The particle alone, for words that stand in another font: `code(name)` and then `josa(name, '이/가')`. */
export function josa(word: string | number, particle: Particle): string {
  const ending = endingOf(String(word));
  const [afterConsonant, afterVowel] = particles[particle];
  if (particle === '으로/로') return ending === 'consonant' ? afterConsonant : afterVowel;
  return ending === 'vowel' ? afterVowel : afterConsonant;
}

/** The word with its particle. */
export function withJosa(word: string | number, particle: Particle): string {
  return `${word}${josa(word, particle)}`;
}

function endingOf(word: string): Ending {
  const spoken = word.replace(/[^0-9A-Za-z\uac00-\ud7a3]+$/u, '');
  const last = spoken.at(-1) ?? '';
  const syllable = last.charCodeAt(0) - 0xac00;
  if (syllable >= 0 && syllable <= 0xd7a3 - 0xac00) {
    const final = syllable % 28;
    return final === 0 ? 'vowel' : final === 8 ? 'rieul' : 'consonant';
  }
  if (last >= '0' && last <= '9') return digits[Number(last)] ?? 'vowel';
  return latinEnding(spoken);
}

/** Capitals are read letter by letter (엘, 엠, 엔); other words roughly as they sound in Korean. */
function latinEnding(word: string): Ending {
  const tail = /[A-Za-z]+$/.exec(word)?.[0] ?? '';
  if (/^[A-Z]+$/.test(tail)) {
    if (tail.endsWith('L')) return 'rieul';
    return /[MN]$/.test(tail) ? 'consonant' : 'vowel';
  }
  if (/(l|le)$/.test(tail)) return 'rieul';
  if (/(m|n|ng|[aeiou][bckp]|ck|me|ne)$/.test(tail)) return 'consonant';
  return 'vowel';
}
