import type { StateCreator } from 'zustand';
import type { PageState } from './page-state.ts';
import { neighbourSpeed, type Speed } from './speeds.ts';

export interface TransportSlice {
  readonly playing: boolean;
  readonly speed: Speed;
  setSpeed(speed: Speed): void;
  changeSpeed(step: 1 | -1): void;
}

export const createTransportSlice: StateCreator<PageState, [], [], TransportSlice> = (set) => ({
  playing: false,
  speed: 1,
  setSpeed: (speed) => set({ speed }),
  changeSpeed: (step) => set((state) => ({ speed: neighbourSpeed(state.speed, step) })),
});
