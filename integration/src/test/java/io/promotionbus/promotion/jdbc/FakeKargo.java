package io.promotionbus.promotion.jdbc;

import io.promotionbus.kargo.Application;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.ObservationListener;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.platform.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A small Kargo in memory: stages, Freight and Promotions that a test moves by hand; it tells its observer. */
final class FakeKargo implements ObservedCluster, StageHealths, KargoWriter {

    static final Origin USERS = Origin.warehouse("users");
    static final String SHOP = "shop";

    /** What the next calls to promote do before, or instead of, creating. */
    enum Mood {
        WELL,
        AWAY,
        ANSWER_LOST,
        DENIES,
        REFUSES,
        /** Until it is told to let the Freight in. */
        UNAVAILABLE
    }

    private final Map<String, Stage> stages = new ConcurrentHashMap<>();
    private final Map<String, Freight> freights = new ConcurrentHashMap<>();
    private final Map<String, KargoPromotion> promotions = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private final HandClock clock;
    private final Transactions transactions;
    volatile Mood mood = Mood.WELL;
    volatile StageHealth.Status health = StageHealth.Status.Healthy;
    private volatile @Nullable Instant healthSince;
    ObservationListener observer = new ObservationListener() {};
    final List<String> deleted = new ArrayList<>();
    /** What Kargo was told to let in whatever upstream says, as {@code stage:freight}. */
    final Set<String> approved = ConcurrentHashMap.newKeySet();

    FakeKargo(HandClock clock, Transactions transactions) {
        this.clock = clock;
        this.transactions = transactions;
    }

    void makeStage(String name, String... upstream) {
        FreightRequest request =
                new FreightRequest(USERS, upstream.length == 0, List.of(upstream), Duration.ZERO, false);
        see(new Stage(
                SHOP,
                name,
                "uid-" + name,
                List.of(request),
                false,
                "Healthy",
                List.of(),
                List.of(),
                null,
                null,
                Set.of(),
                false));
    }

    void see(Stage stage) {
        Stage before = stages.put(stage.name(), stage);
        transactions.run(() -> observer.stageChanged(before, stage));
    }

    /** Every stage is so from now on. */
    void turns(StageHealth.Status now) {
        health = now;
        healthSince = clock.now();
        stages.values().forEach(stage -> transactions.run(() -> observer.stageChanged(null, stage)));
    }

    void forget(String stage) {
        stages.remove(stage);
        transactions.run(() -> observer.deleted("Stage", SHOP, stage));
    }

