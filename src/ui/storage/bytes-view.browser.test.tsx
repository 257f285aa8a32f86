import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Language } from '../../store/preferences-slice.ts';
import { renderPanel } from '../testing/render-panel.tsx';
import { BytesView } from './bytes-view.tsx';
import './storage.css';
import { diskDriver, diskOf, InDisk, listingOf, view, windowOf } from './testing/fake-disk.tsx';

const path = 'orders-0/00000000000000000000.log';

// Sixteen bytes a row; a phone shows eight.
beforeEach(() => page.viewport(1280, 800));

function show(writable: boolean, language: Language = 'en', window = windowOf()) {
  const driver = diskDriver({ diskBytes: window });
  const part = (
    <InDisk disk={diskOf(listingOf([path], { writable }))}>
      <BytesView path={path} />
    </InDisk>
  );
  return renderPanel(part, driver, view, language).then((screen) => ({ screen, driver }));
}

test('each byte is named under the pointer: field, value and what it is for', async () => {
  const { screen } = await show(false);
  const panel = screen.getByTestId('byte-panel');
  // The pointer may stand over a byte from what came before: nothing is pointed at from here on.
  await panel.hover();
  await expect.element(panel).toHaveTextContent(/baseOffset/);
  await screen.getByRole('gridcell', { name: '12', exact: true }).hover();
  await expect.element(panel).toHaveTextContent(/crc.*CRC-32C.*0x11121314.*bytes 17–20.*Vouches for bytes 21–60/);
});

test('the arrow keys move byte by byte and row by row, Ctrl by field, and the active cell says its name', async () => {
  const { screen } = await show(false);
  const grid = screen.getByRole('grid');
  await expect.element(grid).toBeVisible();
  (grid.element() as HTMLElement).focus();
  const active = () => {
    const id = grid.element().getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id)?.getAttribute('aria-label');
  };
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(active).toBe('10, magic, 2');
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(active).toBe('11, crc, 0x11121314');
  await userEvent.keyboard('{Control>}{ArrowRight}{/Control}');
  await expect.poll(active).toBe('15, attributes, none');
  await userEvent.keyboard('{Control>}{ArrowLeft}{/Control}');
  await expect.poll(active).toBe('11, crc, 0x11121314');
  await userEvent.keyboard('{Control>}{End}{/Control}');
  await expect.poll(active).toBe('79, attributes, none');
});

test('what is not committed and what is damaged is said in words', async () => {
  const { screen } = await show(false);
  const panel = screen.getByTestId('byte-panel');
  await expect.element(panel).toHaveTextContent(/below the high watermark.*in the page cache alone/);
  await screen.getByRole('gridcell', { name: '4e', exact: true }).hover();
  await expect.element(panel).toHaveTextContent(/crc.*these bytes are damaged.*above the high watermark/);
});

test('only the rows in sight exist', async () => {
  const sizeInBytes = 1 << 20;
  const { screen } = await show(false, 'en', windowOf({ sizeInBytes, committedTo: null, flushedTo: null }));
  const grid = screen.getByRole('grid');
  await expect.element(grid).toHaveAttribute('aria-rowcount', String(sizeInBytes / 16));
  expect(grid.element().querySelectorAll('[role="row"]').length).toBeLessThan(100);
});

test('a byte can be overwritten only while the broker is down', async () => {
  const running = await show(false);
  await expect.element(running.screen.getByText('Broker 1 runs.', { exact: false })).toBeVisible();
  await running.screen.unmount();
  const { screen, driver } = await show(true);
  await screen.getByRole('gridcell', { name: '12', exact: true }).click();
  const field = screen.getByLabelText('New value (two hex digits)');
  await expect.element(field).toHaveValue('13');
  await field.fill('zz');
  await expect.element(screen.getByRole('button', { name: 'Write byte' })).toBeDisabled();
  await field.fill('ff');
  await screen.getByRole('button', { name: 'Write byte' }).click();
  expect(driver.acts).toEqual([{ do: 'write-byte', broker: 1, path, position: 18, value: 255 }]);
});

test('the panel speaks Korean', async () => {
  const { screen } = await show(false, 'ko');
  await expect.element(screen.getByTestId('byte-panel')).toHaveTextContent(/첫 레코드의 오프셋/);
});
