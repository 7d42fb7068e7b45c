package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A situation with one thing otherwise, for what {@link SituationFixtures} never builds. */
final class Altered {

    private Altered() {}

    static Situation freights(Situation s, List<Freight> freights) {
        return copy(s, s.stage(), freights, s.attempts(), s.newness());
    }

    static Situation stage(Situation s, Stage stage) {
        return copy(s, stage, s.freights(), s.attempts(), s.newness());
    }

    static Situation newness(Situation s, Newness newness) {
        return copy(s, s.stage(), s.freights(), s.attempts(), newness);
    }

    static Situation attempts(Situation s, UnaryOperator<Attempt> change) {
        return copy(
                s, s.stage(), s.freights(), s.attempts().stream().map(change).toList(), s.newness());
    }

    /** Every attempt was decided when something else held. */
    static Situation onAnotherBase(Situation s) {
        return attempts(
                s,
                a -> new Attempt(
                        a.id(),
                        a.freight(),
                        a.kind(),
                        a.number(),
                        a.request(),
                        a.actors(),
                        "another",
                        a.createdAt(),
                        a.progress()));
    }

    static Stage history(Stage stage, List<Stage.FreightInStage> history, Stage.PromotionRef last) {
        return new Stage(
                stage.project(),
                stage.name(),
                stage.uid(),
                stage.requests(),
                false,
                stage.health(),
                List.of(),
                history,
                null,
                last,
                stage.holds(),
                false);
    }

    static Freight freight(String name, Origin origin, Map<String, Instant> verifiedIn) {
        return new Freight(
                "shop",
                name,
                name,
                origin,
                List.of(new Image("acme/app", name, SituationFixtures.digest(name))),
                List.of(),
                SituationFixtures.NOW,
                verifiedIn,
                Map.of(),
                Map.of(),
                Set.of());
    }

    /** Another stage than the situation's own. */
    static Situation upstream(Situation s, Stage other) {
        Map<String, Stage> stages = new HashMap<>(s.stages());
        stages.put(other.name(), other);
        return copy(s, s.stage(), s.freights(), s.attempts(), s.last(), stages, s.health(), s.newness(), s.alerts());
    }

    /** Nobody has observed any health, and people are alerted to this. */
    static Situation unobserved(Situation s, List<Reason> alerts) {
        return copy(s, s.stage(), s.freights(), s.attempts(), s.last(), s.stages(), Map.of(), s.newness(), alerts);
    }

    private static Situation copy(
            Situation s, Stage stage, List<Freight> freights, List<Attempt> attempts, Newness newness) {
        Map<String, Stage> stages = new HashMap<>(s.stages());
        stages.put(stage.name(), stage);
        Optional<Attempt> last = attempts.stream()
                .filter(a -> a.progress() instanceof Attempt.Progress.Ended ended && ended.kargoName() != null)
                .findFirst();
        return copy(s, stage, freights, attempts, last, stages, s.health(), newness, s.alerts());
    }

    private static Situation copy(
            Situation s,
            Stage stage,
            List<Freight> freights,
            List<Attempt> attempts,
            Optional<Attempt> last,
            Map<String, Stage> stages,
            Map<String, StageHealth> health,
            Newness newness,
            List<Reason> alerts) {
        return new Situation(
                s.now(),
                stage,
                s.rule(),
                freights,
                attempts,
                last,
                s.consents(),
                s.freezes(),
                s.opening(),
                s.quarantined(),
                stages,
                health,
                s.settled(),
                newness,
                s.timing(),
                alerts);
    }
}
