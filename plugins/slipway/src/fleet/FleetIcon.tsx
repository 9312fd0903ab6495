/** A ship seen from ahead; part of the page's frame, so it is drawn here and not loaded from a set of icons. */
export const FleetIcon = () => (
  <svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true">
    <path
      d="M2.5 15.5h19l-2.6 5H5.1ZM6 15.5V10h12v5.5M10 10V4.5h4V10"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinejoin="round"
    />
  </svg>
);
