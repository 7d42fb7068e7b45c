import { Empty } from '@promotion-bus/kit/components/empty';
import { Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { Page } from '../components/page';
import { useText } from '../i18n/text';

export function NotFound() {
  const t = useText();
  return (
    <Page title={t('notFound.title')} width="narrow">
      <Empty icon={MapPinOff} title={t('notFound.text')}>
        <Link to="/">{t('notFound.home')}</Link>
      </Empty>
    </Page>
  );
}
