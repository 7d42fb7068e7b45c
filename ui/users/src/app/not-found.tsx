import { Empty } from '@promotion-bus/kit/components/empty';
import { Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { useText } from '../i18n/text';

export function NotFound() {
  const t = useText();
  return (
    <>
      <h1 className="visually-hidden">{t('notFound.title')}</h1>
      <Empty icon={MapPinOff} title={t('notFound.text')}>
        <Link to="/">{t('notFound.home')}</Link>
      </Empty>
    </>
  );
}
