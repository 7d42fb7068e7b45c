package io.promotionbus.sandbox.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory a process holds, as the operating system counts it. */
public final class Memory {

    private static final long KIB_PER_MIB = 1024;

    private Memory() {}

    /**
     * Resident memory in MiB: of the process itself, and of its descendants what they share with nobody, so that the
     * buffers all sessions of a database have in common count once. Empty when the system does not tell.
     */
    public static OptionalLong residentMiB(long pid, boolean withDescendants) {
        OptionalLong own = kib(pid, "VmRSS:");
        if (own.isEmpty()) {
            own = byPs(pid);
        }
        if (own.isEmpty()) {
            return own;
        }
        long sum = own.getAsLong();
        if (withDescendants) {
            sum += ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .mapToLong(child -> kib(child.pid(), "RssAnon:").orElse(0))
                    .sum();
        }
        return OptionalLong.of(Math.ceilDiv(sum, KIB_PER_MIB));
    }

    private static OptionalLong kib(long pid, String field) {
        try {
            Optional<String> line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(one -> one.startsWith(field))
                    .findFirst();
            return line.stream()
                    .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException goneOrNoSuchFileSystem) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong byPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return output.matches("\\d+") ? OptionalLong.of(Long.parseLong(output)) : OptionalLong.empty();
        } catch (IOException noPs) {
            return OptionalLong.empty();
        }
    }
}
