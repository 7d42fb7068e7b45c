package io.promotionbus.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed OpenAPI document is the running one. {@code -Dopenapi.write=true} writes it anew. */
class OpenApiIT {

    private static final Path COMMITTED = Path.of("../docs/api/users-api.json");

    @Test
    void isCommittedAsItRuns() throws Exception {
        try (UsersServer server = UsersServer.start()) {
            ObjectNode running =
                    (ObjectNode) server.send("GET", "/v3/api-docs", null, null).json();
            running.remove("servers");
            if (Boolean.getBoolean("openapi.write")) {
                Files.createDirectories(COMMITTED.getParent());
                Files.writeString(COMMITTED, pretty(running));
            }
            assertThat(COMMITTED).as("run with -Dopenapi.write=true").exists();
            assertThat(Files.readString(COMMITTED)).isEqualTo(pretty(running));
        }
    }

    private static String pretty(JsonNode document) throws Exception {
        return UsersServer.JSON
                        .copy()
                        .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(UsersServer.JSON.treeToValue(document, java.util.TreeMap.class))
                + "\n";
    }
}
