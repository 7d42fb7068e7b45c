package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Opening;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything one lane is decided on, at one business instant. Nothing else enters a decision.
 *
 * @param freights those of the origins that the stage requests
 * @param attempts the unfinished ones and the newest ended one per Freight, newest first; of this Stage object only
 * @param last the attempt of this stage that ended last with a Promotion in Kargo, absent when there was none
 * @param consents the newest per Freight
 * @param freezes those in force
 * @param quarantined by digest
 * @param stages this stage and those upstream of it, by name, as far as they exist
 * @param health of the same stages, as far as observed
 * @param settled per stage name, which Freight has settled there and since when
 * @param alerts what people must know about the stage itself, such as that rolling back has stopped
 */
public record Situation(
        Instant now,
        Stage stage,
        StageRule rule,
        List<Freight> freights,
        List<Attempt> attempts,
        Optional<Attempt> last,
        Map<String, Consent> consents,
        List<Freeze> freezes,
        Opening opening,
        Map<String, Quarantine.Entry> quarantined,
        Map<String, Stage> stages,
        Map<String, StageHealth> health,
        Map<String, Map<String, Instant>> settled,
        Newness newness,
        Timing timing,
        List<Reason> alerts) {

    public Optional<Freight> freight(String name) {
        return freights.stream().filter(freight -> freight.name().equals(name)).findFirst();
    }

    Optional<FreightRequest> request(Origin origin) {
        return stage.requests().stream()
                .filter(request -> request.origin().equals(origin))
                .findFirst();
    }

    Consent consent(String freight) {
        return consents.getOrDefault(freight, new Consent.NotAsked());
    }

    public boolean runs(Freight freight) {
        return freight.name().equals(stage.current().get(freight.origin()));
    }

    boolean ranBefore(Freight freight) {
        return stage.history().stream()
                .skip(1)
                .anyMatch(entry -> entry.freight().containsValue(freight.name()));
    }

    /**
     * True when nobody chose what runs instead of it: all that came in since was promoted by the bus alone. What the
     * Stage does not show yet is not judged.
     */
    boolean replacedByTheBusAlone(Freight freight) {
        List<String> since = stage.history().stream()
                .flatMap(entry -> Stream.ofNullable(entry.freight().get(freight.origin())))
                .takeWhile(name -> !name.equals(freight.name()))
                .toList();
        boolean shown = !since.isEmpty()
                && succeeded()
                        .findFirst()
                        .filter(newest -> newest.freight().equals(since.getFirst()))
                        .isPresent();
        return shown
                && since.stream()
                        .allMatch(name -> succeeded()
                                .filter(attempt -> attempt.freight().equals(name))
                                .findFirst()
                                .filter(attempt -> attempt.kind() == Kind.AUTOMATIC)
                                .isPresent());
    }

    private Stream<Attempt> succeeded() {
        return attempts.stream()
                .filter(attempt -> attempt.progress() instanceof Attempt.Progress.Ended ended
                        && ended.outcome() == Attempt.Outcome.SUCCEEDED);
    }

    public Optional<Quarantine.Entry> quarantine(Freight freight) {
        return freight.images().stream()
                .map(Image::digest)
                .filter(quarantined::containsKey)
                .sorted()
                .findFirst()
                .map(quarantined::get);
    }

    public Optional<StagePolicy> policy() {
        return rule instanceof StageRule.Governed governed ? Optional.of(governed.policy()) : Optional.empty();
    }

    boolean promotes(PromotionMode mode) {
        return policy().filter(policy -> policy.promotion() == mode).isPresent();
    }

    boolean gated() {
        return promotes(PromotionMode.Approval);
    }

    /** What must not have changed between a decision and its Promotion, as one text. */
    public String base() {
        return Base.text(stage, rule);
    }

    /** The newest ended attempt of the bus for the Freight; orders that were taken back do not count. */
    Optional<Attempt> lastOf(Freight freight) {
        return attempts.stream()
                .filter(attempt -> attempt.freight().equals(freight.name()) && !attempt.external())
                .filter(attempt -> attempt.progress() instanceof Attempt.Progress.Ended ended
                        && ended.outcome() != Attempt.Outcome.CANCELLED)
                .findFirst();
    }

    Optional<Attempt> underWay() {
        return attempts.stream().filter(Attempt::underWay).findFirst();
    }

    Optional<Attempt> underWay(Freight freight) {
        return attempts.stream()
                .filter(attempt -> attempt.underWay() && attempt.freight().equals(freight.name()))
                .findFirst();
    }

    Optional<Attempt> queued(Freight freight) {
        return attempts.stream()
                .filter(attempt -> attempt.freight().equals(freight.name()))
                .filter(attempt -> attempt.progress() instanceof Attempt.Progress.Queued)
                .findFirst();
    }
}
