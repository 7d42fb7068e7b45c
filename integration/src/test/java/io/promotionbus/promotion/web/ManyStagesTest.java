package io.promotionbus.promotion.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.ObservedObjects;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.kargo.Project;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.policy.Freezes;
import io.promotionbus.policy.PolicyRecords;
import io.promotionbus.policy.RecordedPolicies;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.LaneSummary;
import io.promotionbus.promotion.LaneViews;
import io.promotionbus.promotion.Promotions;
import io.promotionbus.promotion.Reason;
import io.promotionbus.promotion.State;
import io.promotionbus.promotion.StoredLanes;
import io.promotionbus.promotion.web.Shapes.BoardResponse;
import io.promotionbus.support.CountingDataSource;
import io.promotionbus.support.JdbcTransactions;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A board of many projects asks the database as often as one of a few, and what it remembers is never out of date. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyStagesTest {

    private static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");
    private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
    private static final List<String> STAGES = List.of("dev", "qa", "stg", "pre", "prod");
    private static final int FEW = 3;
    private static final int MANY = 30;

    private final TestDatabase database = TestDatabase.create();
    private final CountingDataSource counted = new CountingDataSource(
            new SingleConnectionDataSource(database.url(), TestDatabase.APPLICATION, TestDatabase.PASSWORD, true));
    private final AnnotationConfigApplicationContext stores = new AnnotationConfigApplicationContext();
    private ReadBoard readBoard;
    private int statementsOfAFew;

    @BeforeAll
    void fill() {
        stores.registerBean(DataSource.class, () -> counted);
        stores.registerBean(JdbcClient.class, () -> JdbcClient.create(counted));
        stores.register(Stores.class);
        stores.refresh();
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/approval", "messages/audit", "messages/intake", "messages/promotion");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        readBoard = new ReadBoard(
                get(StoredLanes.class),
                get(LaneViews.class),
                get(ObservedCluster.class),
                get(Freezes.class),
                new RecordedPolicies(get(PolicyRecords.class)),
                new SteppingClock(T0.plusSeconds(4_000)),
                messages);
        for (int project = 0; project < FEW; project++) {
            project("shop-%03d".formatted(project));
        }
        statementsOfAFew = counted.during(this::board);
        for (int project = FEW; project < MANY; project++) {
            project("shop-%03d".formatted(project));
        }
    }

    @AfterAll
    void close() {
        stores.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            lazyInit = true,
            basePackages = {
                "io.promotionbus.kargo.jdbc",
                "io.promotionbus.policy.jdbc",
                "io.promotionbus.promotion.jdbc"
            })
    static class Stores {}

    @Test
    void asksTheDatabaseAsOftenForManyProjectsAsForAFew() {
        assertThat(board().projects()).hasSize(MANY);
        assertThat(counted.during(this::board)).isEqualTo(statementsOfAFew).isLessThan(6);
    }

    /** What is remembered of a stage or a policy is never shown once it has changed. */
    @Test
    void showsAChangeAtOnce() {
        board();
        evaluated("shop-000", "dev", summary("shop-000", "dev", 0, "Unhealthy"));
        policy("shop-000", 2, "nobody has the role release-board");

        BoardResponse now = readBoard.board("shop-000", PORTUGUESE);

        assertThat(now.projects().getFirst().stages().getFirst().health()).isEqualTo("Unhealthy");
        assertThat(now.projects().getFirst().stages().get(2).alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.text()).contains("nobody has the role release-board"));
        evaluated("shop-000", "dev", summary("shop-000", "dev", 0, "Healthy"));
        policy("shop-000", 3, "");
        assertThat(readBoard.board("shop-000", PORTUGUESE).projects().getFirst().stages())
                .allSatisfy(stage -> {
                    assertThat(stage.health()).isEqualTo("Healthy");
                    assertThat(stage.alerts()).isEmpty();
                });
    }

    private BoardResponse board() {
        return readBoard.board(null, PORTUGUESE);
    }

    private <T> T get(Class<T> type) {
        return stores.getBean(type);
    }

    private void project(String name) {
        get(ObservedObjects.class)
                .store(
                        new Sighting.Seen(
                                new ObjectRef(Kind.Project, "", name),
                                name,
                                1,
                                T0,
                                name,
                                null,
                                false,
                                null,
                                new Project(name)),
                        T0);
        policy(name, 1, "");
        for (int stage = 0; stage < STAGES.size(); stage++) {
            evaluated(name, STAGES.get(stage), summary(name, STAGES.get(stage), stage, "Healthy"));
        }
    }

    private void evaluated(String project, String stage, LaneSummary summary) {
        StoredLanes lanes = get(StoredLanes.class);
        new JdbcTransactions(counted).run(() -> {
            StoredLanes.Claim claim = lanes.lock(new LaneRef(project, stage));
            lanes.evaluated(claim, null, get(LaneViews.class).write(summary));
        });
    }

    /** What the policy's own status says about it. */
    private void policy(String project, int generation, String unmet) {
        String status = unmet.isEmpty() ? "{}" : """
                {"conditions": [{"type": "Satisfiable", "status": "False", "observedGeneration": %d, "message": "%s"}]}
                """.formatted(generation, unmet);
        get(PolicyRecords.class)
                .put(new PolicyObject(
                        project, "gates", project + "-gates", generation, T0, "argocd-controller", """
                        {"stages": ["stg", "pre", "prod"], "promotion": "Approval",
                         "approval": {"require": [{"role": "qa", "count": 1}], "distinctFrom": ["dev"]}}
                        """, status));
    }

    private static LaneSummary summary(String project, String stage, int number, String health) {
        List<LaneSummary.Candidate> candidates = number == 2
                ? List.of(new LaneSummary.Candidate(
                        "b".repeat(40),
                        "happy",
                        "shop",
                        images(project, "2"),
                        State.ASKING,
                        UUID.nameUUIDFromBytes(project.getBytes(StandardCharsets.UTF_8)),
                        List.of(Reason.of(Reason.Slug.AWAITING_APPROVAL)
                                .with("missing", "qa 1")
                                .since(T0))))
                : List.of();
        return new LaneSummary(
                project,
                stage,
                number == 0 ? List.of() : List.of(STAGES.get(number - 1)),
                number < 2 ? "automatic" : "gates",
                true,
                health,
                T0.plusSeconds(number),
                new LaneSummary.Current(
                        images(project, "1"),
                        List.of(new LaneSummary.OfOrigin("shop", "a".repeat(40), "happy")),
                        T0,
                        new LaneSummary.By(
                                new Promotions.RequestedBy(Promotions.Kind.AUTOMATIC, List.of("promotion-bus")), null)),
                candidates,
                null,
                List.of());
    }

    private static List<Image> images(String project, String version) {
        String hex = Integer.toHexString((project + version).hashCode());
        return List.of(
                new Image("docker.io/acme/" + project, hex.repeat(5), "sha256:" + hex.repeat(8)),
                new Image("docker.io/acme/" + project + "-ui", hex.repeat(5), "sha256:" + hex.repeat(8)));
    }
}
