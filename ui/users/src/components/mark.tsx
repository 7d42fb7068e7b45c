/** The application's mark: a person as a terminal, where the lines of others meet. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" color="var(--accent)">
      <path
        d="M5 26C5 19.5 9.5 17.5 16 17.5S27 19.5 27 26"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="16" cy="9.5" r="4.8" fill="currentColor" />
      <circle cx="5" cy="26" r="3" fill="var(--paper)" stroke="currentColor" strokeWidth="2.2" />
      <circle cx="27" cy="26" r="3" fill="var(--paper)" stroke="currentColor" strokeWidth="2.2" />
    </svg>
  );
}
