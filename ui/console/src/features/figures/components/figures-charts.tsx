import type { StageFigures } from '../../../api/types';
import { compared } from '../model/bars';
import styles from './figures.module.css';
import { MeasureChart } from './measure-chart';
import { StagePanel } from './stage-panel';

/** Each stage by itself, then all of them by each measure. */
export function FiguresCharts({ stages }: { stages: readonly StageFigures[] }) {
  return (
    <>
      <div className={styles['panels']}>
        {stages.map((stage) => (
          <StagePanel key={`${stage.project} ${stage.stage}`} figures={stage} />
        ))}
      </div>
      <div className={styles['measures']}>
        {compared.map((measure) => (
          <MeasureChart key={measure} measure={measure} stages={stages} />
        ))}
      </div>
    </>
  );
}
