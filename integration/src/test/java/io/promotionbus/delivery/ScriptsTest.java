package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts are what they say, as far as that can be seen without a cluster. */
class ScriptsTest {

    private static final Path SCRIPTS = Path.of("../gitops/scripts");

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList().stream();
        }
    }

    static Stream<Path> commands() throws IOException {
        return scripts().filter(file -> !file.endsWith("lib.sh"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void parses(Path script) throws Exception {
        assertThat(run("bash", "-n", script.toString()).exit()).isZero();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void stopsAtTheFirstErrorAndExplainsItself(Path script) throws Exception {
        assertThat(Files.readString(script)).startsWith("#!/usr/bin/env bash\n").contains("\nset -euo pipefail\n");
        assertThat(Files.isExecutable(script)).isTrue();
        Result help = run(script.toString(), "--help");
        assertThat(help.exit()).as(help.output()).isZero();
        assertThat(help.output()).startsWith("usage: " + script.getFileName());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void refusesWhatItDoesNotKnow(Path script) throws Exception {
        Result result = run(script.toString(), "--no-such-option");
        assertThat(result.exit()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains("usage: ");
    }

    /** A wait without a limit is a script that hangs before an audience. */
    @ParameterizedTest
    @MethodSource("commands")
    void saysWhatComesNext(Path script) throws Exception {
        if (script.getFileName().toString().startsWith("setup-")) {
            assertThat(Files.readString(script)).contains("wait_for ", "note \"next: ");
        }
    }

    @Test
    void waitsWithALimit() throws Exception {
        Result result = run("bash", "-c", ". " + SCRIPTS.resolve("lib.sh") + "; wait_for 1 'the impossible' false");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("the impossible did not happen within 1 s");
    }

    @Test
    void readsTheExampleAndRunsNothingInIt(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Path file = folder.resolve("demo.env");
        Files.writeString(
                file,
                Files.readString(Path.of("../gitops/demo.env.example")) + "\nGITHUB_TOKEN=$(touch "
                        + folder.resolve("ran") + ")\n");
        Result result = run(
                "bash",
                "-c",
                "set -euo pipefail; . " + SCRIPTS.resolve("lib.sh") + "; DEMO_ENV=" + file
                        + "; load_env; printf '%s|%s|%s' \"$CLUSTER\" \"$GITHUB_OWNER\" \"$(dashed 10.0.0.7)\"");
        assertThat(result.output()).isEqualTo("minikube|acme|10-0-0-7");
        assertThat(folder.resolve("ran")).doesNotExist();
        Files.writeString(file, "oops\n");
        assertThat(run("bash", "-c", ". " + SCRIPTS.resolve("lib.sh") + "; DEMO_ENV=" + file + "; load_env")
                        .output())
                .contains("'oops' is not NAME=value");
    }

    /** For another owner and another cluster, twice: the tree names them everywhere, and the second time changes nothing. */
    @Test
    void configuresTheWholeTree(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Path kubectl = Files.createDirectory(folder.resolve("bin")).resolve("kubectl");
        Files.writeString(kubectl, "#!/bin/sh\necho 10.99.98.97\n");
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        assertThat(run("cp", "-r", "../helm", "../k8s", "../gitops", folder.toString())
                        .exit())
                .isZero();
        Files.writeString(
                folder.resolve("demo.env"),
                "GITHUB_OWNER=owner-of-the-test\nGITHUB_REPOSITORY=shop\nDOCKERHUB_NAMESPACE=mariahub\nBUS_TAG="
                        + "0123456789".repeat(4) + "\n");
        String configure = "export PATH=" + folder.resolve("bin") + ":$PATH DEMO_ENV=" + folder.resolve("demo.env")
                + "; " + folder.resolve("gitops/scripts/demo-helpers.sh") + " configure";
        Result first = run("bash", "-c", configure);
        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(first.output()).contains("changed gitops/argocd/applications/dev-app.yaml");
        assertThat(run("bash", "-c", configure).output()).doesNotContain("changed ");
        assertThat(Files.readString(folder.resolve("k8s/overlays/prod/kustomization.yaml")))
                .contains("docker.io/mariahub/users-api", "prod.app.10-99-98-97.nip.io")
                .doesNotContain("127-0-0-1");
        assertThat(Files.readString(folder.resolve("gitops/kargo/stages/promotion-task.yaml")))
                .contains("https://github.com/owner-of-the-test/shop.git", "docker.io/mariahub/users-ui");
        assertThat(Files.readString(folder.resolve("gitops/argocd/applications/bus-values.yaml")))
                .contains("repository: owner-of-the-test/shop", "pg.10-99-98-1.nip.io")
                .contains("tag: \"" + "0123456789".repeat(4) + "\"");
        // To a Git server and a registry of one's own, as in the end-to-end run.
        Files.writeString(
                folder.resolve("demo.env"),
                "GITHUB_OWNER=acme\nGITHUB_REPOSITORY=users\nDOCKERHUB_NAMESPACE=acme\nBUS_TAG=" + "ab".repeat(20)
                        + "\nGIT_URL=http://172.18.0.1:3000/users.git\nIMAGES=172.18.0.3:5000/acme\n");
        assertThat(run("bash", "-c", configure).exit()).isZero();
        Result left = run(
                "grep",
                "-rnE",
                "--include=*.yaml",
                "--exclude-dir=ci",
                "mariahub|owner-of-the-test",
                folder.toString());
        assertThat(left.output()).isEmpty();
        assertThat(Files.readString(folder.resolve("gitops/kargo/warehouse/users.yaml")))
                .contains("imageFrom('172.18.0.3:5000/acme/users-api')", "repoURL: 172.18.0.3:5000/acme/users-ui\n");
        assertThat(Files.readString(folder.resolve("gitops/argocd/applications/project.yaml")))
                .contains("- http://172.18.0.1:3000/users.git\n");
        Result configured = run(
                "bash",
                "-c",
                "export PATH=" + folder.resolve("bin") + ":$PATH DEMO_ENV=" + folder.resolve("demo.env") + "; . "
                        + folder.resolve("gitops/scripts/lib.sh") + "; load_env; is_configured && configured_bus_tag");
        assertThat(configured.output()).isEqualTo("ab".repeat(20) + "\n");
    }

    /** Without a version of the bus the cluster would pull an image that nobody ever published. */
    @Test
    void asksWhichBus(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Path kubectl = Files.createDirectory(folder.resolve("bin")).resolve("kubectl");
        Files.writeString(kubectl, "#!/bin/sh\necho 10.99.98.97\n");
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        assertThat(run("cp", "-r", "../helm", "../k8s", "../gitops", folder.toString())
                        .exit())
                .isZero();
        Files.writeString(
                folder.resolve("demo.env"), "GITHUB_OWNER=acme\nGITHUB_REPOSITORY=users\nDOCKERHUB_NAMESPACE=acme\n");
        String environment =
                "export PATH=" + folder.resolve("bin") + ":$PATH DEMO_ENV=" + folder.resolve("demo.env") + "; ";
        Result result =
                run("bash", "-c", environment + folder.resolve("gitops/scripts/demo-helpers.sh") + " configure");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("Set BUS_TAG in gitops/demo.env");
        assertThat(run(
                                "bash",
                                "-c",
                                environment + ". " + folder.resolve("gitops/scripts/lib.sh")
                                        + "; load_env; is_configured")
                        .exit())
                .isEqualTo(1);
    }

    /** Everything a script wants from the input file stands in its example. */
    @ParameterizedTest
    @MethodSource("commands")
    void requiresOnlyWhatTheExampleNames(Path script) throws Exception {
        String example = Files.readString(Path.of("../gitops/demo.env.example"));
        for (String line : Files.readString(script).replace("\\\n", " ").lines().toList()) {
            if (line.strip().startsWith("require ")) {
                assertThat(line.strip().substring("require ".length()).strip().split("\\s+"))
                        .allSatisfy(name -> assertThat(example).contains("\n" + name + "="));
            }
        }
    }

    /** The command of CI itself: with another one they would be clean here and not there. */
    @Test
    void areClean() throws Exception {
        assumeTrue(found("shellcheck"), "no shellcheck on the PATH");
        String command = Files.readString(Path.of("../.github/workflows/ci.yml"))
                .lines()
                .filter(line -> line.contains("run: shellcheck "))
                .map(line -> line.replaceFirst(".*run: ", ""))
                .findFirst()
                .orElseThrow();
        assertThat(command).contains("gitops/scripts/*.sh", ".ci/run");
        Result result = run("bash", "-c", "cd .. && " + command);
        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    void areExplainedInTheDocuments() throws Exception {
        String document = Files.readString(Path.of("../docs/entrega.md"));
        assertThat(commands())
                .allSatisfy(script -> assertThat(document).contains("| `" + script.getFileName() + "` |"));
        String row = document.lines()
                .filter(line -> line.startsWith("| `demo-helpers.sh` |"))
                .findFirst()
                .orElseThrow();
        List<String> helpers = Pattern.compile("(?m)^    ([a-z][a-z-]+)(?: [A-Z]| \\[|  )")
                .matcher(run(SCRIPTS.resolve("demo-helpers.sh").toString(), "--help")
                        .output())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(helpers)
                .hasSizeGreaterThan(10)
                .allSatisfy(helper -> assertThat(row).containsPattern("`" + helper + "[ `]"));
    }

    private record Result(int exit, String output) {}

    private static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private static boolean found(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
