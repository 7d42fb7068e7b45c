package io.promotionbus.delivery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Objects of the bus's chart, and the way through them. */
final class PromotionBusChart {

    static final String NAME = "promotion-bus";

    private PromotionBusChart() {}

    /** @param scenario name of a file in {@code ci/}, or empty for the defaults */
    static List<Map<String, Object>> objects(String scenario) {
        Path[] values = scenario.isEmpty()
                ? new Path[0]
                : new Path[] {Charts.ROOT.resolve(NAME).resolve("ci").resolve(scenario)};
        return Charts.objects(Charts.render(NAME, values));
    }

    static Map<String, Object> one(List<Map<String, Object>> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")) && name.equals(at(object, "metadata", "name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + kind + " " + name + " was rendered"));
    }

    static boolean has(List<Map<String, Object>> objects, String kind, String name) {
        return objects.stream()
                .anyMatch(object -> kind.equals(object.get("kind")) && name.equals(at(object, "metadata", "name")));
    }

    /** The value at a path of names and positions. */
    static Object at(Object object, Object... path) {
        Object here = object;
        for (Object step : path) {
            here = step instanceof Integer position ? ((List<?>) here).get(position) : ((Map<?, ?>) here).get(step);
            if (here == null) {
                throw new AssertionError("Nothing at " + List.of(path) + " (stopped at " + step + ")");
            }
        }
        return here;
    }
}
