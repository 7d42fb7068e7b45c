package io.promotionbus.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process that the sandbox starts, with its output in a file. The pid is kept beside the output: whoever starts the
 * same child again after the sandbox itself was killed first ends the orphan.
 */
public final class ChildProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** In a session of its own a child does not get the terminal's Ctrl-C; whoever started it ends it, in order. */
    private static final Path OWN_SESSION = Path.of("/usr/bin/setsid");

    private static final Set<ChildProcess> STARTED = ConcurrentHashMap.newKeySet();
    private static boolean ending;

    private static final int KILLED = 137;

    private final String name;
    private final Path log;
    private final Path pidFile;
    private @Nullable Process process;

    /** @param directory where {@code <name>.log} and {@code <name>.pid} are kept */
    public ChildProcess(String name, Path directory) {
        this.name = name;
        this.log = directory.resolve(name + ".log");
        this.pidFile = directory.resolve(name + ".pid");
    }

    public synchronized void start(List<String> command, Map<String, String> environment, Path workingDirectory) {
        if (isAlive()) {
            throw new IllegalStateException(name + " already runs");
        }
        endOrphan();
        List<String> whole = new ArrayList<>(command);
        if (Files.isExecutable(OWN_SESSION)) {
            whole.addFirst(OWN_SESSION.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process started = begin(builder);
            process = started;
            Files.writeString(pidFile, started.pid() + " " + startOf(started.toHandle()));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    private Process begin(ProcessBuilder builder) throws IOException {
        synchronized (STARTED) {
            if (ending) {
                throw new IllegalStateException(name + " is not started any more, everything is ending");
            }
            Process started = builder.start();
            STARTED.add(this);
            return started;
        }
    }

    /** The end of everything: no child starts any more in this JVM, and those that still run are killed. */
    public static void endAll() {
        synchronized (STARTED) {
            ending = true;
        }
        STARTED.forEach(ChildProcess::kill);
    }

    /** Ends the same child of an earlier run that did not get to end it itself. */
    public void endOrphan() {
        try {
            if (!Files.exists(pidFile)) {
                return;
            }
            String[] saved = Files.readString(pidFile).trim().split(" ", 2);
            Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(saved[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> saved.length == 2 && startOf(handle).equals(saved[1]));
            if (orphan.isPresent()) {
                orphan.get().destroyForcibly();
                orphan.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + pidFile, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException("An earlier " + name + " still runs and could not be ended", e);
        }
    }

    /** Recycled pids are told apart by the start of the process. */
    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    /** Waits for its end by itself, kills it when that takes longer than {@code patience}, and says its exit code. */
    public int await(Duration patience) {
        Process current;
        synchronized (this) {
            current = process;
        }
        if (current == null) {
            throw new IllegalStateException(name + " was not started");
        }
        try {
            if (!current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                current.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
            return KILLED;
        }
        synchronized (this) {
            forget();
        }
        return current.exitValue();
    }

    /** SIGTERM, then SIGKILL when it takes longer than {@code patience}. */
    public synchronized void stop(Duration patience) {
        Process current = process;
        if (current == null) {
            return;
        }
        current.destroy();
        try {
            if (!current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                current.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        forget();
    }

    /** SIGKILL. */
    public synchronized void kill() {
        Process current = process;
        if (current == null) {
            return;
        }
        try {
            current.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forget();
    }

    private void forget() {
        process = null;
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + pidFile, e);
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The pid while it lives. */
    public synchronized Optional<Long> pid() {
        return isAlive() && process != null ? Optional.of(process.pid()) : Optional.empty();
    }

    /** The last lines it wrote, for messages about a start that failed. */
    public String tail(int lines) {
        try {
            List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException unreadable) {
            return "(" + log + " cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    public Path log() {
        return log;
    }
}
