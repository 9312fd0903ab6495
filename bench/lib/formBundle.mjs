import { builtPortal, filesWith, kB, sizeOf, told } from './built.mjs';

/** What the fields of Slipway's forms add to a portal: the files of its real build that hold any of their source, whole. */
export async function formBundle({ say }) {
  const files = filesWith(
    await builtPortal(say),
    'plugins/slipway/src/form/',
  ).filter(({ initial }) => !initial);
  return [
    [
      'form fields, gzip',
      kB(sizeOf(files)),
      `${files.length} files of the built portal, loaded with a form: ${told(
        files,
      )}; with what else lies in them; aimed at: 20 kB`,
    ],
  ];
}
