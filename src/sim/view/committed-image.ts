import { emptyImage, type MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { SimState } from '../state.ts';

/** What the controller's record says; while it has no power, the newest that a running broker knows. */
export function committedImage(s: SimState): MetadataImage {
  if (s.controller.running) return s.controller.image;
  let newest = emptyImage;
  for (const broker of s.brokers.values()) if (broker.image.offset > newest.offset) newest = broker.image;
  return newest;
}
