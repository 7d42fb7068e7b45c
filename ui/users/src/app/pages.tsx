import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { newRouter } from './router';

/** Everything behind the login, loaded beside it. */
export default function Pages() {
  const router = useMemo(() => newRouter(), []);
  return <RouterProvider router={router} />;
}
