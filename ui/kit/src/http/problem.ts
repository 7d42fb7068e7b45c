/** An answer in the form of RFC 9457, or what stands for one when the network or a proxy answered instead. */
export class ProblemError extends Error {
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(slug: string, status: number, title: string, detail?: string, members: Record<string, unknown> = {}) {
    super(detail ?? title);
    this.name = 'ProblemError';
    this.slug = slug;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.members = members;
  }
}

/** The network did not answer at all. */
export const OFFLINE = 'offline';

export function problemFrom(status: number, body: unknown): ProblemError {
  if (isRecord(body) && typeof body['type'] === 'string') {
    const { type, title, detail, status: _, ...members } = body;
    const slug = String(type).split('/').pop() ?? '';
    return new ProblemError(
      slug || `http-${status}`,
      status,
      typeof title === 'string' ? title : slug,
      typeof detail === 'string' ? detail : undefined,
      members,
    );
  }
  return new ProblemError(`http-${status}`, status, `HTTP ${status}`);
}

export function isProblem(error: unknown, ...slugs: string[]): error is ProblemError {
  return error instanceof ProblemError && (slugs.length === 0 || slugs.includes(error.slug));
}

/** Worth asking again by itself: nothing was decided, the other side was merely away. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProblemError && (error.slug === OFFLINE || [502, 503, 504].includes(error.status));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
