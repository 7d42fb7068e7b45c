package io.promotionbus.promotion;

import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.policy.Policies.StageRule;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What must not have changed between a decision and its Promotion: the stage itself, what runs there and the version of
 * the policy. (Freight names stand for their digests: Kargo derives them from the digests.)
 */
final class Base {

    private Base() {}

    static String text(Stage stage, StageRule rule) {
        String current = stage.current().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Origin::toString)))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return "stage=" + stage.uid() + ";policy=" + policy(rule) + ";current=" + current;
    }

    /** True when the text was made for this very Stage object, not for an earlier one of the same name. */
    static boolean sameStage(String base, Stage stage) {
        return base.startsWith("stage=" + stage.uid() + ";");
    }

    private static String policy(StageRule rule) {
        return rule instanceof StageRule.Governed governed
                ? governed.policy().uid() + "/" + governed.policy().generation()
                : "none";
    }
}
