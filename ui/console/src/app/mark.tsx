/** The product's mark: two stops on a line and the terminal it leads up to. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" color="var(--accent)">
      <path d="M6 22H16C22 22 18 10 26 10" fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      <circle cx="6" cy="22" r="3.6" fill="var(--paper)" stroke="currentColor" strokeWidth="2.4" />
      <circle cx="16" cy="22" r="3.6" fill="var(--paper)" stroke="currentColor" strokeWidth="2.4" />
      <circle cx="26" cy="10" r="4.6" fill="currentColor" />
    </svg>
  );
}
