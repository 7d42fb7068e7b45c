package io.promotionbus.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Keeps a process and those it has started or will start from letting any file grow beyond a size. PostgreSQL takes that
 * for a full disk: it cannot extend a table any more. Linux only; lowers the soft limit, so that anybody may lift it.
 */
public final class FileSizeLimit implements AutoCloseable {

    private static final String PRLIMIT = "prlimit";

    private final long pid;

    /** @param bytes not less than a segment of PostgreSQL's write-ahead log, 16 MiB, or it stops altogether */
    public FileSizeLimit(long pid, long bytes) {
        this.pid = pid;
        limit(Long.toString(bytes));
    }

    /** Whether this machine has the program that sets limits of running processes (util-linux). */
    public static boolean available() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PRLIMIT)));
    }

    /** The parent first: what it starts meanwhile has the limit already. */
    private void limit(String soft) {
        limit(pid, soft);
        ProcessHandle.of(pid)
                .orElseThrow()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .forEach(child -> limit(child.pid(), soft));
    }

    private static void limit(long one, String soft) {
        try {
            Process prlimit = new ProcessBuilder(PRLIMIT, "--pid=" + one, "--fsize=" + soft + ":")
                    .inheritIO()
                    .start();
            if (prlimit.waitFor() != 0 && ProcessHandle.of(one).isPresent()) {
                throw new IllegalStateException("The limit of process " + one + " could not be set to " + soft);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Files may grow again. */
    @Override
    public void close() {
        limit("unlimited");
    }
}
