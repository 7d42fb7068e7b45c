package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.docs.SpokenSentences.Place;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Sentences that the bus only has in English, because they are stored or sealed as they were said, are told in Portuguese
 * by the console, which knows them by heart. A new one must be added there.
 */
class ServerSentencesTest {

    private static final Path CONSOLE = Path.of("../ui/console/src/i18n");

    /** Where a sentence goes into a delivery, the audit log, a policy's status, a promotion or a dependency's state. */
    private static final List<Place> PLACES = List.of(
            everywhere("Interpretation.Ignored", 0),
            everywhere("Interpretation.Unreadable", 1),
            everywhere("Unreadable", 1),
            everywhere("Resolution.Unwanted", 0),
            everywhere("Resolution.Missing", 0),
            everywhere("Resolution.Unreachable", 0),
            everywhere("Outcome.TryAgain", 1),
            everywhere("Outcome.Hopeless", 1),
            everywhere("Head.Missing", 0),
            everywhere("Head.Unreachable", 0),
            everywhere("Selection.Refused", 0),
            everywhere("TaskOutcome.Waits", 1),
            everywhere("Waits.until", 1),
            everywhere("TaskOutcome.Failed", 0),
            everywhere("TaskOutcome.Refused", 0),
            everywhere("refresh.look", 2),
            everywhere(".because", 0),
            everywhere("problems.add", 0),
            everywhere("unmet.add", 0),
            everywhere("dependencies.away", 1),
            everywhere("Sent.Refused", 0),
            everywhere("StageRule.Invalid", 1),
            everywhere("PolicyVerdict", 3),
            in("FeedArtifacts", "here.add", 0),
            in("WorkTask", "Optional.of", 0),
            in("FeedPlan", "Refresh", 0),
            in("StartRollback", "Plan", 5),
            in("EndAttempt", "end", 2),
            in("Calendar", "Optional.of", 0),
            in("UnmetNeeds", "List.of", 0),
            everywhere("Reading.Wrong", 1),
            in("GoDuration", "IllegalArgumentException", 0),
            in("Chain", "wrong", 1),
            in("VerifyAudit", "chain.wrong", 1));

    /** Listed, but not said at one of the places: an Application's health in Argo CD's words, a status that is read back. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("\\{\\} is (Healthy|Progressing|Degraded|Suspended|Missing|Unknown|not assessed)(: \\{\\})?"
                    + "|it can never be met: \\{\\}");

    private static Place everywhere(String call, int argument) {
        return new Place(null, call, argument);
    }

    private static Place in(String file, String call, int argument) {
        return new Place(file, call, argument);
    }

    @Test
    void knowsEverySentenceInPortugueseAndNoOther() throws IOException {
        Set<String> listed = names(json("server.pt-BR.json")).stream()
                .map(sentence -> sentence.replaceAll("\\{\\w+\\}", "{}"))
                .filter(sentence -> sentence.chars().anyMatch(Character::isLetter))
                .filter(sentence -> !ELSEWHERE.matcher(sentence).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> spoken = new TreeSet<>(SpokenSentences.in(Path.of("src/main/java/io/promotionbus"), PLACES));
        spoken.removeAll(slugs());

        assertThat(spoken).hasSizeGreaterThan(100).isEqualTo(listed);
    }

    @Test
    void knowsEverySlugInBothLanguages() throws IOException {
        assertThat(causes(json("en.json"))).isEqualTo(slugs());
        assertThat(causes(json("pt-BR.json"))).isEqualTo(slugs());
    }

    private static Set<String> causes(JsonNode catalogue) {
        return names(catalogue).stream()
                .filter(key -> key.startsWith("cause."))
                .map(key -> key.substring("cause.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that a lineage has words for. */
    private static Set<String> slugs() throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/messages/audit.properties"))) {
            words.load(reader);
        }
        String prefix = "lineage.because.";
        return words.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(member -> member.getKey()).toList();
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(CONSOLE.resolve(file).toFile());
    }
}
