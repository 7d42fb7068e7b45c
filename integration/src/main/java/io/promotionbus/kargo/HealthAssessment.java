package io.promotionbus.kargo;

import io.promotionbus.kargo.StageHealth.Source;
import io.promotionbus.kargo.StageHealth.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rule that turns what Argo CD and Kargo say into one status. Pure. */
public final class HealthAssessment {

    /** What Kargo v1.11 writes among a Stage's health issues when the branch moved without it. */
    private static final String REVISION_MISMATCH = "desired revision";

    private HealthAssessment() {}

    /** A status and the words behind it. */
    public record Verdict(Status status, Source source, String message) {}

    public static Verdict of(Stage stage, List<Application> applications) {
        return applications.isEmpty() ? byStage(stage) : byApplications(stage, applications);
    }

    private static Verdict byApplications(Stage stage, List<Application> applications) {
        Status worst = applications.stream()
                .map(application -> status(application.health()))
                .max(Comparator.comparingInt(HealthAssessment::severity))
                .orElse(Status.Unknown);
        if (worst == Status.Healthy) {
            return revisionMismatch(stage)
                    .map(issue -> new Verdict(Status.RevisionMismatch, Source.Stage, issue))
                    .orElse(new Verdict(Status.Healthy, Source.Applications, ""));
        }
        String message = applications.stream()
                .filter(application -> status(application.health()) == worst)
                .map(HealthAssessment::sentence)
                .collect(Collectors.joining("; "));
        return new Verdict(worst, Source.Applications, message);
    }

    private static Verdict byStage(Stage stage) {
        String issues = String.join("; ", stage.healthIssues());
        return switch (stage.health()) {
            case "Healthy", "NotApplicable" -> new Verdict(Status.Healthy, Source.Stage, "");
            case "Progressing" -> new Verdict(Status.Progressing, Source.Stage, issues);
            case "Unhealthy" ->
                revisionMismatch(stage)
                        .map(issue -> new Verdict(Status.RevisionMismatch, Source.Stage, issue))
                        .orElse(new Verdict(Status.Unhealthy, Source.Stage, issues));
            case null, default -> new Verdict(Status.Unknown, Source.Stage, issues);
        };
    }

    /** Only when Kargo has nothing worse to complain about than the revision. */
    private static Optional<String> revisionMismatch(Stage stage) {
        if (!"Unhealthy".equals(stage.health()) || stage.healthIssues().isEmpty()) {
            return Optional.empty();
        }
        boolean all = stage.healthIssues().stream()
                .allMatch(issue -> issue.toLowerCase(Locale.ROOT).contains(REVISION_MISMATCH));
        return all ? Optional.of(String.join("; ", stage.healthIssues())) : Optional.empty();
    }

    /** Suspended and Missing are somebody's doing, not a crash: they alarm, they never roll back. */
    private static Status status(@Nullable String argo) {
        return switch (argo) {
            case "Healthy" -> Status.Healthy;
            case "Progressing" -> Status.Progressing;
            case "Degraded" -> Status.Unhealthy;
            case null, default -> Status.Unknown;
        };
    }

    /** A Degraded Application outweighs one that nobody can assess; otherwise not knowing outweighs a rollout. */
    private static int severity(Status status) {
        return switch (status) {
            case Healthy, RevisionMismatch -> 0;
            case Progressing -> 1;
            case Unknown -> 2;
            case Unhealthy -> 3;
        };
    }

    private static String sentence(Application application) {
        String health = application.health() == null ? "not assessed" : application.health();
        return Stream.of(application.name() + " is " + health, application.message())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(": "));
    }
}
