import { expect, test } from 'vitest';
import { fromHex } from '../../../base/bytes.ts';
import { dumpLog } from './dump-log.ts';
import { usage } from './usage.ts';

const LOG = '00000000000000000000.log';
const none = new Map<string, Uint8Array>();
const empty = new Map([[LOG, new Uint8Array(0)]]);

// The bytes and the lines are those of Kafka's own tool.
test('messages of the formats 0 and 1 are dumped', () => {
  const format0 =
    '000000000000000000000012306923ec0000000000036b6579000000017600000000000000010000000f1c6d5b6a0000ffffffff0000000101';
  expect(dumpLog(new Map([[LOG, fromHex(format0)]]), ['--files', LOG, '--print-data-log']).stdout).toBe(
    `Dumping ${LOG}
Log starting offset: 0
offset: 0 position: 0 NoTimestampType: -1 size: 30 magic: 0 compresscodec: none crc: 812196844 isvalid: true
| offset: 0 NoTimestampType: -1 keySize: 3 valueSize: 1 isValid: true crc: 812196844 key: key payload: v
offset: 1 position: 30 NoTimestampType: -1 size: 27 magic: 0 compresscodec: none crc: 476928874 isvalid: true
| offset: 1 NoTimestampType: -1 keySize: -1 valueSize: 1 isValid: true crc: 476928874 payload: \u0001
`,
  );
  const format1 =
    '00000000000000000000001a8345568e01000000000000000001000000036b657900000001760000000000000001000000177ef5738c01000000000000000002ffffffff0000000101';
  const args = ['--files', LOG, '--print-data-log', '--skip-record-metadata'];
  expect(dumpLog(new Map([[LOG, fromHex(format1)]]), args).stdout).toBe(
    `Dumping ${LOG}
Log starting offset: 0
offset: 0 position: 0 CreateTime: 1 size: 38 magic: 1 compresscodec: none crc: 2202359438 isvalid: true
| key: key payload: v
offset: 1 position: 38 CreateTime: 2 size: 35 magic: 1 compresscodec: none crc: 2130015116 isvalid: true
| payload: \u0001
`,
  );
});

test('help and what is missing go to stderr with the options, the version to stdout', () => {
  for (const args of [[], ['--help']]) {
    const { stdout, stderr, exitCode } = dumpLog(none, args);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^This tool helps to parse a log file/);
    expect(stderr.endsWith(usage)).toBe(true);
    expect(exitCode).toBe(1);
  }
  expect(dumpLog(none, ['--deep-iteration']).stderr).toBe(`Missing required argument "[files]"\n${usage}`);
  expect(dumpLog(none, ['--version'])).toEqual({ stdout: '4.3.1\n', stderr: '', exitCode: 0 });
});

test('options are read as joptsimple reads them', () => {
  const dump = (...args: string[]) => dumpLog(empty, ['--files', LOG, ...args]);
  const fine = { stdout: `Dumping ${LOG}\nLog starting offset: 0\n`, stderr: '', exitCode: 0 };
  expect(dump('-print-data-log')).toEqual(fine);
  expect(dump('--print-data-log=yes', 'a word', '--', '--nonsense')).toEqual(fine);
  expect(dump('--max-bytes=+10')).toEqual(fine);
  expect(dump('--value-decoder-class', '--deep-iteration')).toEqual(fine);
  for (const wrong of [['--print'], ['--max-bytes'], ['--max-bytes', 'x'], ['--files', LOG], ['--max-bytes', '-1']]) {
    const { stderr, exitCode } = dump(...wrong);
    expect(stderr).toMatch(/^Exception in thread "main" /);
    expect(exitCode).toBe(1);
  }
});

test('what is no log file is passed over, what is not there ends the tool', () => {
  expect(dumpLog(empty, ['--files', `x,meta.properties,./a/../${LOG}`])).toEqual({
    stdout: `Dumping x\nDumping meta.properties\nDumping ./a/../${LOG}\nLog starting offset: 0\n`,
    stderr: 'Ignoring unknown file x\nIgnoring unknown file meta.properties\n',
    exitCode: 0,
  });
  const { stderr, exitCode } = dumpLog(none, ['--files', LOG]);
  expect(stderr).toBe(`Exception in thread "main" java.nio.file.NoSuchFileException: ${LOG}\n`);
  expect(exitCode).toBe(1);
});
