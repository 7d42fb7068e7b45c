package io.promotionbus.notification.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promotionbus.notification.Audience;
import io.promotionbus.notification.ChangeReport;
import io.promotionbus.notification.ChangeReports;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.ReportDestination;
import io.promotionbus.notification.ReportLedger;
import io.promotionbus.notification.Templates;
import io.promotionbus.platform.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of reports. */
@Repository
class JdbcChangeReports implements ChangeReports, ReportLedger {

    private static final TypeReference<Map<String, String>> TOLD = new TypeReference<>() {};
    private static final TypeReference<ChangeReport> REPORT = new TypeReference<>() {};

    private static final String PUBLISH = """
            INSERT INTO notification_report AS r (repository, number, commit_sha, marker, version, wanted)
            VALUES (:repository, :number, :commit, :marker, 1, CAST(:wanted AS jsonb))
            ON CONFLICT (repository, number) DO UPDATE
                SET wanted = excluded.wanted, commit_sha = excluded.commit_sha, version = r.version + 1,
                    statuses_told = CASE WHEN r.commit_sha = excluded.commit_sha THEN r.statuses_told ELSE '{}' END
            RETURNING marker, version""";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Ids ids;
    private final ReportDestination destination;
    private final ObjectMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    JdbcChangeReports(JdbcClient jdbc, Outbox outbox, Ids ids, ReportDestination destination) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.ids = ids;
        this.destination = destination;
    }

    @Override
    public Optional<ReportDestination> destination() {
        return destination.repository() == null ? Optional.empty() : Optional.of(destination);
    }

    @Override
    public void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('notification-report'))")
                .query(row -> {});
    }

    @Override
    public List<ChangeReport> publish(List<Publication> publications) {
        Map<String, ChangeReport> told = told(publications);
        List<ChangeReport> news = new ArrayList<>();
        for (Publication publication : publications) {
            ChangeReport known = told.get(key(publication.report()));
            ChangeReport report =
                    known == null ? publication.report() : publication.report().newsAfter(known);
            if (!report.equals(known)) {
                publish(report, publication.project());
                news.add(report);
            }
        }
        return List.copyOf(news);
    }

    private Map<String, ChangeReport> told(List<Publication> publications) {
        Map<String, ChangeReport> told = new HashMap<>();
        jdbc.sql("""
                        SELECT wanted FROM notification_report
                        JOIN unnest(:repositories::text[], :numbers::int[]) AS asked (repository, number)
                            USING (repository, number)""")
                .param(
                        "repositories",
                        publications.stream()
                                .map(publication -> publication.report().repository())
                                .toArray(String[]::new))
                .param(
                        "numbers",
                        publications.stream()
                                .map(publication -> publication.report().number())
                                .toArray(Integer[]::new))
                .query((row, number) -> report(row.getString("wanted")))
                .list()
                .forEach(report -> told.put(key(report), report));
        return told;
    }

    private static String key(ChangeReport report) {
        return report.repository() + "#" + report.number();
    }

    private void publish(ChangeReport report, String project) {
        Published published = jdbc.sql(PUBLISH)
                .param("repository", report.repository())
                .param("number", report.number())
                .param("commit", report.commit())
                .param("marker", ids.next())
                .param("wanted", text(report))
                .query((row, number) -> new Published(row.getObject(1, UUID.class), row.getInt(2)))
                .single();
        nudge(report, project, published);
    }

    /** Only one row waits per pull request: whoever sends it says what is wanted then. */
    private void nudge(ChangeReport report, String project, Published published) {
        outbox.drop(Templates.CHANGE_PROGRESS, published.marker());
        String address = "github:" + key(report);
        outbox.tell(
                new Audience.Target(address),
                new Message(
                        Templates.CHANGE_PROGRESS,
                        published.marker(),
                        Integer.toString(published.version()),
                        Map.of("commit", report.commit()),
                        new Outbox.Context(
                                project, null, null, published.marker().toString())));
    }

    @Override
    public Optional<Entry> claim(String repository, int number, String claim, Instant now, Instant until) {
        return jdbc
                .sql("""
                        UPDATE notification_report SET claimed_by = :claim, claimed_until = :until
                        WHERE repository = :repository AND number = :number
                          AND (claimed_until IS NULL OR claimed_until < :now)
                        RETURNING *""")
                .param("claim", claim)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("repository", repository)
                .param("number", number)
                .query(this::entry)
                .list()
                .stream()
                .findFirst();
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        long id = row.getLong("comment_id");
        Long comment = row.wasNull() ? null : id;
        return new Entry(
                report(row.getString("wanted")),
                row.getObject("marker", UUID.class),
                comment,
                row.getBoolean("comment_gone"),
                row.getString("comment_told"),
                read(row.getString("statuses_told"), TOLD));
    }

    private ChangeReport report(String stored) {
        return read(stored, REPORT);
    }

    private <T> T read(String stored, TypeReference<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report holds what this version cannot read", e);
        }
    }

    @Override
    public boolean exists(String repository, int number) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM notification_report WHERE repository = :repository AND number = :number)")
                .param("repository", repository)
                .param("number", number)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void commentIs(Entry entry, String claim, long id) {
        update(entry, claim, "comment_id = :value", id);
    }

    @Override
    public void commentGone(Entry entry, String claim) {
        update(entry, claim, "comment_gone = :value", true);
    }

    @Override
    public void commentTold(Entry entry, String claim, String hash) {
        update(entry, claim, "comment_told = :value", hash);
    }

    @Override
    public void statusTold(Entry entry, String claim, String context, String hash) {
        update(
                entry,
                claim,
                // Another commit may be wanted meanwhile; what was told about the old one says nothing about it.
                "statuses_told = CASE WHEN commit_sha = :commit THEN statuses_told || CAST(:value AS jsonb)"
                        + " ELSE statuses_told END",
                json.createObjectNode().put(context, hash).toString());
    }

    @Override
    public void release(Entry entry, String claim) {
        update(entry, claim, "claimed_until = CAST(:value AS timestamptz)", null);
    }

    private void update(Entry entry, String claim, String what, @Nullable Object value) {
        jdbc.sql("UPDATE notification_report SET " + what
                        + " WHERE repository = :repository AND number = :number AND claimed_by = :claim")
                .param("value", value)
                .param("commit", entry.wanted().commit())
                .param("repository", entry.wanted().repository())
                .param("number", entry.wanted().number())
                .param("claim", claim)
                .update();
    }

    private String text(ChangeReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report must be JSON-able", e);
        }
    }

    private record Published(UUID marker, int version) {}
}
