package io.promotionbus.benchmark;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.bus.BusProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * From the start of the process to ready, and the memory it then holds: the jar as it is, laid out as in the image, and
 * laid out with the cache of a training run. Against the database and the cluster of the sandbox, whose own bus rests.
 */
final class StartBenchmark implements Benchmark {

    private static final int ROUNDS = Integer.getInteger("benchmark.start.rounds", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Lab lab;
    private final Path jar;

    StartBenchmark(Lab lab, Path jar) {
        this.lab = lab;
        this.jar = jar.toAbsolutePath();
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Report report) throws Exception {
        RunningSandbox sandbox = lab.sandbox();
        BusProcess bus = sandbox.buses().getFirst();
        bus.stop();
        Path folder = Files.createTempDirectory("promotion-bus-start");
        try {
            execute(List.of(
                    java(), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", folder.toString()));
            Path extracted = folder.resolve(jar.getFileName());
            Path cache = folder.resolve("app.aot");
            measure(report, "jar", bus, List.of("-jar", jar.toString()));
            measure(report, "extracted", bus, List.of("-jar", extracted.toString()));
            once(bus, List.of("-XX:AOTCacheOutput=" + cache, "-jar", extracted.toString()), false);
            Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(cache));
            measure(report, "AOT cache", bus, List.of("-XX:AOTCache=" + cache, "-jar", extracted.toString()));
        } finally {
            delete(folder);
            bus.start();
            sandbox.awaitReady();
        }
    }

    private void measure(Report report, String what, BusProcess bus, List<String> program) throws Exception {
        List<Double> seconds = new ArrayList<>();
        List<Double> mebibytes = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            double[] one = once(bus, program, i == ROUNDS - 1);
            seconds.add(one[0]);
            mebibytes.add(one[1]);
        }
        boolean shipped = what.equals("AOT cache");
        double median = seconds.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
        report.figure(what + ": start to ready", median, "s", shipped ? Target.atMost(4) : null);
        report.figure(what + ": RSS idle", mebibytes.getLast(), "MiB", shipped ? Target.atMost(350) : null);
    }

    /** @return seconds until ready, and MiB after a while if asked for */
    private double[] once(BusProcess bus, List<String> program, boolean idle) throws Exception {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-Xms64m", "-Xmx320m"));
        command.addAll(program);
        command.add("--spring.config.additional-location=file:" + bus.log().resolveSibling(bus.name() + ".properties"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .put(
                        "KUBECONFIG",
                        lab.sandbox().cluster().kubeconfig().toAbsolutePath().toString());
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            URI readiness = bus.managementUrl().resolve("/actuator/health/readiness");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> ready(readiness));
            double seconds = (System.nanoTime() - began) / 1e9;
            if (idle) {
                Awaitility.await().pollDelay(IDLE).atMost(PATIENCE).until(() -> ready(readiness));
            }
            return new double[] {seconds, residentMiB(process.pid())};
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private boolean ready(URI readiness) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double residentMiB(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        }
    }

    private static void execute(List<String> command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("Failed: " + command);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }
}
