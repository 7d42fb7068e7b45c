package io.promotionbus.approval;

import static io.promotionbus.approval.ApprovalBench.requester;

import io.promotionbus.feed.Artifacts;
import io.promotionbus.feed.Registry;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.HealthRecords;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.ObservedObjects;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.FreezeRecords;
import io.promotionbus.policy.PolicyRecords;
import io.promotionbus.policy.RecordedPolicies;
import io.promotionbus.promotion.GateViews;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.Proofs;
import io.promotionbus.promotion.Quarantine;
import io.promotionbus.promotion.ReadEvidence;
import io.promotionbus.rollback.QuarantinedDigest;
import io.promotionbus.rollback.QuarantinedDigests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the bus observed and keeps of a company's projects, in the stores it really has. All projects hold Freight of the
 * same names, so that whatever mixes projects up shows.
 */
final class ObservedCompany implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    static final String NEW = "b".repeat(40);
    private static final String OLD = "a".repeat(40);
    private static final Origin USERS = Origin.warehouse("users");
    private static final String POLICY = """
            {"stages": ["%s"], "promotion": "Approval",
             "approval": {"require": [{"role": "qa", "count": %d}], "distinctFrom": [%s]}}
            """;

    private final AnnotationConfigApplicationContext stores = new AnnotationConfigApplicationContext();

    ObservedCompany(DataSource database) {
        stores.registerBean(DataSource.class, () -> database);
        stores.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        stores.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
        stores.register(Stores.class);
        stores.refresh();
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            lazyInit = true,
            basePackages = {
                "io.promotionbus.approval.jdbc",
                "io.promotionbus.feed.jdbc",
                "io.promotionbus.kargo.jdbc",
                "io.promotionbus.policy.jdbc",
                "io.promotionbus.promotion.jdbc",
                "io.promotionbus.rollback.jdbc"
            })
    static class Stores {}

    <T> T get(Class<T> type) {
        return stores.getBean(type);
    }

    /** Its new Freight proved itself in dev; the older one runs in both stages. */
    void project(String project, int number) {
        Instant then = START.plusSeconds(number);
        stage(project, "dev");
        stage(project, "stg", "dev");
        freight(project, number, NEW, then);
        freight(project, number + 500, OLD, then);
        HealthRecords healths = get(HealthRecords.class);
        healths.lock(project, "dev");
        healths.put(
                project,
                "dev",
                new StageHealth(
                        project,
                        "dev",
                        StageHealth.Status.Healthy,
                        then.plusSeconds(2),
                        StageHealth.Source.Applications,
                        ""));
        get(Proofs.class).settled(new LaneRef(project, "dev"), project + "/dev", NEW, then.plusSeconds(1));
    }

    /** From which commit the images of the project's new Freight say they were built. */
    static String commit(int number) {
        return "%040x".formatted(number);
    }

    private void stage(String project, String name, String... upstream) {
        store(
                Kind.Stage,
                project,
                name,
                new Stage(
                        project,
                        name,
                        project + "/" + name,
                        List.of(new FreightRequest(
                                USERS, upstream.length == 0, List.of(upstream), Duration.ZERO, false)),
                        false,
                        "Healthy",
                        List.of(),
                        List.of(new Stage.FreightInStage("h", Map.of(USERS, OLD), List.of())),
                        null,
                        null,
                        Set.of(),
                        false));
    }

    private void freight(String project, int number, String name, Instant verified) {
        String digest = "sha256:%064x".formatted(number);
        get(Artifacts.class).image(digest, new Registry.ImageFacts(START, commit(number)));
        store(
                Kind.Freight,
                project,
                name,
                new Freight(
                        project,
                        name,
                        "happy",
                        USERS,
                        List.of(new Image("docker.io/acme/users-api", "v" + number, digest)),
                        List.of(),
                        START,
                        Map.of("dev", verified),
                        name.equals(NEW) ? Map.of("dev", START) : Map.of(),
                        Map.of(),
                        Set.of()));
    }

    private void store(Kind kind, String project, String name, Object object) {
        get(ObservedObjects.class)
                .store(
                        new Sighting.Seen(
                                new ObjectRef(kind, project, name),
                                project + kind + name,
                                1,
                                START,
                                project,
                                null,
                                false,
                                null,
                                object),
                        START);
    }

    void policy(String project, String stage, int people, String distinctFrom) {
        get(PolicyRecords.class)
                .put(new PolicyObject(
                        project,
                        stage,
                        project + stage,
                        1,
                        START,
                        null,
                        POLICY.formatted(stage, people, distinctFrom),
                        "{}"));
    }

    void freeze(String project) {
        get(FreezeRecords.class)
                .insert(
                        new Freeze(UUID.randomUUID(), project, null, "Natal", null, "operator", START, null, null),
                        requester("operator"));
    }

    /** As a rollback does: from stg on. */
    void quarantine(String project, int number) {
        get(QuarantinedDigests.class)
                .add(
                        new QuarantinedDigest(
                                UUID.randomUUID(),
                                "sha256:%064x".formatted(number),
                                "acme/users-api",
                                "bad",
                                null,
                                "promotion-bus",
                                START,
                                null,
                                null,
                                project,
                                "stg"),
                        null);
    }

    /** The lanes as the requests read them; nobody moves anything here. */
    Lanes lanes(BusinessClock clock) {
        return new StoredLanesOnly(
                new GateViews(
                        get(ObservedCluster.class),
                        new RecordedPolicies(get(PolicyRecords.class)),
                        get(FreezeRecords.class),
                        get(Quarantine.class),
                        clock),
                new ReadEvidence(get(ObservedCluster.class), get(StageHealths.class), get(Proofs.class)));
    }

    @Override
    public void close() {
        stores.close();
    }
}
