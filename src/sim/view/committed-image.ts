import { emptyImage, type MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { activeController } from '../controller/active-controller.ts';
import type { SimState } from '../state.ts';

/** What the controller's record says; while it has no power, the newest that a running broker knows. */
export function committedImage(s: SimState): MetadataImage {
  const controller = activeController(s);
  if (controller.running) return controller.committed;
  let newest = emptyImage;
  for (const broker of s.brokers.values()) if (broker.image.offset > newest.offset) newest = broker.image;
  return newest;
}
