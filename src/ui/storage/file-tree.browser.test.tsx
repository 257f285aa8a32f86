import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { usePage } from '../../store/page.ts';
import { renderPanel } from '../testing/render-panel.tsx';
import { FileTree } from './file-tree.tsx';
import './storage.css';
import { diskDriver, diskOf, InDisk, listingOf, view } from './testing/fake-disk.tsx';

const log = '00000000000000000000.log';
const paths = [`orders-0/${log}`, `orders-1/${log}`, 'meta.properties', `__consumer_offsets-0/${log}`];

async function show(all: readonly string[] = paths) {
  const part = (
    <InDisk disk={diskOf(listingOf(all))}>
      <FileTree />
    </InDisk>
  );
  const screen = await renderPanel(part, diskDriver({}), view);
  const tree = screen.getByRole('tree');
  await expect.element(tree).toBeVisible();
  return { screen, tree };
}

test('a click opens a partition directory and shows it', async () => {
  const { screen } = await show();
  const orders = screen.getByRole('treeitem', { name: /^orders-0/ });
  await expect.element(orders).toHaveAttribute('aria-expanded', 'false');
  await orders.click();
  await expect.element(orders).toHaveAttribute('aria-expanded', 'true');
  await expect.element(orders).toHaveAttribute('aria-selected', 'true');
  await screen.getByRole('treeitem', { name: new RegExp(`^${log}`) }).click();
  expect(usePage.getState().diskPath).toBe(`orders-0/${log}`);
});

test('the keys of a tree work: down, open, in, choose, out, close', async () => {
  const { screen, tree } = await show();
  (tree.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}{Enter}');
  expect(usePage.getState().diskPath).toBe(`orders-0/${log}`);
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await expect.element(screen.getByRole('treeitem', { name: /^orders-0/ })).toHaveAttribute('aria-expanded', 'false');
  await userEvent.keyboard('{End}{Enter}');
  expect(usePage.getState().diskPath).toBe('__consumer_offsets-0');
});

test('of very many files only those in sight exist', async () => {
  const many = Array.from({ length: 5000 }, (_, i) => `orders-${i}/${log}`);
  const { tree } = await show(many);
  const parent = tree.element().parentElement;
  parent?.setAttribute('style', 'height: 300px; display: grid; grid-template-rows: 300px');
  await expect.poll(() => tree.element().querySelectorAll('[role="treeitem"]').length).toBeLessThan(60);
  (tree.element() as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => tree.element().textContent).toContain('orders-4999');
});

test('a hostile file name is text', async () => {
  const { screen } = await show(['<img src=x onerror=alert(1)>-0/a.log']);
  await expect.element(screen.getByRole('treeitem', { name: /<img src=x/ })).toBeVisible();
  expect(document.querySelector('img')).toBeNull();
});
