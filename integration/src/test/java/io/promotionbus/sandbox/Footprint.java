package io.promotionbus.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/** The memory of all processes in a line for people. */
final class Footprint {

    private Footprint() {}

    static String of(List<RunningProcess> processes) {
        long sum = processes.stream()
                .mapToLong(process -> process.residentMiB().orElse(0L))
                .sum();
        return "resident memory in MiB: "
                + processes.stream()
                        .map(process -> process.name() + " "
                                + process.residentMiB().map(String::valueOf).orElse("?"))
                        .collect(Collectors.joining(", "))
                + ", together " + sum;
    }
}
