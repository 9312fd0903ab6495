/** A name in which `*` stands for any characters. */
export function patternOf(text: string): RegExp {
  const escaped = text.replace(/[.-]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${escaped}$`);
}