    Freight freight(String name) {
        Freight made = new Freight(
                SHOP,
                name,
                "alias-" + name,
                USERS,
                List.of(new Image("docker.io/acme/app", name, "sha256:" + name)),
                List.of(),
                clock.now(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
        see(made);
        return made;
    }

    void see(Freight freight) {
        Freight before = freights.put(freight.name(), freight);
        transactions.run(() -> observer.freightChanged(before, freight));
    }

    void see(KargoPromotion promotion) {
        KargoPromotion before = promotions.put(promotion.name(), promotion);
        transactions.run(() -> observer.promotionChanged(before, promotion));
    }

    /** The Promotion succeeds, the Stage runs its Freight and Kargo verifies it. */
    void succeed(KargoPromotion promotion) {
        finish(promotion, "Succeeded", null);
        Stage stage = stages.get(promotion.stage());
        List<Stage.FreightInStage> history = new ArrayList<>(stage.history());
        Instant now = clock.now();
        history.addFirst(new Stage.FreightInStage(
                "h" + history.size(),
                Map.of(USERS, promotion.freight()),
                List.of(new Stage.Verification("v", "Successful", now, now))));
        see(new Stage(
                SHOP,
                stage.name(),
                stage.uid(),
                stage.requests(),
                false,
                "Healthy",
                List.of(),
                history,
                null,
                new Stage.PromotionRef(promotion.name(), promotion.freight(), "Succeeded", now),
                Set.of(),
                false));
        Freight freight = freights.get(promotion.freight());
        see(new Freight(
                SHOP,
                freight.name(),
                freight.alias(),
                USERS,
                freight.images(),
                List.of(),
                freight.discoveredAt(),
                plus(freight.verifiedIn(), stage.name(), now),
                plus(freight.currentlyIn(), stage.name(), now),
                Map.of(),
                Set.of()));
    }

    private static Map<String, Instant> plus(Map<String, Instant> map, String key, Instant value) {
        Map<String, Instant> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Map.copyOf(copy);
    }

    void finish(KargoPromotion promotion, String phase, String failedStepUses) {
        see(new KargoPromotion(
                promotion.project(),
                promotion.name(),
                promotion.stage(),
                promotion.freight(),
                phase,
                promotion.attempt(),
                promotion.createActor(),
                promotion.rollback(),
                promotion.createdAt(),
                clock.now(),
                clock.now(),
                phase.equals("Succeeded") ? null : "boom",
                failedStepUses == null ? null : "deploy::step",
                failedStepUses));
    }

    KargoPromotion only(String stage) {
        List<KargoPromotion> found = promotions(SHOP, stage).stream()
                .filter(promotion -> !promotion.terminal())
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("Not one promotion under way: " + found);
        }
        return found.getFirst();
    }

    @Override
    public PromoteResult promote(String project, String stage, String freight, String attempt, boolean rollback) {
        return switch (mood) {
            case AWAY -> throw new ClusterUnavailable("connection refused", new java.io.IOException());
            case DENIES -> new PromoteResult.Denied("is not permitted to create Promotions");
            case REFUSES -> new PromoteResult.Invalid("Freight is not available to this Stage");
            case UNAVAILABLE ->
                approved.contains(stage + ":" + freight)
                        ? created(project, stage, freight, attempt, rollback)
                        : new PromoteResult.Invalid("Freight is not available to this Stage");
            case WELL -> created(project, stage, freight, attempt, rollback);
            case ANSWER_LOST -> {
                KargoPromotion made = made(project, stage, freight, attempt, rollback);
                promotions.put(made.name(), made);
                throw new ClusterUnavailable("timeout", new java.io.IOException());
            }
        };
    }

    private PromoteResult created(String project, String stage, String freight, String attempt, boolean rollback) {
        KargoPromotion made = made(project, stage, freight, attempt, rollback);
        see(made);
        return new PromoteResult.Created(made);
    }

    KargoPromotion made(String project, String stage, String freight, String attempt, boolean rollback) {
        String name = stage + "." + String.format("%06d", names.incrementAndGet()) + "." + freight;
        return new KargoPromotion(
                project,
                name,
                stage,
                freight,
                "Pending",
                attempt,
                "kubernetes:bus",
                rollback,
                clock.now(),
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public List<KargoPromotion> findByAttempt(String project, String attempt) {
        if (mood == Mood.AWAY) {
            throw new ClusterUnavailable("connection refused", new java.io.IOException());
        }
        return promotions.values().stream()
                .filter(promotion -> attempt.equals(promotion.attempt()))
                .sorted(Comparator.comparing(KargoPromotion::name))
                .toList();
    }

    @Override
    public void deletePending(String project, String promotion) {
        deleted.add(promotion);
        promotions.remove(promotion);
        transactions.run(() -> observer.deleted("Promotion", project, promotion));
    }

    void deletePromotion(KargoPromotion promotion) {
        promotions.remove(promotion.name());
        transactions.run(() -> observer.deleted("Promotion", promotion.project(), promotion.name()));
    }

    @Override
    public Optional<StageHealth> of(String project, String stage) {
        return Optional.of(new StageHealth(
                project,
                stage,
                health,
                healthSince == null ? clock.now().minusSeconds(3600) : healthSince,
                StageHealth.Source.Applications,
                health == StageHealth.Status.Healthy ? "" : "shop is ill"));
    }

    @Override
    public List<StageHealth> of(Collection<String> projects) {
        return all();
    }

    @Override
    public List<StageHealth> all() {
        return stages.keySet().stream()
                .flatMap(stage -> of(SHOP, stage).stream())
                .toList();
    }

    @Override
    public List<String> projects() {
        return List.of(SHOP);
    }

    @Override
    public List<Stage> stages(String project) {
        return stages.values().stream()
                .sorted(Comparator.comparing(Stage::name))
                .toList();
    }

    @Override
    public List<Stage> stages(Collection<String> projects) {
        return stages(SHOP);
    }

    @Override
    public List<Stage> stages() {
        return stages(SHOP);
    }

    @Override
    public Optional<Stage> stage(String project, String name) {
        return Optional.ofNullable(stages.get(name));
    }

    @Override
    public List<Freight> freights(String project) {
        return freights.values().stream()
                .sorted(Comparator.comparing(Freight::discoveredAt).reversed())
                .toList();
    }

    @Override
    public Optional<Freight> freight(String project, String name) {
        return Optional.ofNullable(freights.get(name));
    }

    @Override
    public List<Freight> freights(Collection<FreightRef> wanted) {
        return freights.values().stream()
                .filter(freight -> wanted.contains(freight.ref()))
                .toList();
    }

    @Override
    public List<Freight> freightsNamed(Collection<String> names) {
        return freights.values().stream()
                .filter(freight -> names.contains(freight.name()))
                .toList();
    }

    @Override
    public List<KargoPromotion> promotions(String project, String stage) {
        return promotions.values().stream()
                .filter(promotion -> promotion.stage().equals(stage))
                .sorted(Comparator.comparing(KargoPromotion::name).reversed())
                .toList();
    }

    @Override
    public List<KargoPromotion> unfinishedPromotions() {
        return promotions.values().stream()
                .filter(promotion -> !promotion.terminal())
                .toList();
    }

    @Override
    public Optional<KargoPromotion> promotion(String project, String name) {
        return Optional.ofNullable(promotions.get(name));
    }

    @Override
    public List<Warehouse> warehouses() {
        return List.of();
    }

    @Override
    public Optional<Warehouse> warehouse(String project, String name) {
        return Optional.empty();
    }

    @Override
    public List<Application> applications(String project, String stage) {
        return List.of();
    }

    @Override
    public FreightResult createFreight(
            String project, Origin origin, List<Image> images, List<GitCommit> commits, Instant discoveredAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void refreshWarehouse(String project, String warehouse, String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void approveFor(String project, String freight, String stage) {
        approved.add(stage + ":" + freight);
    }

    @Override
    public void liftHolds(String project, String stage) {
        // There are none.
    }

    @Override
    public void event(String project, String stage, String reason, String note) {}
}
