package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Stage;
import java.util.List;
import java.util.Optional;

/** Says why a Freight is or is not moving into a stage, as of now. Changes nothing. */
public final class ExplainFreight {

    private final Situations situations;
    private final ObservedCluster cluster;

    public ExplainFreight(Situations situations, ObservedCluster cluster) {
        this.situations = situations;
        this.cluster = cluster;
    }

    /** What is known about the pair. */
    public sealed interface Answer {
        record Unknown(String what) implements Answer {}

        record Explained(State state, List<Reason> reasons) implements Answer {}
    }

    public Answer explain(LaneRef lane, String freight) {
        Optional<Situation> situation = situations.of(lane);
        if (situation.isEmpty()) {
            return new Answer.Unknown("stage");
        }
        return cluster.freight(lane.project(), freight)
                .map(found -> explained(situation.get(), found))
                .orElseGet(() -> ran(situation.get().stage(), freight));
    }

    private static Answer explained(Situation situation, Freight freight) {
        Decision decision = LaneDecision.of(situation).decisions().get(freight.name());
        if (decision == null) {
            decision = Decision.Ended.because(
                    State.NOT_AVAILABLE,
                    Reason.of(Reason.Slug.NOT_REQUESTED)
                            .with("origin", freight.origin().name()));
        }
        return new Answer.Explained(decision.state(), decision.reasons());
    }

    /** Kargo collects old Freight; what the stage's history still names is known to have been there. */
    private static Answer ran(Stage stage, String freight) {
        if (stage.current().containsValue(freight)) {
            return new Answer.Explained(State.CURRENT, List.of(Reason.of(Reason.Slug.CURRENT)));
        }
        boolean before =
                stage.history().stream().anyMatch(entry -> entry.freight().containsValue(freight));
        return before
                ? new Answer.Explained(State.PAST, List.of(Reason.of(Reason.Slug.PAST)))
                : new Answer.Unknown("freight");
    }
}
