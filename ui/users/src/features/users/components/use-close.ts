import { getRouteApi, useRouter } from '@tanstack/react-router';

const route = getRouteApi('/list');

/** Leaves a dialog of its own address: back to where it was opened, or to the list when it was opened by its address. */
export function useClose(): () => void {
  const router = useRouter();
  const search = route.useSearch();
  return () => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: '/', search, replace: true });
  };
}
