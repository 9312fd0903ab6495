'use client';

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What a visitor sees of a page that failed; the log has the rest, under the same number. */
export default function Failed({ error, reset }: Props) {
  return (
    <>
      <h1>This page cannot be shown just now</h1>
      <p>Reference: {error.digest ?? 'none'}</p>
      <button onClick={reset}>Try again</button>
    </>
  );
}
