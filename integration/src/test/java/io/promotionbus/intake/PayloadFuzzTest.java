package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.intake.dockerhub.DockerHubInterpreter;
import io.promotionbus.intake.github.GitHubInterpreter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every member of every payload is absent, null, of every wrong type and huge: never an exception, always an answer. */
class PayloadFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> POISON = List.of(
            "null",
            "true",
            "42",
            "-1",
            "1e400",
            "3.5",
            "\"\"",
            "\"text\"",
            "\"\\u0000\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "{}",
            "{\"a\":{\"b\":[1]}}",
            "123456789012345678901234567890",
            "\"" + "x".repeat(200_000) + "\"");

    private final Map<String, Interpreter> interpreters =
            Map.of("github", new GitHubInterpreter(), "dockerhub", new DockerHubInterpreter(Map.of()));

    static Stream<Arguments> payloads() {
        Map<String, String> all = new HashMap<>(IntakeServer.Payloads.github());
        Stream<Arguments> github = all.entrySet().stream().map(e -> Arguments.of("github", e.getKey(), e.getValue()));
        return Stream.concat(
                github,
                Stream.of(
                        Arguments.of("dockerhub", "push", IntakeServer.Payloads.dockerHub("acme/users-api", "1.2.3"))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("payloads")
    void survivesEveryMemberBeingWrong(String provider, String event, String payload) throws Exception {
        Interpreter interpreter = interpreters.get(provider);
        assertThat(interpreter.interpret("default", event, payload.getBytes(StandardCharsets.UTF_8)))
                .as("the untouched payload")
                .isNotInstanceOfAny(Interpretation.Unreadable.class, Interpretation.Ignored.class);
        for (String pointer : pointers(JSON.readTree(payload))) {
            assertThat(interpreter.interpret("default", event, without(payload, pointer)))
                    .as("without " + pointer)
                    .isNotNull();
            for (String poison : POISON) {
                Interpretation result = interpreter.interpret("default", event, with(payload, pointer, poison));
                assertThat(result).as(pointer + " := " + poison).isNotNull();
                if (result instanceof Interpretation.Unreadable unreadable && unreadable.path() != null) {
                    assertThat(unreadable.path())
                            .as(pointer + " := " + poison)
                            .satisfiesAnyOf(
                                    path -> assertThat(path).startsWith(pointer),
                                    path -> assertThat(pointer).startsWith(path));
                }
            }
        }
    }

    @Test
    void namesTheMemberOfTheWrongType() throws Exception {
        Interpretation.Unreadable tag = (Interpretation.Unreadable) interpreters
                .get("dockerhub")
                .interpret("default", "push", with(IntakeServer.Payloads.dockerHub("a/b", "1"), "/push_data/tag", "7"));
        assertThat(tag.slug()).isEqualTo("wrong-type");
        assertThat(tag.path()).isEqualTo("/push_data/tag");
        assertThat(tag.detail())
                .as("in the words of JSON, not of the parser")
                .isEqualTo("A member is not of the expected type: it must be a text");
        Interpretation.Unreadable id = (Interpretation.Unreadable) interpreters
                .get("github")
                .interpret(
                        "default", "push", with(IntakeServer.Payloads.github().get("push"), "/commits/0/id", "{}"));
        assertThat(id.path()).isEqualTo("/commits/0/id");
    }

    @Test
    void namesTheMissingMember() throws Exception {
        Interpretation.Unreadable missing = (Interpretation.Unreadable) interpreters
                .get("dockerhub")
                .interpret(
                        "default",
                        "push",
                        without(IntakeServer.Payloads.dockerHub("a/b", "1"), "/repository/repo_name"));
        assertThat(missing.slug()).isEqualTo("missing-field");
        assertThat(missing.path()).isEqualTo("/repository/repo_name");
    }

    private static List<String> pointers(JsonNode root) {
        List<String> pointers = new ArrayList<>();
        collect(root, "", pointers);
        return pointers;
    }

    private static void collect(JsonNode node, String pointer, List<String> pointers) {
        if (!pointer.isEmpty()) {
            pointers.add(pointer);
        }
        node.fields().forEachRemaining(e -> collect(e.getValue(), pointer + "/" + e.getKey(), pointers));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), pointer + "/" + i, pointers);
            }
        }
    }

    private static byte[] with(String payload, String pointer, String value) throws Exception {
        String marker = "\"@@marker@@\"";
        JsonNode root = JSON.readTree(payload);
        change(root, pointer, JSON.readTree(marker));
        return JSON.writeValueAsString(root).replace(marker, value).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] without(String payload, String pointer) throws Exception {
        JsonNode root = JSON.readTree(payload);
        change(root, pointer, null);
        return JSON.writeValueAsBytes(root);
    }

    private static void change(JsonNode root, String pointer, JsonNode value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (parent instanceof ArrayNode array) {
            if (value == null) {
                array.remove(Integer.parseInt(name));
            } else {
                array.set(Integer.parseInt(name), value);
            }
        }
    }
}
