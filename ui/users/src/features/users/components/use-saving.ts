import { useRef, useState } from 'react';
import type { Field } from '../model/conflict';
import { type FieldErrors, fieldErrors } from '../model/field-errors';

export interface Saving {
  isPending: boolean;
  /** What went wrong as a whole; what is to blame on fields stands there alone. */
  error: unknown;
  errors: FieldErrors;
  /** Grows with every answer that blames a field: then the first of them takes the focus. */
  refusals: number;
  /**
   * Does it, once: until it came back, and for ever after it was done, further calls do nothing.
   *
   * @param action resolves to true when the dialog has nothing more to do
   */
  run: (action: () => Promise<boolean>) => void;
  /** The person is mending the field. */
  edited: (field: Field) => void;
}

export function useSaving(): Saving {
  const locked = useRef(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refusals, setRefusals] = useState(0);
  const fail = (cause: unknown) => {
    const blamed = fieldErrors(cause);
    const onFields = Object.keys(blamed).length > 0;
    setErrors(blamed);
    setError(onFields ? null : cause);
    if (onFields) setRefusals((count) => count + 1);
    return false;
  };
  const run = (action: () => Promise<boolean>) => {
    if (locked.current) return;
    locked.current = true;
    setPending(true);
    setError(null);
    setErrors({});
    void action()
      .catch(fail)
      .then((done) => {
        locked.current = done;
        setPending(false);
      });
  };
  const edited = (field: Field) => setErrors(({ [field]: _, ...rest }) => rest);
  return { isPending, error, errors, refusals, run, edited };
}
