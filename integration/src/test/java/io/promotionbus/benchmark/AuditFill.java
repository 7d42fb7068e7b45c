package io.promotionbus.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Events as a company of 100 projects makes them in 90 days: what is rare and what is common differ by thousands. */
final class AuditFill {

    static final int PROJECTS = 100;
    static final int ACTORS = 500;
    static final List<String> STAGES = List.of("dev", "stg", "uat", "pre", "prod");

    private static final Duration SPAN = Duration.ofDays(90);
    private static final String COLUMNS =
            "id, at, actor_kind, actor_issuer, actor_id, action, subject_kind, subject_id,"
                    + " project, stage, freight, delivery, correlation, reason, before, after";
    /** Each as often as it is named. */
    private static final List<String> ACTIONS = List.of(
            "delivery.interpreted",
            "delivery.interpreted",
            "delivery.interpreted",
            "delivery.interpreted",
            "freight.seen",
            "freight.created",
            "promotion.created",
            "promotion.succeeded",
            "stage.health",
            "stage.verified",
            "approval.requested",
            "approval.approved",
            "approval.superseded",
            "promotion.failed",
            "delivery.failed",
            "login");

    private final long events;
    private final Instant end;
    private final Random random = new Random(20_261_127);

    AuditFill(long events, Instant end) {
        this.events = events;
        this.end = end;
    }

    Instant begin() {
        return end.minus(SPAN);
    }

    static String project(int number) {
        return "project-" + number;
    }

    static String actor(int number) {
        return "person-" + number;
    }

    /** One Freight per 20 events, its deliveries one per 5. */
    static String freight(long number) {
        return String.format("%040x", number * 0x9e37_79b9_7f4a_7c15L);
    }

    static UUID delivery(long number) {
        return new UUID(0x0190_0000_0000_7000L, number);
    }

    /** Fills the table, indexes last; the events are not sealed. */
    void copy(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            for (int days = 0; days <= SPAN.toDays(); days += 28) {
                statement.execute("SELECT audit_partition('" + begin().plus(Duration.ofDays(days)) + "')");
            }
            statement.execute("SELECT audit_partition('" + end + "')");
            List<String> indexes = dropIndexes(statement);
            copyRows(connection);
            statement.execute("SET maintenance_work_mem = '1GB'");
            for (String index : indexes) {
                statement.execute(index);
            }
            statement.execute("VACUUM ANALYZE audit_event");
            statement.execute("CHECKPOINT");
        }
    }

    /** Keeping them up to date row by row takes hours for ten million. */
    private static List<String> dropIndexes(Statement statement) throws SQLException {
        Map<String, String> definitions = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT indexname, indexdef FROM pg_indexes"
                + " WHERE schemaname = 'public' AND tablename = 'audit_event' AND indexname <> 'audit_event_pkey'")) {
            while (rows.next()) {
                definitions.put(rows.getString(1), rows.getString(2).replace(" ON ONLY ", " ON "));
            }
        }
        for (String name : definitions.keySet()) {
            statement.execute("DROP INDEX " + name);
        }
        return List.copyOf(definitions.values());
    }

    private void copyRows(Connection connection) throws SQLException, IOException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY audit_event (" + COLUMNS + ") FROM STDIN");
        StringBuilder rows = new StringBuilder();
        for (long i = 0; i < events; i++) {
            row(rows, i);
            if (rows.length() > 1 << 18) {
                send(copy, rows);
            }
        }
        send(copy, rows);
        copy.endCopy();
    }

    private static void send(CopyIn copy, StringBuilder rows) throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }

    private void row(StringBuilder rows, long number) {
        Instant at = begin().plusMillis(SPAN.toMillis() * number / events);
        String action = number % 100_000 == 77 ? "break-glass.used" : ACTIONS.get(random.nextInt(ACTIONS.size()));
        // A few projects are busy, most are not.
        int project = (int) (PROJECTS * Math.pow(random.nextDouble(), 3));
        boolean person = action.startsWith("approval.a") || action.equals("login");
        long freight = number / 20;
        rows.append(new UUID((at.toEpochMilli() << 16) | 0x7000 | (number & 0xfff), random.nextLong()))
                .append('\t')
                .append(at)
                .append('\t')
                .append(person ? "person" : "system")
                .append('\t')
                .append(person ? "https://id.example.org/realms/promotion-bus" : "\\N")
                .append('\t')
                .append(person ? actor(random.nextInt(ACTORS)) : "intake")
                .append('\t')
                .append(action)
                .append('\t')
                .append(action, 0, action.indexOf('.') < 0 ? action.length() : action.indexOf('.'))
                .append('\t')
                .append(freight(freight))
                .append('\t')
                .append(project(project))
                .append('\t')
                .append(STAGES.get(random.nextInt(STAGES.size())))
                .append('\t')
                .append(freight(freight))
                .append('\t')
                .append(delivery(number / 5))
                .append('\t')
                .append(delivery(number / 5))
                .append('\t')
                .append("A push to the branch main of acme/users and nothing to promote")
                .append("\t{\"status\": \"running\"}\t{\"status\": \"done\", \"verdict\": \"ignored\"}\n");
    }
}
