import { cookie } from '@promotion-bus/kit/http/client';

/**
 * Ends the session with a form of the page itself: the answer may lead on to the identity provider's own logout, which
 * a fetch could not follow to another host.
 */
export function logout(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/logout';
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = '_csrf';
  field.value = cookie('XSRF-TOKEN', document.cookie) ?? '';
  form.append(field);
  document.body.append(form);
  form.submit();
}
