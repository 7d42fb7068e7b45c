package io.promotionbus.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code mvn -Pbenchmark verify}: runs the benchmarks that are asked for, prints a table, writes JSON and plots. */
public final class Benchmarks {

    private Benchmarks() {}

    /** @param args the product's jar and the folder for what is written */
    public static void main(String[] args) throws Exception {
        Path jar = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        String only = System.getProperty("benchmark.only", "");
        Set<String> chosen = only.isBlank() ? Set.of() : Set.of(only.split(","));
        Report report = new Report(folder);
        try (Lab lab = new Lab(jar, folder.resolve("sandbox"))) {
            List<Benchmark> all = List.of(
                    new IntakeBenchmark(lab),
                    new PromotionBenchmark(lab),
                    new AuditBenchmark(lab),
                    new StartBenchmark(lab, jar),
                    // These leave hundreds of projects behind, so nothing else is measured after them.
                    new GrowthBenchmark(lab),
                    new BoardBenchmark(lab));
            for (Benchmark benchmark : all) {
                if (chosen.isEmpty() || chosen.contains(benchmark.name())) {
                    report.begin(benchmark.name());
                    benchmark.run(report);
                }
            }
        }
        report.close();
    }
}
