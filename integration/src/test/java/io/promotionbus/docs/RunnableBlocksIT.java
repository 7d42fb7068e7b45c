package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the blocks {@code sh run} of every page against the sandbox as they stand, page by page, in the repository's root:
 * the blocks of one page are one bash that stops at the first error. Only addresses and the data folder are put in the
 * place of those of {@code mvn -Psandbox}.
 */
@InSandbox
class RunnableBlocksIT {

    private static final Map<Integer, Port> PORTS = Map.of(
            8080, Port.CONSOLE,
            8081, Port.USERS_DEV,
            8082, Port.USERS_STG,
            8083, Port.USERS_PROD,
            8090, Port.CONTROL,
            8091, Port.MANAGEMENT,
            8180, Port.KEYCLOAK);
    private static final int LIMIT_SECONDS = 180;

    static List<Path> pages() {
        return Repository.pages().stream()
                .filter(page -> !script(page).isBlank())
                .toList();
    }

    @BeforeAll
    static void asAfterADay(SandboxClient sandbox) {
        sandbox.releaseAnew();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void doWhatTheySay(Path page, @TempDir Path folder, SandboxClient sandbox) throws Exception {
        requireTools();
        Path script = folder.resolve("blocks.sh");
        Files.writeString(script, "set -euo pipefail\n" + addressed(script(page), sandbox));
        Path output = folder.resolve("output.txt");
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                .directory(Repository.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().put("SANDBOX_CONSOLE", url(sandbox, Port.CONSOLE));
        bash.environment().put("SANDBOX_CONTROL", url(sandbox, Port.CONTROL));
        bash.environment()
                .put(
                        "SANDBOX_DATA",
                        sandbox.sandbox().options().data().toAbsolutePath().toString());
        // Java as the product needs it, wherever Maven itself runs.
        bash.environment()
                .put("PATH", System.getProperty("java.home") + "/bin" + File.pathSeparator + System.getenv("PATH"));
        Process process = bash.start();
        // Where the tests are ended, a block that waits for something would wait for ever.
        Thread end = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(end);
        process.getOutputStream().close();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        Runtime.getRuntime().removeShutdownHook(end);
        if (!ended) {
            end(process);
            throw new AssertionError(page + " did not end; so far:\n" + read(output));
        }
        assertThat(process.exitValue()).as(page + ":\n" + read(output)).isZero();
        assertThat(sandbox.sandbox().isReady()).isTrue();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String script(Path page) {
        return Markdown.read(page).blocks().stream()
                .filter(block -> block.info().equals("sh run"))
                .map(Markdown.Block::text)
                .collect(Collectors.joining("\n"));
    }

    private static String addressed(String script, SandboxClient sandbox) {
        String result = script.replace(
                "integration/target/sandbox",
                sandbox.sandbox().options().data().toAbsolutePath().toString());
        for (Map.Entry<Integer, Port> port : PORTS.entrySet()) {
            result = result.replaceAll(
                    "http://(localhost|127\\.0\\.0\\.1):" + port.getKey(), "http://$1:{" + port.getValue() + "}");
        }
        for (Port port : PORTS.values()) {
            result = result.replace(
                    "{" + port + "}",
                    Integer.toString(sandbox.sandbox().options().port(port)));
        }
        return result;
    }

    private static String url(SandboxClient sandbox, Port port) {
        return URI.create("http://127.0.0.1:" + sandbox.sandbox().options().port(port))
                .toString();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void requireTools() {
        List<String> missing = Stream.of("bash", "curl", "jq", "openssl")
                .filter(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .toList();
        if (!missing.isEmpty()) {
            String message = "The documents' commands did not run: " + missing + " are not on the PATH";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            System.err.println("\n*** " + message + " ***\n");
            Assumptions.abort(message);
        }
    }
}
