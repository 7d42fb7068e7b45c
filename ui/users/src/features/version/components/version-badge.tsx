import { useChanged } from '@promotion-bus/kit/use-changed';
import { useQuery } from '@tanstack/react-query';
import { versionQuery } from '../../../api/version';
import { configQuery } from '../../../api/config';
import { useText } from '../../../i18n/text';
import { nameOf } from '../model/release';
import { LineSign } from './line-sign';
import styles from './version-badge.module.css';

/** Always in sight: which version answers here, and which environment this is. */
export function VersionBadge() {
  const t = useText();
  const { data: config } = useQuery(configQuery());
  const { data: version, isError } = useQuery(versionQuery());
  const environment = version?.environment ?? config?.environment ?? '';
  const name = version ? nameOf(version) : '';
  const changed = useChanged(name);
  const label = version ? t('version.label', { environment, version: name }) : t('version.none', { environment });
  return (
    <div
      className={styles['badge']}
      data-changed={(changed && !isError) || undefined}
      data-silent={isError || undefined}
      title={version ? `${version.version} · ${version.commit}` : undefined}
    >
      <span className="visually-hidden">{label}</span>
      <LineSign environment={environment} />
      <span className={styles['environment']} aria-hidden="true">
        {environment || '…'}
      </span>
      <span className={styles['version']} aria-hidden="true">
        {isError ? t('version.silent') : name || '…'}
      </span>
      {isError && version ? <span className="visually-hidden">{t('version.silent')}</span> : null}
    </div>
  );
}
