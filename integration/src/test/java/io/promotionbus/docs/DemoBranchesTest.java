package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The branches of the demonstration build, and their own tests are green, also those of the branch that fails in
 * production: that is its point.
 */
class DemoBranchesTest {

    private static final int REQUESTS = 50;

    @Test
    void areMadeByTheScript(@TempDir Path folder) throws Exception {
        assertThat(branches(folder.resolve("clone")))
                .contains("main", "feature/create-user", "feature/update-user", "feature/delete-user")
                .contains("feature/error", "feature/fix");
    }

    @ParameterizedTest
    @CsvSource({
        "main, 2, 200",
        "feature/update-user, 3, 200",
        "feature/delete-user, 3, 200",
        "feature/error, 2, 503",
        "feature/fix, 3, 200"
    })
    void areGreenAndBehave(String branch, int tests, int health, @TempDir Path folder) throws Exception {
        Path clone = folder.resolve("clone");
        branches(clone);
        run(clone, "git", "switch", "--quiet", branch);
        try (URLClassLoader loader = compile(clone, folder.resolve("classes"))) {
            TestExecutionSummary summary = test(loader.loadClass("demo.UsersApiTest"));
            assertThat(summary.getTestsFailedCount())
                    .as("failures of %s: %s", branch, summary.getFailures())
                    .isZero();
            assertThat(summary.getTestsSucceededCount()).isEqualTo(tests);
            assertThat(healthAfterRequests(loader.loadClass("demo.UsersApi")))
                    .as("health of %s after %d requests", branch, REQUESTS)
                    .isEqualTo(health);
        }
    }

    private static String branches(Path clone) throws Exception {
        return run(
                Path.of("."),
                Repository.file("presentation/demo/create-branches.sh")
                        .toAbsolutePath()
                        .toString(),
                clone.toString());
    }

    private static URLClassLoader compile(Path clone, Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        Repository.files(clone.resolve("src"), ".java").forEach(file -> arguments.add(file.toString()));
        // A class path that is hidden in a manifest is not everybody's; where JUnit itself is can be asked.
        arguments.addAll(List.of(
                "-cp",
                Path.of(Test.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        + File.pathSeparator
                        + System.getProperty("java.class.path")));
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, DemoBranchesTest.class.getClassLoader());
    }

    private static TestExecutionSummary test(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static int healthAfterRequests(Class<?> api) throws Exception {
        Constructor<?> constructor = api.getConstructor(int.class);
        Object running = constructor.newInstance(0);
        try (HttpClient http = HttpClient.newHttpClient()) {
            String base = "http://localhost:" + api.getMethod("port").invoke(running);
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(status(http, base + "/users")).isEqualTo(200);
            }
            return status(http, base + "/health");
        } finally {
            api.getMethod("stop").invoke(running);
        }
    }

    private static int status(HttpClient http, String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
