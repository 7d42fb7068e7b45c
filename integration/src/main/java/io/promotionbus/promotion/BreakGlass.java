package io.promotionbus.promotion;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Templates;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.OrderPromotion.Answer;
import io.promotionbus.promotion.OrderPromotion.Order;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Promotes past a decision. Loud: its own audit event, and a message to the operators and to everybody whose decision it
 * went past. Quarantine is not gone past; somebody else lifts it.
 */
public final class BreakGlass {

    private final Transactions transactions;
    private final OrderPromotion orders;
    private final Policies policies;
    private final AuditLog audit;
    private final Outbox outbox;

    public BreakGlass(
            Transactions transactions, OrderPromotion orders, Policies policies, AuditLog audit, Outbox outbox) {
        this.transactions = transactions;
        this.orders = orders;
        this.policies = policies;
        this.audit = audit;
        this.outbox = outbox;
    }

    public Answer use(Order order) {
        return transactions.call(() -> {
            Answer answer = orders.place(order);
            if (answer instanceof Answer.Accepted accepted) {
                record(order, accepted);
            }
            return answer;
        });
    }

    private void record(Order order, Answer.Accepted accepted) {
        LaneRef lane = order.lane();
        String attempt = accepted.promotion().id().toString();
        audit.record(AuditEntry.of(order.actor(), "break-glass.used", "promotion", attempt)
                .at(lane.project(), lane.stage())
                .freight(order.freight())
                .because(order.reason()));
        for (String role : concerned(lane)) {
            outbox.tellRole(
                    role,
                    Templates.BREAK_GLASS_USED,
                    accepted.promotion().id(),
                    Map.of("by", String.join(", ", order.actors()), "reason", order.reason()),
                    new Outbox.Context(lane.project(), lane.stage(), order.freight(), attempt));
        }
    }

    private Set<String> concerned(LaneRef lane) {
        Set<String> roles = new LinkedHashSet<>();
        roles.add("operator");
        if (policies.of(lane.project(), lane.stage()) instanceof StageRule.Governed governed) {
            StagePolicy.Approval approval = governed.policy().approval();
            if (approval != null) {
                approval.require().forEach(requirement -> roles.add(requirement.role()));
            }
        }
        return roles;
    }
}
