package io.promotionbus.feed;

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
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.StagePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The other features as the feed needs them: what is observed, and a writer that behaves as Kargo does. */
final class FakeKargo implements ObservedCluster, KargoWriter, Policies {

    static final String PROJECT = "image-promotion";

    final Map<String, Warehouse> warehouses = new ConcurrentHashMap<>();
    final Map<String, Freight> freights = new ConcurrentHashMap<>();
    final List<String> refreshed = new CopyOnWriteArrayList<>();
    final List<Freight> created = new CopyOnWriteArrayList<>();
    final AtomicInteger creations = new AtomicInteger();
    /** What happens while Kargo is creating. */
    volatile Runnable whileCreating = () -> {};

    volatile boolean away;
    volatile String refusal;
    volatile StagePolicy.FeedMode feedMode = StagePolicy.FeedMode.Direct;
    /** What Kargo does when a Warehouse is refreshed, before it answers the token. */
    volatile Consumer<String> onRefresh = warehouse -> {};
    /** Null: nobody answers the token. */
    volatile Transactions transactions;

    volatile ObservationListener listener;

    void reset() {
        warehouses.clear();
        freights.clear();
        refreshed.clear();
        created.clear();
        creations.set(0);
        whileCreating = () -> {};
        away = false;
        refusal = null;
        feedMode = StagePolicy.FeedMode.Direct;
        onRefresh = warehouse -> {};
    }

    void put(Warehouse warehouse) {
        warehouses.put(warehouse.name(), warehouse);
    }

    Freight appear(String warehouse, List<Image> images, Instant discoveredAt) {
        Origin origin = Origin.warehouse(warehouse);
        String name = FreightId.of(origin, images);
        Freight freight = new Freight(
                PROJECT, name, null, origin, images, List.of(), discoveredAt, Map.of(), Map.of(), Map.of(), Set.of());
        freights.put(name, freight);
        transactions.run(() -> listener.freightChanged(null, freight));
        return freight;
    }

    @Override
    public FreightResult createFreight(
            String project, Origin origin, List<Image> images, List<GitCommit> commits, Instant discoveredAt) {
        reachable();
        creations.incrementAndGet();
        whileCreating.run();
        if (refusal != null) {
            return new FreightResult.Refused(422, refusal);
        }
        String name = FreightId.of(origin, images);
        synchronized (this) {
            if (created.stream().anyMatch(freight -> freight.name().equals(name))) {
                return new FreightResult.Existed(name);
            }
            Freight freight = new Freight(
                    project, name, null, origin, images, commits, discoveredAt, Map.of(), Map.of(), Map.of(), Set.of());
            created.add(freight);
            freights.put(name, freight);
            return new FreightResult.Created(freight);
        }
    }

    @Override
    public void refreshWarehouse(String project, String warehouse, String token) {
        reachable();
        refreshed.add(warehouse + " " + token);
        Thread.ofVirtual().start(() -> {
            onRefresh.accept(warehouse);
            Warehouse before = warehouses.get(warehouse);
            Warehouse now = new Warehouse(
                    before.project(),
                    before.name(),
                    before.automatic(),
                    before.criteria(),
                    before.images(),
                    before.onlyImages(),
                    token,
                    before.discoveryProblem());
            warehouses.put(warehouse, now);
            transactions.run(() -> listener.warehouseChanged(before, now));
        });
    }

    private void reachable() {
        if (away) {
            throw new ClusterUnavailable("connection refused", new IllegalStateException());
        }
    }

    @Override
    public StageRule of(String project, String stage) {
        return new StageRule.Governed(new StagePolicy(
                project,
                "development",
                "uid",
                1,
                List.of(stage),
                StagePolicy.PromotionMode.Automatic,
                feedMode,
                Duration.ofMinutes(10),
                null,
                List.of(),
                null));
    }

    @Override
    public List<Stage> stages(String project) {
        return warehouses.values().stream()
                .map(warehouse -> new Stage(
                        project,
                        "dev-" + warehouse.name(),
                        "uid",
                        List.of(new FreightRequest(
                                Origin.warehouse(warehouse.name()), true, List.of(), Duration.ZERO, false)),
                        false,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        Set.of(),
                        false))
                .toList();
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
    public List<Warehouse> warehouses() {
        return List.copyOf(warehouses.values());
    }

    @Override
    public Optional<Warehouse> warehouse(String project, String name) {
        return Optional.ofNullable(warehouses.get(name));
    }

    @Override
    public List<String> projects() {
        return List.of(PROJECT);
    }

    @Override
    public List<Stage> stages(Collection<String> projects) {
        return projects.stream().flatMap(project -> stages(project).stream()).toList();
    }

    @Override
    public List<Stage> stages() {
        return stages(PROJECT);
    }

    @Override
    public Optional<Stage> stage(String project, String name) {
        return stages(project).stream().filter(s -> s.name().equals(name)).findFirst();
    }

    @Override
    public List<Freight> freights(Collection<FreightRef> wanted) {
        return freights.values().stream().filter(f -> wanted.contains(f.ref())).toList();
    }

    @Override
    public List<Freight> freightsNamed(Collection<String> names) {
        return freights.values().stream().filter(f -> names.contains(f.name())).toList();
    }

    @Override
    public List<KargoPromotion> promotions(String project, String stage) {
        return List.of();
    }

    @Override
    public List<KargoPromotion> unfinishedPromotions() {
        return List.of();
    }

    @Override
    public Optional<KargoPromotion> promotion(String project, String name) {
        return Optional.empty();
    }

    @Override
    public List<Application> applications(String project, String stage) {
        return List.of();
    }

    @Override
    public PromoteResult promote(String project, String stage, String freight, String attempt, boolean rollback) {
        throw new UnsupportedOperationException("the feed never promotes");
    }

    @Override
    public List<KargoPromotion> findByAttempt(String project, String attempt) {
        throw new UnsupportedOperationException("the feed never promotes");
    }

    @Override
    public void deletePending(String project, String promotion) {
        throw new UnsupportedOperationException("the feed never promotes");
    }

    @Override
    public void approveFor(String project, String freight, String stage) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void liftHolds(String project, String stage) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void event(String project, String stage, String reason, String note) {
        throw new UnsupportedOperationException("the feed makes no events");
    }

    @Override
    public Map<String, Map<String, StageRule>> rules(Collection<String> projects) {
        return Map.of();
    }

    @Override
    public Map<String, Map<String, StageRule>> rules() {
        return Map.of();
    }

    @Override
    public List<Observed> all() {
        return List.of();
    }
}
