package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.promotionbus.feed.ImageSelector;
import io.promotionbus.intake.IntakeServer.Payloads;
import io.promotionbus.intake.dockerhub.DockerHubInterpreter;
import io.promotionbus.intake.github.GitHubInterpreter;
import io.promotionbus.kargo.GoDuration;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bytes and texts from outside, changed at random: whatever they become, they end in a verdict. More by
 * {@code -Dfuzz.inputs=1000000}, another row of inputs by {@code -Dfuzz.seed}; a failure names its own.
 */
class MutationFuzzTest {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 5_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final List<String> PIECES = List.of(
            "\u0000",
            "\\u0000",
            "\\ud800",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "null",
            "true",
            "1e999",
            "-0",
            ",",
            ":",
            "\n",
            "\u2028",
            "\ud83d\ude80",
            "refs/heads/",
            "sha256:",
            "..",
            "//",
            "%00",
            "docker.io/",
            "library/",
            "@",
            "v1.2.3",
            "");

    private final Random random = new Random(SEED);
    private final InterpretDelivery interpret = new InterpretDelivery(
            Map.of(
                    "github", new GitHubInterpreter(),
                    "dockerhub", new DockerHubInterpreter(Map.of()),
                    "repair", new RepairInterpreter(new GitHubInterpreter())),
            id -> null);

    @Test
    void givesEveryMutatedPayloadAVerdict() {
        List<GitHubExamples> corpus = new ArrayList<>(GitHubExamples.all());
        Payloads.github().forEach((event, body) -> corpus.add(new GitHubExamples(event, utf8(body))));
        for (int i = 0; i < INPUTS; i++) {
            GitHubExamples example = corpus.get(random.nextInt(corpus.size()));
            String source = random.nextInt(8) == 0 ? "dockerhub" : random.nextInt(16) == 0 ? "repair" : "github";
            byte[] body = mutated(
                    source.equals("dockerhub") ? utf8(Payloads.dockerHub("acme/users-api", "1.2.3")) : example.body());
            if (JsonForm.wellFormed(body)) {
                assertThat(verdict(source, example.event(), body))
                        .as("input %d of seed %d", i, SEED)
                        .isNotNull()
                        .isNotEqualTo("internal-error");
            }
        }
    }

    private String verdict(String source, String event, byte[] body) {
        DeliveryRef ref =
                new DeliveryRef(java.util.UUID.randomUUID(), source, "default", "correlation", java.time.Instant.EPOCH);
        Interpretation read = interpret
                .handle(new ClaimedDelivery(ref, event, body, false, 1, "claim", false))
                .interpretation();
        return read instanceof Interpretation.Unreadable unreadable
                ? unreadable.slug()
                : read.getClass().getSimpleName();
    }

    @Test
    void readsNoTextFromOutsideInAWayThatFails() {
        List<String> seeds = List.of(
                "docker.io/acme/users-api",
                "registry.example.org:5000/a/b_c",
                "1.2.3-rc.1+build.7",
                "v10.0",
                "1h30m",
                "90s",
                Cursor.encode("2026-11-27T10:00:00Z/0190"),
                "latest");
        List<ImageSelector> selectors =
                List.of(selector("SemVer", "^1.0.0"), selector("Lexical", null), selector("NewestBuild", null));
        for (int i = 0; i < INPUTS; i++) {
            String text = new String(mutated(utf8(seeds.get(random.nextInt(seeds.size())))), StandardCharsets.UTF_8);
            assertThatCode(() -> {
                        ImageName.parse(text);
                        ImageName.isTag(text);
                        selectors.forEach(selector -> selector.select(text));
                        selectors.forEach(selector -> selector.ordersAfter(text, "1.2.3"));
                    })
                    .as("input %d of seed %d: %s", i, SEED, text)
                    .doesNotThrowAnyException();
            refuses(IllegalArgumentException.class, () -> GoDuration.parse(text));
            refuses(ProblemException.class, () -> Cursor.decode(text));
        }
    }

    private static ImageSelector selector(String strategy, String constraint) {
        return new ImageSelector(new ImageSubscription(
                "docker.io/acme/users-api",
                strategy,
                constraint,
                List.of("^[a-z0-9.v-]+$"),
                List.of("rc"),
                null,
                false));
    }

    private static void refuses(Class<? extends RuntimeException> how, Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException e) {
            assertThat(e).isInstanceOf(how);
        }
    }

    /** One to four changes: a bit, a piece put in, a part cut out, a part twice, or bytes of chance. */
    private byte[] mutated(byte[] original) {
        byte[] bytes = original;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
            bytes = switch (random.nextInt(5)) {
                case 0 -> flipped(bytes, at);
                case 1 -> joined(bytes, at, utf8(PIECES.get(random.nextInt(PIECES.size()))), at);
                case 2 -> joined(bytes, at, new byte[0], at + length);
                case 3 -> joined(bytes, at + length, Arrays.copyOfRange(bytes, at, at + length), at + length);
                default -> joined(bytes, at, chance(length), at + length);
            };
        }
        return bytes;
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private byte[] chance(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What is before {@code end}, the middle, what is from {@code begin} on. */
    private static byte[] joined(byte[] bytes, int end, byte[] middle, int begin) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - begin);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, begin, joined, end + middle.length, bytes.length - begin);
        return joined;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
