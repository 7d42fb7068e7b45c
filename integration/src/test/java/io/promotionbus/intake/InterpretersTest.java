package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.intake.IntakeServer.Payloads;
import io.promotionbus.intake.dockerhub.DockerHubInterpreter;
import io.promotionbus.intake.github.GitHubInterpreter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpretersTest {

    private static final String SHA = "c".repeat(40);
    private static final String OLD = "d".repeat(40);
    private static final String ZEROS = "0".repeat(40);

    private final GitHubInterpreter github = new GitHubInterpreter();
    private final DockerHubInterpreter dockerHub =
            new DockerHubInterpreter(Map.of("default", "docker.io", "team", "registry.example.org:5000"));

    @ParameterizedTest
    @CsvSource({
        "default, acme/users-api, docker.io, acme/users-api",
        "default, library/busybox, docker.io, busybox",
        "default, index.docker.io/acme/users-api, docker.io, acme/users-api",
        "team, acme/users-api, registry.example.org:5000, acme/users-api",
        "team, ghcr.io/acme/users-api, ghcr.io, acme/users-api",
        "gone, acme/users-api, docker.io, acme/users-api"
    })
    void readsWhereADockerHubPushWent(String source, String name, String host, String repository) {
        assertThat(dockerHub.interpret(source, "push", bytes(Payloads.dockerHub(name, "1.2.3"))))
                .isEqualTo(
                        new Interpretation.Announces(List.of(new Announcement(host, repository, "1.2.3", null, null))));
    }

    @Test
    void ignoresHelmCharts() {
        String chart = Payloads.dockerHub("acme/chart", "1.2.3")
                .replace("application/vnd.oci.image.index.v1+json", "application/vnd.cncf.helm.config.v1+json");
        assertThat(dockerHub.interpret("default", "push", bytes(chart))).isInstanceOf(Interpretation.Ignored.class);
    }

    @ParameterizedTest
    @CsvSource({"../../etc", "acme//x", "acme/{{x}}", "http://evil/x", "acme/x@sha256:0"})
    void refusesNamesNoRegistryAccepts(String name) {
        assertThat(dockerHub.interpret("default", "push", bytes(Payloads.dockerHub(name, "1"))))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        unreadable -> assertThat(unreadable.path()).isEqualTo("/repository/repo_name"));
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/acme/users-api:1.2.3",
        "ghcr.io/acme/users-api:",
        "ghcr.io/acme/users-api",
        "GHCR.io/Acme/users-api:1.2.3"
    })
    void readsAPackageWhateverItsUrlEndsWith(String url) {
        assertThat(github.interpret(
                        "default",
                        "registry_package",
                        bytes(Payloads.registryPackage(url, "1.2.3", "sha256:" + "e".repeat(64)))))
                .isEqualTo(new Interpretation.Announces(List.of(new Announcement(
                        "ghcr.io", "acme/users-api", "1.2.3", "sha256:" + "e".repeat(64), "b".repeat(40)))));
    }

    @Test
    void readsTheTwinEventPackage() {
        String twin = Payloads.registryPackage("ghcr.io/acme/users-api:1", "1", "sha256:" + "e".repeat(64))
                .replace("\"registry_package\"", "\"package\"");
        assertThat(github.interpret("default", "package", bytes(twin))).isInstanceOf(Interpretation.Announces.class);
    }

    @Test
    void ignoresTheManifestOfOneArchitecture() {
        String untagged = Payloads.registryPackage("ghcr.io/acme/users-api:", "", "sha256:" + "e".repeat(64));
        assertThat(github.interpret("default", "registry_package", bytes(untagged)))
                .isInstanceOf(Interpretation.Ignored.class);
    }

    @Test
    void readsAPushOfTheDefaultBranch() {
        Interpretation.Commits commits =
                (Interpretation.Commits) github.interpret("default", "push", bytes(Payloads.push("main", OLD, SHA)));
        assertThat(commits.facts().defaultBranch()).isTrue();
        assertThat(commits.facts().before()).isEqualTo(OLD);
        assertThat(commits.facts().commits())
                .singleElement()
                .satisfies(commit -> assertThat(commit.authorLogin()).isEqualTo("dev"));
    }

    @Test
    void knowsThatAForcedPushDoesNotContinueWhatWasThere() {
        String forced = Payloads.push("main", OLD, SHA).replace("\"forced\": false", "\"forced\": true");
        Interpretation.Commits commits = (Interpretation.Commits) github.interpret("default", "push", bytes(forced));
        assertThat(commits.facts().before()).isNull();
    }

    @Test
    void ignoresBranchesThePromotionWrites() {
        assertThat(github.interpret("default", "push", bytes(Payloads.push("env/dev", OLD, SHA))))
                .isInstanceOfSatisfying(
                        Interpretation.Ignored.class,
                        ignored -> assertThat(ignored.reason()).contains("env/dev"));
    }

    @Test
    void ignoresDeletedBranchesAndTags() {
        assertThat(github.interpret("default", "push", bytes(Payloads.push("main", SHA, ZEROS))))
                .isInstanceOf(Interpretation.Ignored.class);
        String tag = Payloads.push("x", OLD, SHA).replace("refs/heads/x", "refs/tags/v1");
        assertThat(github.interpret("default", "push", bytes(tag))).isInstanceOf(Interpretation.Ignored.class);
    }

    @Test
    void ignoresWhatItDoesNotUse() {
        assertThat(github.interpret("default", "star", bytes("{}"))).isInstanceOf(Interpretation.Ignored.class);
        assertThat(github.interpret("default", "ping", bytes("{}"))).isEqualTo(new Interpretation.Ping());
    }

    @Test
    void readsMergesAndRuns() {
        Map<String, String> payloads = Payloads.github();
        assertThat(github.interpret("default", "pull_request", bytes(payloads.get("pull_request"))))
                .isInstanceOfSatisfying(
                        Interpretation.Merge.class,
                        merge -> assertThat(merge.facts())
                                .containsEntry("commit", SHA)
                                .containsEntry("number", 41L));
        assertThat(github.interpret("default", "workflow_run", bytes(payloads.get("workflow_run"))))
                .isInstanceOf(Interpretation.Evidence.class);
        String unmerged = payloads.get("pull_request").replace("\"merged\": true", "\"merged\": false");
        assertThat(github.interpret("default", "pull_request", bytes(unmerged)))
                .isInstanceOf(Interpretation.Ignored.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
