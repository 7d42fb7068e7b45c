import { Tag } from '@promotion-bus/kit/components/tag';
import { LocalTime } from '@promotion-bus/kit/components/time';
import { Link } from '@tanstack/react-router';
import { Siren } from 'lucide-react';
import type { By } from '../api/types';
import { useText } from '../i18n/text';
import styles from './came-about.module.css';

/** How something came to run: "aprovado por qa · 14:02", leading to the request where there was one. Broken glass is loud. */
export function CameAbout({ by, at }: { by: By; at: string | null }) {
  const t = useText();
  const who = by.actors?.join(', ') ?? '';
  const words = who ? t(`by.${by.kind}.who`, { who }) : t(`by.${by.kind}`);
  return (
    <p className={styles['by']}>
      {by.kind === 'break-glass' ? (
        <Tag tone="bad" icon={Siren}>
          {words}
        </Tag>
      ) : by.request ? (
        <Link to="/approvals/$id" params={{ id: by.request }}>
          {words}
        </Link>
      ) : (
        words
      )}
      {at ? (
        <>
          {' · '}
          <LocalTime at={at} />
        </>
      ) : null}
    </p>
  );
}
