package io.promotionbus.kargo;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.StageHealth.Source;
import io.promotionbus.kargo.StageHealth.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthAssessmentTest {

    private static final String MISMATCH =
            "Source 0 with RepoURL x of Application \"a\" does not match the desired revision \"1\".";

    private static Stage stage(@Nullable String health, String... issues) {
        return new Stage(
                "shop", "dev", "u", List.of(), false, health, List.of(issues), List.of(), null, null, Set.of(), false);
    }

    private static List<Application> applications(String... healths) {
        return Stream.of(healths)
                .map(health -> new Application(
                        "argocd", "app", "shop", "dev", health.equals("-") ? null : health, "Synced", null, null))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Healthy, Healthy",
        "Progressing, Progressing",
        "Degraded, Unhealthy",
        "Missing, Unknown",
        "Unknown, Unknown",
        "Suspended, Unknown",
        "-, Unknown",
        "Healthy Progressing, Progressing",
        "Progressing Unknown, Unknown",
        "Unknown Degraded Healthy, Unhealthy"
    })
    void believesTheApplicationsWhateverKargoSays(String applications, Status expected) {
        for (String kargo : List.of("Healthy", "Unknown", "Unhealthy")) {
            HealthAssessment.Verdict verdict =
                    HealthAssessment.of(stage(kargo, "some issue"), applications(applications.split(" ")));

            assertThat(verdict.status()).as("while Kargo says %s", kargo).isEqualTo(expected);
            assertThat(verdict.source()).isEqualTo(Source.Applications);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Healthy, Healthy",
        "NotApplicable, Healthy",
        "Progressing, Progressing",
        "Unhealthy, Unhealthy",
        "Unknown, Unknown",
        "Novelty, Unknown"
    })
    void fallsBackToTheStageWhereThereIsNoApplication(String kargo, Status expected) {
        assertThat(HealthAssessment.of(stage(kargo, "because"), List.of()))
                .isEqualTo(new HealthAssessment.Verdict(
                        expected, Source.Stage, expected == Status.Healthy ? "" : "because"));
    }

    @Test
    void doesNotKnowBeforeTheFirstAssessment() {
        assertThat(HealthAssessment.of(stage(null), List.of()).status()).isEqualTo(Status.Unknown);
    }

    @Test
    void tellsARevisionMismatchFromAnUnhealthyStage() {
        assertThat(HealthAssessment.of(stage("Unhealthy", MISMATCH), applications("Healthy"))
                        .status())
                .isEqualTo(Status.RevisionMismatch);
        assertThat(HealthAssessment.of(stage("Unhealthy", MISMATCH), List.of()).status())
                .isEqualTo(Status.RevisionMismatch);
        assertThat(HealthAssessment.of(stage("Unhealthy", MISMATCH), applications("Degraded"))
                        .status())
                .isEqualTo(Status.Unhealthy);
        assertThat(HealthAssessment.of(stage("Unhealthy", MISMATCH, "pod crashed"), List.of())
                        .status())
                .isEqualTo(Status.Unhealthy);
    }

    @Test
    void namesTheApplicationsThatAreToBlame() {
        HealthAssessment.Verdict verdict = HealthAssessment.of(stage("Healthy"), applications("Healthy", "Degraded"));

        assertThat(verdict.message()).isEqualTo("app is Degraded");
    }
}
