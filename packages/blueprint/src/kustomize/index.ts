export { evaluateOverlay } from './evaluate';
export { OverlayError } from './overlayError';
export { setImage } from './setImage';
export { imageParts } from './images';
