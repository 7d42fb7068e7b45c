package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Workflows parse, are pinned, may little, and name only what exists. */
class WorkflowsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path GITHUB = ROOT.resolve(".github");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");

    /** Words of a command that are paths of the repository begin with one of its folders. */
    private static final Pattern REPOSITORY_PATH = Pattern.compile(
            "(?<![\\w./-])((?:integration|user-api|ui|helm|k8s|gitops|database|docs|presentation|\\.ci|\\.github)/[\\w./*-]+)");

    static Stream<Path> workflows() {
        return Manifests.yamlAnd(GITHUB.resolve("workflows"), ".yml").stream();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void saysWhenAndWhatItMay(Path file) {
        JsonNode workflow = parse(file);
        assertThat(workflow.has("on")).as("on").isTrue();
        assertThat(workflow.at("/permissions/contents").asText()).isEqualTo("read");
        assertThat(workflow.path("jobs")).isNotEmpty().allSatisfy(job -> {
            assertThat(job.has("uses") || job.has("timeout-minutes"))
                    .as("a limit of " + job)
                    .isTrue();
            for (JsonNode need : needs(job)) {
                assertThat(workflow.path("jobs").has(need.asText()))
                        .as(need.asText())
                        .isTrue();
            }
        });
        if (!workflow.path("on").has("workflow_call")) {
            assertThat(workflow.path("concurrency").path("group").asText()).contains("github.ref");
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void pinsEveryActionByItsCommit(Path file) throws Exception {
        for (String uses : uses(parse(file))) {
            if (uses.startsWith("./")) {
                assertThat(ROOT.resolve(uses)).exists();
            } else {
                assertThat(uses).matches(PINNED);
            }
        }
        assertThat(Files.readString(file).lines().filter(line -> line.contains("@") && line.contains("uses: ")))
                .allSatisfy(line -> assertThat(line)
                        .as("the version beside the commit")
                        .matches(".*@[0-9a-f]{40} # v?\\d+\\.\\d+.*"));
    }

    /** One action, one commit: an update that forgets a file is seen. */
    @Test
    void useOneCommitOfEachAction() {
        Set<String> used = new TreeSet<>();
        workflows()
                .flatMap(file -> uses(parse(file)).stream())
                .filter(uses -> !uses.startsWith("./"))
                .forEach(used::add);
        assertThat(used).hasSizeGreaterThan(8);
        assertThat(used.stream().map(uses -> uses.replaceAll("@.*", ""))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void namesOnlyPathsThatExist(Path file) throws Exception {
        List<String> named = new ArrayList<>();
        Matcher paths = REPOSITORY_PATH.matcher(Files.readString(file).replaceAll("uses: .*@.*", ""));
        while (paths.find()) {
            named.add(paths.group(1));
        }
        if (!file.endsWith("release.yml")) {
            assertThat(named).isNotEmpty();
        }
        assertThat(named)
                .filteredOn(path -> !path.contains("/target") && !path.contains("/dist"))
                .allSatisfy(path -> {
                    Path fixed = ROOT.resolve(path.replaceAll("/?[^/]*\\*.*", ""));
                    assertThat(fixed).exists();
                });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void runsCommandsThatParseAndExist(Path file) throws Exception {
        JsonNode scripts =
                JSON.readTree(Files.readString(ROOT.resolve("ui/package.json"))).path("scripts");
        String profiles =
                Files.readString(ROOT.resolve("pom.xml")) + Files.readString(ROOT.resolve("integration/pom.xml"));
        for (JsonNode job : parse(file).path("jobs")) {
            for (JsonNode step : job.path("steps")) {
                String run = step.path("run").asText().replaceAll("\\$\\{\\{.*?}}", "x");
                Process bash = new ProcessBuilder("bash", "-n", "-c", run)
                        .redirectErrorStream(true)
                        .start();
                String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(bash.waitFor()).as(run + said).isZero();
                Pattern.compile("npm run ([\\w:-]+)")
                        .matcher(run)
                        .results()
                        .forEach(called -> assertThat(scripts.has(called.group(1)))
                                .as(called.group())
                                .isTrue());
                Pattern.compile("mvn .*?-P([\\w-]+)")
                        .matcher(run)
                        .results()
                        .forEach(called -> assertThat(profiles).contains("<id>" + called.group(1) + "</id>"));
            }
        }
    }

    /** On a cluster of its own every night: the suite of the simulator, and the delivery by the scripts that people run. */
    @Test
    void triesARealClusterInBothWays() {
        JsonNode workflow = parse(GITHUB.resolve("workflows/e2e-kind.yml"));
        assertThat(workflow.at("/jobs/contract/steps").findValuesAsText("run"))
                .anyMatch(run -> run.contains("-Dcontract.kubeconfig="));
        assertThat(workflow.at("/jobs/delivery/steps").findValuesAsText("run"))
                .contains("bash gitops/scripts/e2e-kind.sh");
    }

    /** Only machines write what the clusters sync: a ruleset that is imported at GitHub. */
    @Test
    void protectsTheBranchesOfTheEnvironments() throws Exception {
        JsonNode ruleset = JSON.readTree(Files.readString(GITHUB.resolve("rulesets/environments.json")));
        assertThat(ruleset.path("enforcement").asText()).isEqualTo("active");
        assertThat(ruleset.at("/conditions/ref_name/include/0").asText()).isEqualTo("refs/heads/env/*");
        assertThat(ruleset.path("rules").findValuesAsText("type"))
                .contains("creation", "update", "deletion", "non_fast_forward");
        assertThat(ruleset.path("bypass_actors")).hasSize(1);
    }

    @Test
    void ciChecksInTheAgreedOrder() {
        JsonNode ci = parse(GITHUB.resolve("workflows/ci.yml"));
        List<String> steps = new ArrayList<>();
        ci.at("/jobs/static/steps").forEach(step -> steps.add(step.path("name").asText()));
        steps.removeIf(String::isEmpty);
        assertThat(steps.stream()
                        .filter(name ->
                                name.startsWith("Type check") || name.startsWith("Lint") || name.startsWith("Format")))
                .containsExactly(
                        "Type check, TypeScript",
                        "Type check and lint, Java (NullAway, Error Prone)",
                        "Lint, TypeScript",
                        "Lint, shell",
                        "Format, Java");
        assertThat(ci.at("/jobs/security/needs").asText()).isEqualTo("static");
        assertThat(ci.at("/jobs/verify/needs").asText()).isEqualTo("security");
        assertThat(ci.at("/jobs/images/needs").asText()).isEqualTo("verify");
    }

    @Test
    void publishesOnMergeToMainOnlyAndByCommit() {
        JsonNode images = parse(GITHUB.resolve("workflows/ci.yml")).at("/jobs/images/with");
        assertThat(images.path("push").asText())
                .isEqualTo("${{ github.event_name == 'push' && github.ref == 'refs/heads/main' }}");
        assertThat(images.path("tag").asText()).isEqualTo("${{ github.sha }}");
        JsonNode build = parse(GITHUB.resolve("workflows/images.yml")).at("/jobs/build");
        List<String> built = new ArrayList<>();
        build.at("/strategy/matrix/include").forEach(entry -> {
            built.add(entry.path("image").asText());
            assertThat(ROOT.resolve(entry.path("dockerfile").asText())).exists();
        });
        assertThat(built).containsExactlyInAnyOrder("users-api", "users-ui", "promotion-bus");
        assertThat(build.toString()).contains("linux/amd64,linux/arm64", "\"provenance\":\"mode=max\"");
    }

    @Test
    void ownersNameFoldersThatExist() throws Exception {
        assertThat(Files.readString(GITHUB.resolve("CODEOWNERS")).lines().filter(line -> line.startsWith("/")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.split("\\s+")).hasSize(2);
                    assertThat(ROOT.resolve(line.split("\\s+")[0].substring(1))).exists();
                });
        assertThat(JSON.readTree(Files.readString(GITHUB.resolve("renovate.json")))
                        .path("extends")
                        .toString())
                .contains("pinGitHubActionDigests", "docker:pinDigests");
        assertThat(Manifests.yamlAnd(GITHUB.resolve("ISSUE_TEMPLATE"), ".yml"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(parse(file)).isNotEmpty());
    }

    private static Iterable<JsonNode> needs(JsonNode job) {
        JsonNode needs = job.path("needs");
        return needs.isTextual() ? List.of(needs) : needs;
    }

    private static List<String> uses(JsonNode workflow) {
        return workflow.path("jobs").findValuesAsText("uses");
    }

    /** YAML 1.1 reads the key {@code on} as a truth value. */
    private static JsonNode parse(Path file) {
        Object parsed = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Manifests.read(file).replaceFirst("(?m)^on:", "'on':"));
        return JSON.valueToTree(parsed);
    }
}
