import { useTranslation } from 'react-i18next';
import type { StageFigures } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { medianText, rateText } from '../model/numbers';
import styles from './figures.module.css';

/** The numbers behind the charts, with how many measurements stand behind each. */
export function FiguresTable({ stages }: { stages: readonly StageFigures[] }) {
  const t = useText();
  const { i18n } = useTranslation();
  const none = '–';
  const measured = (figure: StageFigures['leadTime']) => {
    const text = medianText(figure);
    return text ? `${text} (${figure.samples})` : none;
  };
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('figures.table')}>
      <table className={styles['table']}>
        <caption>{t('figures.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('figures.stage')}</th>
            <th scope="col">{t('figures.deployments')}</th>
            <th scope="col">{t('figures.leadTime')}</th>
            <th scope="col">{t('figures.changeFailure')}</th>
            <th scope="col">{t('figures.restore')}</th>
            <th scope="col">{t('figures.waiting')}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((each) => (
            <tr key={`${each.project} ${each.stage}`}>
              <th scope="row">
                {each.stage} <span className={styles['project']}>{each.project}</span>
              </th>
              <td>{each.deployments}</td>
              <td>{measured(each.leadTime)}</td>
              <td>
                {rateText(each.changeFailure, i18n.language) ?? none}
                {each.changeFailure.total > 0 ? ` (${each.changeFailure.failed}/${each.changeFailure.total})` : ''}
              </td>
              <td>{measured(each.timeToRestore)}</td>
              <td>{measured(each.waitingForApproval)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
