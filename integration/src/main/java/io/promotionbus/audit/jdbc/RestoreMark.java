package io.promotionbus.audit.jdbc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.promotionbus.audit.Chain;
import io.promotionbus.audit.Head;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * {@code audit restore-mark --reason <text> --head <head file> --url <jdbc url> --user <role>}, password in the environment
 * variable {@code SPRING_DATASOURCE_PASSWORD}: run once after a backup was restored and before the bus starts. It records
 * which numbers were lost, as the last head kept outside tells; sealing goes on behind them, so that no number ever stands
 * for two events.
 */
public final class RestoreMark {

    private static final String INSERT = """
            WITH event AS (
                INSERT INTO audit_event (id, at, actor_kind, actor_id, action, subject_kind, subject_id, reason, after)
                VALUES (?, ?, 'system', 'audit', ?, 'audit', 'log', ?, ?::jsonb) RETURNING id, at)
            INSERT INTO audit_unsealed (event_id, at) SELECT id, at FROM event
            """;

    private final PrintStream out;
    private final Map<String, String> environment;

    public RestoreMark(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    /** @return exit code: 0 marked, 1 nothing was lost or the database refused, 2 the command is wrong */
    public int run(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        if (!options.keySet().equals(java.util.Set.of("--reason", "--head", "--url", "--user"))) {
            out.println("Usage: audit restore-mark --reason <text> --head <head file> --url <jdbc url> --user <role>");
            return 2;
        }
        try (Connection connection = DriverManager.getConnection(
                options.get("--url"),
                options.get("--user"),
                environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""))) {
            Head head =
                    Head.of(new ObjectMapper().readTree(Files.readString(Path.of(options.getOrDefault("--head", "")))));
            out.println(mark(connection, options.getOrDefault("--reason", ""), head, Instant.now()));
            return 0;
        } catch (SQLException | IOException | IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    public static String mark(DataSource database, String reason, Head head, Instant now) {
        try (Connection connection = database.getConnection()) {
            return mark(connection, reason, head, now);
        } catch (SQLException e) {
            throw new IllegalStateException("The mark could not be written", e);
        }
    }

    private static String mark(Connection connection, String reason, Head head, Instant now) throws SQLException {
        connection.setAutoCommit(false);
        long last = last(connection);
        if (head.seq() <= last) {
            throw new IllegalStateException(
                    "Nothing was lost: the database reaches through " + last + ", the head through " + head.seq());
        }
        ObjectNode after = JsonNodeFactory.instance
                .objectNode()
                .put("lostFrom", last + 1)
                .put("lostThrough", head.seq())
                .put("lostSeal", head.seal())
                .put("lostHead", Head.text(head.hash()));
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.setString(3, Chain.RESTORED);
            insert.setString(4, reason);
            insert.setString(5, after.toString());
            insert.executeUpdate();
        }
        connection.commit();
        return "Marked: " + (last + 1) + " through " + head.seq() + " were lost";
    }

    private static long last(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(last_seq), 0) FROM audit_seal")) {
            row.next();
            return row.getLong(1);
        }
    }
}
