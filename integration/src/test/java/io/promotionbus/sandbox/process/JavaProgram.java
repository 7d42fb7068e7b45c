package io.promotionbus.sandbox.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A Spring Boot jar, laid out as its container image lays it out (the libraries beside the application), so that classes
 * can be archived: the second start then takes half the time.
 */
public final class JavaProgram {

    /** A quick start and little memory: the sandbox shares a laptop with everything else. */
    public static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms64m", "-Xmx320m");

    /** As in the container image with half a gigabyte and two cores: all compilers. */
    public static final List<String> PRODUCTION = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx320m");

    private final Path application;
    private final Path archive;
    private final List<String> virtualMachine;
    private final boolean training;

    private JavaProgram(Path application, Path archive, List<String> virtualMachine, boolean training) {
        this.application = application;
        this.archive = archive;
        this.virtualMachine = virtualMachine;
        this.training = training;
    }

    /** The same, to be measured: a run that gathers classes for the next start is slower than any other. */
    public JavaProgram withoutTraining() {
        return new JavaProgram(application, archive, virtualMachine, false);
    }

    /**
     * Lays the jar out beside itself, once per build.
     *
     * @param name of the program, which its folder begins with
     * @param virtualMachine options of {@code java}
     */
    public static JavaProgram of(String name, Path jar, List<String> virtualMachine) {
        Path absolute = jar.toAbsolutePath();
        try {
            Path folder = absolute.resolveSibling(name + "-extracted-" + checksum(absolute));
            if (!Files.exists(folder)) {
                deleteOlder(name, absolute.getParent());
                Path extracting = Files.createTempDirectory(absolute.getParent(), name + "-extracting");
                extract(absolute, extracting.resolve("app"));
                Files.move(extracting, folder);
            }
            InUse.mark(folder);
            return new JavaProgram(
                    folder.resolve("app").resolve(absolute.getFileName()),
                    folder.resolve("classes-" + Runtime.version() + ".jsa"),
                    virtualMachine,
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException("The jar " + absolute + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Builds are reproducible, so that the file's time says nothing. */
    private static String checksum(Path jar) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[1024 * 1024];
        try (InputStream in = Files.newInputStream(jar)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                checksum.update(buffer, 0, n);
            }
        }
        return Long.toHexString(checksum.getValue());
    }

    private static void extract(Path jar, Path target) throws IOException {
        Process process = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("extracting it failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Of earlier builds, unless a sandbox that still runs may start its program from there again. */
    private static void deleteOlder(String name, Path folder) throws IOException {
        List<Path> older;
        try (Stream<Path> files = Files.list(folder)) {
            older = files.filter(file -> file.getFileName().toString().startsWith(name + "-extract"))
                    .toList();
        }
        for (Path old : older) {
            if (InUse.byAnybody(old)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(old)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** Keeps the archive that this replica's end has written. Only a start that got as far as serving is worth it. */
    public void keepArchive(String replica) {
        try {
            if (Files.exists(archive)) {
                Files.deleteIfExists(unproven(replica));
            } else if (Files.exists(unproven(replica))) {
                Files.move(unproven(replica), archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The archive of classes could not be kept", e);
        }
    }

    private Path unproven(String replica) {
        return archive.resolveSibling("unproven-" + replica + ".jsa");
    }

    /** The command line of a replica; replicas that run at the same time have names of their own. */
    public List<String> command(String replica, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(virtualMachine);
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        } else if (training) {
            command.add("-XX:ArchiveClassesAtExit=" + unproven(replica));
        }
        command.addAll(List.of(
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xlog:cds=off",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dio.netty.noUnsafe=true",
                "-jar",
                application.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
