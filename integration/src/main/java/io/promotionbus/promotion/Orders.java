package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Progress;
import java.util.List;

/** Which orders still stand. An order waits for its turn; meanwhile the ground may have gone from under it. */
final class Orders {

    private Orders() {}

    /** True while the order may be carried out, now or later; false when it may not any more or not yet. */
    static boolean stands(Attempt order, Freight freight, Situation situation) {
        return !lost(order, freight, situation)
                && (situation.policy().isPresent() || Admission.emergency(new Decision.Basis.Ordered(order)));
    }

    /** Orders that can never be carried out as they were given. */
    static List<Attempt> cancelled(Situation situation) {
        return situation.attempts().stream()
                .filter(attempt -> attempt.progress() instanceof Progress.Queued)
                .filter(order -> situation
                        .freight(order.freight())
                        .map(freight -> lost(order, freight, situation))
                        .orElse(true))
                .toList();
    }

    private static boolean lost(Attempt order, Freight freight, Situation situation) {
        if (situation.rule() instanceof StageRule.Unmanaged
                || situation.quarantine(freight).isPresent()) {
            return true;
        }
        return switch (order.kind()) {
            case ROLLBACK, BREAK_GLASS, EXTERNAL -> false;
            // A gate that closed meanwhile is not walked around.
            case MANUAL, AUTOMATIC -> situation.policy().isPresent() && !situation.promotes(PromotionMode.Automatic);
            case APPROVAL -> situation.policy().isPresent() && !order.base().equals(situation.base());
        };
    }
}
