package io.promotionbus.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
final class Machine {

    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    static ObjectNode describe() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("cores", Runtime.getRuntime().availableProcessors());
        node.put("processor", processor());
        node.put("java", Runtime.version().toString());
        node.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        node.put("loadAtTheEnd", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return node;
    }

    private static String processor() {
        try {
            return Files.exists(CPU)
                    ? Files.readAllLines(CPU).stream()
                            .filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).trim())
                            .findFirst()
                            .orElse("unknown")
                    : "unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory of a process in MiB, as Linux counts it. */
    static double residentMiB(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
