package io.promotionbus.kargo;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Health of stages as last observed; the same for every replica. */
public interface StageHealths {

    /** Empty while the stage was never observed. */
    Optional<StageHealth> of(String project, String stage);

    /** The stages of several projects, in one query. */
    List<StageHealth> of(Collection<String> projects);

    /** Every stage of every managed project, in one query. */
    List<StageHealth> all();
}
