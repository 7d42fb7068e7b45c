package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.cluster.api.Json;
import java.util.ArrayList;
import java.util.List;

/** The Stages that may change an Application: {@code <project>:<stage>}, several with commas. */
public final class AuthorizedStages {

    private AuthorizedStages() {}

    public static List<Target> of(JsonNode application) {
        List<Target> targets = new ArrayList<>();
        String value = Json.annotation(application, Names.AUTHORIZED_STAGE);
        if (value != null) {
            for (String entry : value.split(",")) {
                String[] parts = entry.strip().split(":", 2);
                if (parts.length == 2) {
                    targets.add(new Target(parts[0].strip(), parts[1].strip()));
                }
            }
        }
        return targets;
    }
}
