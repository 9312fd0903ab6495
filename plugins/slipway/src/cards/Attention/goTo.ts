/** Brings a card of this page into sight and gives it the focus; whether there is one. */
export function goTo(anchor: string): boolean {
  const element = document.getElementById(anchor);
  if (!element) {
    return false;
  }
  const still = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView?.({
    block: 'start',
    behavior: still ? 'auto' : 'smooth',
  });
  element.focus({ preventScroll: true });
  return true;
}
