import { createContext, use } from 'react';
import { assert } from '../base/assert.ts';
import type { Driver } from '../store/driver.ts';

export const DriverContext = createContext<Driver | null>(null);

export function useDriver(): Driver {
  const driver = use(DriverContext);
  assert(driver !== null, 'useDriver outside of DriverContext');
  return driver;
}
