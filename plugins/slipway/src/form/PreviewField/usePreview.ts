import { useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Preview, PreviewFile } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { changesBetween, type Changes } from './tree';

/** As long as somebody types, nothing is asked. */
const PAUSE = 200;

export interface Shown {
  /** The last answer. */
  preview?: Preview;
  /** The files of the last answer that had some: what is wrong now does not take away what was seen. */
  files: PreviewFile[];
  opened?: Preview['opened'];
  changes?: Changes;
  error?: Error;
  busy: boolean;
}

/** What the values come to, a moment after they last changed. */
export function usePreview(
  values: Record<string, unknown>,
  open: string | undefined,
): Shown {
  const api = useApi(slipwayApiRef);
  const [shown, setShown] = useState<Shown>({ files: [], busy: true });
  // Of which values the files that are shown are.
  const rendered = useRef<string>();
  const wanted = JSON.stringify(values);

  useEffect(() => {
    const controller = new AbortController();
    setShown(last => ({ ...last, busy: true }));
    const timer = setTimeout(
      () => {
        api
          .preview(
            { values: JSON.parse(wanted), open },
            { signal: controller.signal },
          )
          .then(
            preview => {
              const before = rendered.current;
              const hasFiles = preview.files.length > 0;
              rendered.current = hasFiles ? wanted : before;
              setShown(last => ({
                preview,
                files: hasFiles ? preview.files : last.files,
                opened: preview.opened ?? last.opened,
                changes:
                  hasFiles && before !== undefined && before !== wanted
                    ? changesBetween(last.files, preview.files)
                    : last.changes,
                busy: false,
              }));
            },
            error =>
              controller.signal.aborted ||
              setShown(last => ({ ...last, error, busy: false })),
          );
      },
      rendered.current === undefined || rendered.current === wanted ? 0 : PAUSE,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, wanted, open]);

  return shown;
}
