package io.promotionbus.intake.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.intake.Announcement;
import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.intake.IntakeServer.Payloads;
import io.promotionbus.intake.Interpretation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitHub's events say, member by member, and what they may leave out. */
class FactsTest {

    private static final String SHA = "c".repeat(40);
    private static final String OLD = "d".repeat(40);
    private static final String DIGEST = "sha256:" + "e".repeat(64);

    private static Interpretation read(String event, String payload) {
        return new GitHubInterpreter().interpret("default", event, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Interpretation.Commits pushed(String payload) {
        return (Interpretation.Commits) read("push", payload);
    }

    private static Announcement announced(String payload) {
        return ((Interpretation.Announces) read("registry_package", payload))
                .announcements()
                .getFirst();
    }

    @Test
    void readsAMergeWithEverythingAndWithTheLeast() {
        String full = Payloads.github().get("pull_request");
        String least = """
                {"action": "closed", "number": 41, "pull_request": {"merged": true, "merge_commit_sha": "%s"},
                 "repository": {"full_name": "acme/users"}}""".formatted(SHA);

        assertThat(read("pull_request", full))
                .isEqualTo(new Interpretation.Merge(Map.of(
                        "repository",
                        "acme/users",
                        "commit",
                        SHA,
                        "number",
                        41L,
                        "url",
                        "https://github.com/acme/users/pull/41",
                        "title",
                        "Users",
                        "author",
                        "dev",
                        "branch",
                        "main")));
        assertThat(read("pull_request", least))
                .isEqualTo(new Interpretation.Merge(Map.of("repository", "acme/users", "commit", SHA, "number", 41L)));
        assertThat(read("pull_request", full.replace("closed", "opened")))
                .isEqualTo(new Interpretation.Ignored("Action opened of a pull request changes nothing"));
    }

    @Test
    void readsAnEndedRun() {
        String run = Payloads.github().get("workflow_run");

        assertThat(read("workflow_run", run))
                .isEqualTo(new Interpretation.Evidence(Map.of(
                        "repository",
                        "acme/users",
                        "commit",
                        SHA,
                        "conclusion",
                        "success",
                        "run",
                        7L,
                        "attempt",
                        2L,
                        "name",
                        "test",
                        "branch",
                        "main",
                        "url",
                        "https://github.com/acme/users/runs/7")));
        assertThat(read("workflow_run", run.replace("completed", "requested")))
                .isEqualTo(new Interpretation.Ignored("The workflow run has not ended: requested"));
    }

    @Test
    void readsTheHeadOnceWhetherItIsListedOrNot() {
        String listed = Payloads.push("main", OLD, SHA);
        String unlisted = """
                {"ref": "refs/heads/main", "before": "%s", "after": "%s", "repository": {"full_name": "acme/users"},
                 "head_commit": {"id": "%s"}}""".formatted(OLD, SHA, SHA);

        assertThat(pushed(listed).facts().commits())
                .containsExactly(new CommitFact(
                        SHA, "feat: ünïcode 🚀", "Dev", "dev@example.org", "dev", "2026-11-23T18:00:00-03:00"));
        assertThat(pushed(unlisted).facts().commits()).containsExactly(new CommitFact(SHA, "", "", null, null, null));
        assertThat(pushed(unlisted).facts().defaultBranch()).isFalse();
        assertThat(pushed(unlisted.replace("\"head_commit\": {\"id\": \"" + SHA, "\"head_commit\": {\"id\": \"" + OLD))
                        .facts()
                        .commits())
                .as("another commit is not the head")
                .isEmpty();
        assertThat(pushed(unlisted.replace(
                                        ", \"repository\"",
                                        ", \"commits\": [{\"id\": \"" + OLD + "\"}], \"repository\"")
                                .replace("\n", ""))
                        .facts()
                        .commits())
                .extracting(CommitFact::sha)
                .containsExactly(OLD, SHA);
        assertThat(pushed(unlisted.replace(",\n \"head_commit\": {\"id\": \"" + SHA + "\"}", ""))
                        .facts()
                        .commits())
                .isEmpty();
    }

    @Test
    void readsTheFirstPushOfABranchWithoutABefore() {
        assertThat(pushed(Payloads.push("main", "0".repeat(40), SHA)).facts().before())
                .isNull();
        assertThat(read("push", Payloads.push("main", OLD, SHA).replace("\"deleted\": false", "\"deleted\": true")))
                .isEqualTo(new Interpretation.Ignored("Branch main was deleted"));
        assertThat(read("push", Payloads.push("main", "x", SHA)))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        bad -> assertThat(bad.path()).isEqualTo("/before"));
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/acme/users@sha256:1,        ghcr.io,           acme/users",
        "registry.test:5000/acme/users:1,    registry.test:5000, acme/users",
        "registry.test:5000/acme/users,      registry.test:5000, acme/users",
        "acme/users,                         ghcr.io,           acme/users"
    })
    void readsTheNameOfAPackageWithoutTagOrDigest(String url, String host, String path) {
        Announcement announcement = announced(Payloads.registryPackage(url, "1", DIGEST));

        assertThat(announcement.host()).isEqualTo(host);
        assertThat(announcement.repository()).isEqualTo(path);
    }

    @Test
    void leavesOutADigestOrARevisionThatIsNone() {
        String payload = Payloads.registryPackage("ghcr.io/acme/users:1", "1", "sha1:5");
        String unlabelled = payload.replaceFirst("\"labels\": \\{.*}},", "");

        assertThat(announced(payload).digest()).isNull();
        assertThat(announced(payload).commit()).isEqualTo("b".repeat(40));
        assertThat(announced(payload.replace("b".repeat(40), "main")).commit()).isNull();
        assertThat(announced(unlabelled).commit()).isNull();
    }

    @Test
    void ignoresWhatPublishesNoImage() {
        String payload = Payloads.registryPackage("ghcr.io/acme/users:1", "1", DIGEST);

        assertThat(read("registry_package", payload.replace("published", "deleted")))
                .isEqualTo(new Interpretation.Ignored("Action deleted publishes nothing"));
        assertThat(read("registry_package", payload.replace("CONTAINER", "npm")))
                .isEqualTo(new Interpretation.Ignored("Packages of type npm are not images"));
        assertThat(read("registry_package", Payloads.registryPackage("ghcr.io/acme/users:1", "-x", DIGEST)))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        bad -> assertThat(bad.path())
                                .isEqualTo("/registry_package/package_version/container_metadata/tag/name"));
        assertThat(read("registry_package", Payloads.registryPackage("{{x}}", "1", DIGEST)))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        bad -> assertThat(bad.path()).isEqualTo("/registry_package/package_version/package_url"));
        assertThat(read("package", payload))
                .as("its root is named otherwise")
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        bad -> assertThat(bad.path()).isEqualTo("/package"));
        assertThat(read("registry_package", payload.replace("\"registry_package\"", "\"package\"")))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        bad -> assertThat(bad.path()).isEqualTo("/registry_package"));
    }

    @Test
    void saysWhatIsWrongWithAPayload() {
        assertThat(read("push", "[]")).isInstanceOf(Interpretation.Unreadable.class);
    }
}
