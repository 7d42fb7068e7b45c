package io.promotionbus.rollback;

import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Stage;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which stages come before which. Pure. */
public final class Pipeline {

    private Pipeline() {}

    /** The stage itself and all that Freight may come through on its way there. */
    public static Set<String> upTo(String stage, Collection<Stage> stages) {
        Map<String, Stage> byName = stages.stream().collect(Collectors.toMap(Stage::name, Function.identity()));
        Set<String> found = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>(Set.of(stage));
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (found.add(name) && byName.containsKey(name)) {
                byName.get(name).requests().stream()
                        .map(FreightRequest::upstream)
                        .forEach(waiting::addAll);
            }
        }
        return found;
    }
}
