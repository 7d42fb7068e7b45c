package io.promotionbus.kargo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against objects of a real Kargo v1.11.2, where somebody keeps them beside the repository. */
class RealObjectsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES = Stream.of("../../shared", "../../../shared")
            .map(folder -> Path.of(folder, "data", "kargo-samples"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("data", "kargo-samples"));

    private final ObjectReader reader = new ObjectReader();

    @BeforeAll
    static void onlyWithSamples() {
        assumeTrue(Files.isDirectory(SAMPLES), "no samples of a real cluster at " + SAMPLES);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.getParent().endsWith("errors"))
                    .toList();
        }
    }

    private Sighting.Seen read(String file) throws IOException {
        JsonNode object = JSON.readTree(SAMPLES.resolve(file).toFile());
        return reader.read(Kind.valueOf(object.path("kind").asText()), object).orElseThrow();
    }

    @Test
    void readsEveryObjectOfAKindItKnows() throws IOException {
        int count = 0;
        for (Path file : files()) {
            JsonNode object = JSON.readTree(file.toFile());
            Optional<Kind> kind = Stream.of(Kind.values())
                    .filter(known -> known.name().equals(object.path("kind").asText()))
                    .findFirst();
            if (kind.isPresent()) {
                Sighting.Seen seen = reader.read(kind.get(), object).orElseThrow();
                assertThat(seen.uid()).as("uid in %s", file).isNotEmpty();
                assertThat(seen.version()).as("version in %s", file).isPositive();
                count++;
            }
        }
        assertThat(count).isGreaterThan(40);
    }

    @Test
    void seesAVerifiedStageAsKargoShowsIt() throws IOException {
        Stage stage = (Stage) read("two-images/stage-stg-Healthy.json").object();

        assertThat(stage.health()).isEqualTo("Healthy");
        assertThat(stage.history()).hasSize(10);
        assertThat(stage.current())
                .containsEntry(Origin.warehouse("users"), "e95e8ff718fca09a1640d9e38ed7ed8d97dc61f5");
        assertThat(stage.history().getFirst().verifications())
                .singleElement()
                .satisfies(verification -> assertThat(verification.phase()).isEqualTo("Successful"));
        assertThat(stage.lastPromotion()).isNotNull();
        assertThat(stage.lastPromotion().phase()).isEqualTo("Succeeded");
        assertThat(stage.requests().getFirst().upstream()).containsExactly("dev");
    }

    @Test
    void seesWhereFreightWasVerifiedAndHowLongItSoaked() throws IOException {
        Freight freight =
                (Freight) read("two-images/freight-verified-everywhere.json").object();

        assertThat(freight.verifiedIn()).containsOnlyKeys("dev", "stg", "prod");
        assertThat(freight.longestSoak().get("dev")).isGreaterThan(java.time.Duration.ofMinutes(4));
        assertThat(freight.images()).hasSize(2);
    }

    @Test
    void seesWhichStepFailed() throws IOException {
        KargoPromotion before =
                (KargoPromotion) read("two-images/promotion-Failed.json").object();
        KargoPromotion after = (KargoPromotion)
                read("two-images/promotion-Errored-app-not-authorised.json").object();

        assertThat(before.failedStep()).isEqualTo("deploy::check");
        assertThat(after.failedStepUses()).isEqualTo("argocd-update");
    }

    @Test
    void seesAHoldAndARollback() throws IOException {
        assertThat(((Stage) read("plain/stage-dev-with-hold.json").object()).holds())
                .containsExactly(Origin.warehouse("app"));
        assertThat(((KargoPromotion) read("plain/promotion-rollback-dev.json").object()).rollback())
                .isTrue();
    }
}
