package io.promotionbus.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.schema.RepositoryFiles;
import io.promotionbus.support.SandboxClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * Many projects of five stages, brought to life by the bus itself: a first version has gone through all of them, a second
 * one waits before the third for a decision.
 */
final class BoardFill {

    static final int STAGES = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String ALL_AUTOMATIC = """
            apiVersion: promotionbus.io/v1alpha1
            kind: StagePolicy
            metadata: {name: everything, namespace: "@PROJECT@"}
            spec: {stages: [dev, qa, stg, pre, prod], promotion: Automatic}
            """;

    private final SandboxClient sandbox;
    private final ClusterSimulator cluster;
    private final int first;
    private final int projects;
    /** Other versions than an earlier run's, whose data may still be there. */
    private final long run = System.currentTimeMillis();

    BoardFill(SandboxClient sandbox, int projects) {
        this(sandbox, 0, projects);
    }

    /** @param first how many there are already */
    BoardFill(SandboxClient sandbox, int first, int projects) {
        this.sandbox = sandbox;
        this.first = first;
        this.cluster = sandbox.sandbox().cluster().simulator().orElseThrow();
        this.projects = projects;
    }

    static String project(int number) {
        return "shop-%03d".formatted(number);
    }

    /** Answers how many promotions that took. */
    int fill() {
        forAll(template("project.yaml") + "\n---\n" + ALL_AUTOMATIC);
        Set<String> first = freight(1);
        await("run a version", stage -> first.contains(tag(stage.path("current"))), projects * STAGES);
        forAll(template("gates.yaml"));
        Set<String> second = freight(2);
        await("ask for a decision", stage -> asking(stage, second), projects);
        return projects * (STAGES + 2);
    }

    private static boolean asking(JsonNode stage, Set<String> tags) {
        return StreamSupport.stream(stage.path("candidates").spliterator(), false)
                .anyMatch(candidate ->
                        candidate.path("state").asText().equals("asking") && tags.contains(tag(candidate)));
    }

    private static String tag(JsonNode version) {
        return version.path("artifacts").path(0).path("tag").asText();
    }

    private void await(String what, Predicate<JsonNode> which, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(5))
                .ignoreExceptions()
                .until(() -> stages(which), found -> {
                    System.out.printf("[benchmark]   %d of %d stages %s%n", found, count, what);
                    return found >= count;
                });
    }

    /** Stages of ours on the board of which this is true. */
    private long stages(Predicate<JsonNode> which) {
        JsonNode board = sandbox.get("viewer", "/api/board").body();
        return StreamSupport.stream(board.path("projects").spliterator(), false)
                .filter(project -> project.path("name").asText().startsWith("shop-"))
                .flatMap(project -> StreamSupport.stream(project.path("stages").spliterator(), false))
                .filter(which)
                .count();
    }

    private void forAll(String documents) {
        for (int i = first; i < first + projects; i++) {
            cluster.applyFromGit(documents.replace("@PROJECT@", project(i)));
        }
    }

    /** A version of every project, as its Warehouse would find it; answers the tags. */
    private Set<String> freight(int version) {
        String document = template("freight.yaml").replace("@NUMBER@", Integer.toString(version));
        Set<String> tags = new HashSet<>();
        for (int i = first; i < first + projects; i++) {
            String hex = "%08x".formatted((int) (run + 10L * i + version) * 0x9e37_79b9);
            tags.add(hex.repeat(5));
            cluster.applyFromGit(document.replace("@PROJECT@", project(i))
                    .replace("@TAG@", hex.repeat(5))
                    .replace("@DIGEST@", hex.repeat(8)));
        }
        return tags;
    }

    private static String template(String name) {
        return RepositoryFiles.resource(BoardFill.class, name);
    }
}
