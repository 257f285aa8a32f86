/** Twenty digits of the base offset and a suffix: `.log`, `.index`, `.timeindex` (LogFileUtils.filenamePrefixFromOffset). */
export function segmentFileName(baseOffset: number, suffix: string): string {
  return String(baseOffset).padStart(20, '0') + suffix;
}
