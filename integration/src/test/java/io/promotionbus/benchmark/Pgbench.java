package io.promotionbus.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The baseline's insert by PostgreSQL's own load generator, which has no JVM and no driver; where it is installed. */
final class Pgbench {

    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");

    /** A colon begins a variable of pgbench's even within quotes, so the key gets its own by number. */
    private static final String SCRIPT = "INSERT INTO " + InsertClient.TABLE + """
             (id, source, source_name, delivery_id, event, dedupe_key, received_at, correlation, headers, body, \
            body_bytes, body_sha256, next_attempt_at) \
            VALUES (gen_random_uuid(), 'github', 'default', 'pgbench', 'push', \
            concat_ws(chr(58), 'github', 'default', gen_random_uuid()), \
            now(), 'pgbench', :headers, :body, :bytes, sha256(''), now()) ON CONFLICT (dedupe_key) DO NOTHING;
            """;

    private final Path program;
    private final Lab lab;
    private final byte[] body;
    private final String headers;

    private Pgbench(Path program, Lab lab, byte[] body, String headers) {
        this.program = program;
        this.lab = lab;
        this.body = body;
        this.headers = headers;
    }

    static Optional<Pgbench> find(Lab lab, byte[] body, String headers) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Pgbench(program, lab, body, headers));
    }

    /** Rows per second from that many connections. */
    double rate(int clients, Duration time) throws IOException, InterruptedException {
        Path script = Files.createTempFile("insert", ".sql");
        try {
            Files.writeString(script, SCRIPT);
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            program.toString(),
                            "--no-vacuum",
                            "--protocol=prepared",
                            "--file=" + script,
                            "--client=" + clients,
                            "--jobs=" + Math.min(2, clients),
                            "--time=" + Math.max(1, time.toSeconds()),
                            "--define=headers=" + headers,
                            "--define=body=" + new String(body, StandardCharsets.US_ASCII),
                            "--define=bytes=" + body.length))
                    .redirectErrorStream(true);
            builder.environment()
                    .putAll(lab.sandbox().postgres().environment(lab.sandbox().databaseName()));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher rate = RATE.matcher(output);
            if (process.waitFor() != 0 || !rate.find()) {
                throw new IOException(program + " failed: " + output);
            }
            return Double.parseDouble(rate.group(1));
        } finally {
            Files.delete(script);
        }
    }
}
