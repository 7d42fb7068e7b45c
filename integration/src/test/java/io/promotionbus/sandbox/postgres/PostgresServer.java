package io.promotionbus.sandbox.postgres;

import io.promotionbus.sandbox.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL on loopback whose data outlives it. Commits survive a kill of the server (synchronous_commit is on);
 * unless it is durable, fsync is off, which matters when the machine loses power.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration FAST_STOP = Duration.ofSeconds(10);
    private static final String SUPERUSER = "postgres";

    private final Path data;
    private final int port;
    private final String superuserPassword;
    private final boolean durable;
    private final ChildProcess process;

    /**
     * @param data the server's folder; made when missing
     * @param superuserPassword decided when the folder is made
     */
    public PostgresServer(Path data, int port, String superuserPassword) {
        this(data, port, superuserPassword, false);
    }

    /** @param durable whether every commit waits for the disk, as in production */
    public PostgresServer(Path data, int port, String superuserPassword, boolean durable) {
        this.durable = durable;
        this.data = data.toAbsolutePath();
        this.port = port;
        this.superuserPassword = superuserPassword;
        this.process = new ChildProcess("postgres", this.data.getParent());
    }

    /** Starts unless it runs, and returns when it takes connections. An orphan of an earlier, killed sandbox is ended first. */
    public synchronized void start() {
        Path binaries = PostgresBinaries.unpacked();
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's data could not be laid in " + data, e);
        }
        if (isAlive()) {
            return;
        }
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (true) {
            process.start(
                    command(
                            binaries.resolve("bin/postgres"),
                            "-D",
                            data.toString(),
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "fsync=" + (durable ? "on" : "off"),
                            "-c",
                            "synchronous_commit=on",
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "max_connections=300",
                            "-c",
                            "timezone=UTC",
                            "-c",
                            "log_timezone=UTC"),
                    Map.of("LC_ALL", "C.UTF-8"),
                    data);
            if (becomesReady(deadline)) {
                return;
            }
            // The shared memory of a killed server is in use until the last of its processes has noticed.
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "PostgreSQL did not start; the end of " + process.log() + ":\n" + process.tail(20));
            }
        }
    }

    private boolean becomesReady(Instant deadline) {
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            try (Connection ignored = connect("postgres")) {
                return true;
            } catch (SQLException notYet) {
                pause();
            }
        }
        process.kill();
        pause();
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL was starting", e);
        }
    }

    private void initialise(Path binaries) throws IOException {
        Files.createDirectories(data.getParent());
        // Beside its place first: a sandbox that is killed now leaves no half-made folder to the next.
        Path making = Files.createTempDirectory(data.getParent(), "initdb");
        Path password = Files.createTempFile(data.getParent(), "initdb", ".txt");
        try {
            Files.writeString(password, superuserPassword);
            Process initdb = new ProcessBuilder(command(
                            binaries.resolve("bin/initdb"),
                            "-D",
                            making.toString(),
                            "-U",
                            SUPERUSER,
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + password,
                            "-E",
                            "UTF8",
                            "--locale=C",
                            "--no-sync"))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (initdb.waitFor() != 0) {
                throw new IOException("initdb failed:\n" + output);
            }
            Files.move(making, data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    /** PostgreSQL refuses to run as root; a user namespace makes root an ordinary user for it. */
    private static List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Makes a role that may log in, or gives it this password. */
    public void role(String name, String password) {
        boolean exists = query("SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'");
        execute("postgres", (exists ? "ALTER" : "CREATE") + " ROLE " + name + " LOGIN PASSWORD '" + password + "'");
    }

    /** Makes the database unless it exists. */
    public void database(String name, String owner) {
        if (!query("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            execute("postgres", "CREATE DATABASE " + name + " OWNER " + owner);
        }
    }

    /** The database is for these two roles alone, and only the owner changes its schema: {@code database/init} does the same. */
    public void separate(String name, String owner, String application) {
        execute("postgres", "ALTER DATABASE " + name + " OWNER TO " + owner);
        execute("postgres", "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        execute("postgres", "GRANT CONNECT ON DATABASE " + name + " TO " + application);
        execute(name, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        execute(name, "ALTER SCHEMA public OWNER TO " + owner);
        execute(name, "GRANT USAGE ON SCHEMA public TO " + application);
    }

    public void dropDatabase(String name) {
        execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private boolean query(String sql) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            return statement.executeQuery(sql).next();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, e);
        }
    }

    private void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused a statement on " + database, e);
        }
    }

    /** As superuser; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, superuserPassword);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** What PostgreSQL's own programs need in their environment to connect as superuser. */
    public Map<String, String> environment(String database) {
        return Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(port),
                "PGUSER", SUPERUSER,
                "PGPASSWORD", superuserPassword,
                "PGDATABASE", database);
    }

    /** Ends open sessions and stops; the data stays. */
    public synchronized void stop() {
        Optional<Long> pid = process.pid();
        if (pid.isEmpty()) {
            return;
        }
        // SIGTERM would wait for the last client; SIGINT is PostgreSQL's fast shutdown.
        try {
            new ProcessBuilder("kill", "-INT", pid.get().toString()).start().waitFor();
            ProcessHandle.of(pid.get())
                    .ifPresent(handle -> handle.onExit()
                            .orTimeout(FAST_STOP.toSeconds(), TimeUnit.SECONDS)
                            .exceptionally(late -> handle)
                            .join());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be told to stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.kill();
    }

    /** SIGKILL. */
    public synchronized void kill() {
        process.kill();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Optional<Long> pid() {
        return process.pid();
    }

    @Override
    public void close() {
        stop();
    }
}
