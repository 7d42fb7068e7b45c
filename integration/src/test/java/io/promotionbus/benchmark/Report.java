package io.promotionbus.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.http.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Collects figures: a table for people, JSON for programs, plots for both. */
final class Report {

    private static final PrintStream OUT = System.out;
    private static final double[] PERCENTILES = {50, 95, 99};

    private record Figure(
            String benchmark,
            String what,
            double value,
            String unit,
            @Nullable Target target) {}

    private final Path folder;
    private final List<Figure> figures = new ArrayList<>();
    private String benchmark = "";

    Report(Path folder) {
        this.folder = folder;
    }

    void begin(String name) {
        benchmark = name;
        OUT.println("[benchmark] " + name);
    }

    void figure(String what, double value, String unit) {
        add(new Figure(benchmark, what, value, unit, null));
    }

    void figure(String what, double value, String unit, @Nullable Target target) {
        add(new Figure(benchmark, what, value, unit, target));
    }

    private void add(Figure figure) {
        figures.add(figure);
        OUT.println("[benchmark]   " + line(figure));
    }

    /** Writes p50, p95 and p99 of times in microseconds as milliseconds, each against its target if it has one. */
    void times(String what, Histogram micros, @Nullable Target p50, @Nullable Target p95) throws IOException {
        @Nullable Target[] targets = {p50, p95, null};
        for (int i = 0; i < PERCENTILES.length; i++) {
            String name = what + " p" + (int) PERCENTILES[i];
            double millis = micros.getValueAtPercentile(PERCENTILES[i]) / 1000.0;
            add(new Figure(benchmark, name, millis, "ms", targets[i]));
        }
        figure(what + " runs", (double) micros.getTotalCount(), "");
        plot(what, Plot.percentiles(benchmark + ": " + what, micros));
    }

    void plot(String what, String svg) throws IOException {
        Files.createDirectories(folder);
        String file = (benchmark + "-" + what).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
        Files.writeString(folder.resolve(file), svg);
    }

    private static String line(Figure figure) {
        String verdict = figure.target() == null
                ? ""
                : "  target " + figure.target().text()
                        + (figure.target().isMetBy(figure.value()) ? "  met" : "  MISSED");
        return String.format(
                Locale.ROOT, "%-64s %12s %-6s%s", figure.what(), number(figure.value()), figure.unit(), verdict);
    }

    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e12) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }

    /** The whole table again, and the JSON beside the plots. */
    void close() throws IOException {
        OUT.println();
        String last = "";
        for (Figure figure : figures) {
            if (!figure.benchmark().equals(last)) {
                last = figure.benchmark();
                OUT.println(last);
            }
            OUT.println("  " + line(figure));
        }
        Files.createDirectories(folder);
        Path file = folder.resolve("benchmark.json");
        Files.write(file, Json.bytes(json()));
        OUT.println("\nWritten to " + folder);
    }

    private ObjectNode json() {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("at", Instant.now().toString());
        root.set("machine", Machine.describe());
        ArrayNode list = root.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode node = list.addObject();
            node.put("benchmark", figure.benchmark());
            node.put("what", figure.what());
            node.put("value", figure.value());
            node.put("unit", figure.unit());
            if (figure.target() != null) {
                node.put("target", figure.target().text());
                node.put("met", figure.target().isMetBy(figure.value()));
            }
        }
        return root;
    }
}
