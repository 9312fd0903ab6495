/** A file of a plain skeleton, of the usual kind: as long as one that Slipway writes, with one value in it. */
export function plainText(content) {
  return `# \${{ values.name }}\n${content.replace(/\$?\{[{%#]/g, '((')}`;
}
