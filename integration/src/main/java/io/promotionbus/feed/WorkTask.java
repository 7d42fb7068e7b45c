package io.promotionbus.feed;

import io.promotionbus.intake.ImageName;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.kargo.KargoWriter.FreightResult;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import io.promotionbus.platform.Correlated;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy.FeedMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at a task: creates the Freight, asks Kargo to look, or says what is missing. Outside any transaction. */
public final class WorkTask {

    private static final Logger LOG = LoggerFactory.getLogger(WorkTask.class);

    /** More than workers, so that different Freight rarely waits for each other. */
    private static final int TURNS = 16;

    private final ObservedCluster cluster;
    private final Policies policies;
    private final Artifacts artifacts;
    private final KargoWriter kargo;
    private final NewestRule newest;
    private final RefreshTask refresh;
    private final Clock clock;
    private final Duration siblings;
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);

    public WorkTask(
            ObservedCluster cluster,
            Policies policies,
            Artifacts artifacts,
            KargoWriter kargo,
            NewestRule newest,
            RefreshTask refresh,
            Clock clock,
            Duration siblings) {
        this.cluster = cluster;
        this.policies = policies;
        this.artifacts = artifacts;
        this.kargo = kargo;
        this.newest = newest;
        this.refresh = refresh;
        this.clock = clock;
        this.siblings = siblings;
    }

    public Worked handle(FeedTask task) {
        return new Worked(task, look(task));
    }

    private TaskOutcome look(FeedTask task) {
        try {
            Warehouse warehouse =
                    cluster.warehouse(task.project(), task.warehouse()).orElse(null);
            if (warehouse == null) {
                return new TaskOutcome.Refused("The Warehouse was deleted before the artifact became Freight");
            }
            return switch (FeedPlan.of(warehouse, policyAsksForRefresh(warehouse))) {
                case FeedPlan.Refresh plan -> refresh.look(task, warehouse, plan.because());
                case FeedPlan.Direct plan -> direct(task, warehouse, plan);
            };
        } catch (ClusterUnavailable e) {
            return new TaskOutcome.Failed("kargo-unreachable: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Task {} of {}/{} failed", task.id(), task.project(), task.warehouse(), e);
            return new TaskOutcome.Failed("internal-error: " + e);
        }
    }

    private TaskOutcome direct(FeedTask task, Warehouse warehouse, FeedPlan.Direct plan) {
        List<Image> images = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ImageSubscription subscription : plan.subscriptions()) {
            if (new ImageSelector(subscription).select(task.tag()) instanceof Selection.Refused no) {
                return refresh.look(task, warehouse, "for " + subscription.repoUrl() + " " + no.reason());
            }
            String repository = ImageName.parse(subscription.repoUrl())
                    .map(ImageName::toString)
                    .orElse(subscription.repoUrl());
            Optional<String> digest = repository.equals(task.repository())
                    ? Optional.of(task.digest())
                    : artifacts.digest(repository, task.tag());
            digest.ifPresentOrElse(
                    found -> images.add(new Image(subscription.repoUrl(), task.tag(), found)),
                    () -> missing.add(repository + ":" + task.tag()));
        }
        if (!missing.isEmpty()) {
            return waitForSiblings(task, warehouse, missing);
        }
        Origin origin = Origin.warehouse(warehouse.name());
        Optional<String> behind = behind(task, plan, origin);
        if (behind.isPresent()) {
            return refresh.look(task, warehouse, behind.get());
        }
        return createOnce(task, origin, images, FreightId.of(origin, images));
    }

    /**
     * Siblings that are announced at the same time come to the same Freight at the same time: one worker creates it, the
     * other finds it. Among replicas Kargo says that it exists.
     */
    private TaskOutcome createOnce(FeedTask task, Origin origin, List<Image> images, String expected) {
        Lock turn = turns[Math.floorMod(expected.hashCode(), turns.length)];
        turn.lock();
        try {
            return cluster.freight(task.project(), expected).isPresent()
                    ? new TaskOutcome.Became(expected, "existed", null)
                    : create(task, origin, images, expected);
        } finally {
            turn.unlock();
        }
    }

    private TaskOutcome create(FeedTask task, Origin origin, List<Image> images, String expected) {
        Instant discoveredAt = newest.discoveredAt(task.project(), origin, images, task.receivedAt());
        return switch (kargo.createFreight(task.project(), origin, images, List.of(), discoveredAt)) {
            case FreightResult.Created created -> {
                String name = created.freight().name();
                if (!name.equals(expected)) {
                    LOG.error("Kargo named Freight {} where {} was expected: its rule has changed", name, expected);
                }
                yield new TaskOutcome.Became(name, "direct", discoveredAt);
            }
            case FreightResult.Existed existed -> new TaskOutcome.Became(existed.name(), "existed", null);
            case FreightResult.Refused refused ->
                new TaskOutcome.Refused("Kargo refused the Freight (" + refused.code() + "): " + refused.message());
        };
    }

    private TaskOutcome waitForSiblings(FeedTask task, Warehouse warehouse, List<String> missing) {
        Instant until = task.createdAt().plus(siblings);
        String what = String.join(", ", missing) + " has not been announced";
        if (clock.instant().isBefore(until)) {
            return TaskOutcome.Waits.until(until, "waiting-for-siblings: " + what + " yet");
        }
        return refresh.look(task, warehouse, what + " within " + siblings.toSeconds() + " s");
    }

    /**
     * With SemVer and Lexical Kargo only ever takes the greatest tag. Freight from a lesser one, such as a maintenance
     * release after the next major, is not what Kargo would build.
     */
    private Optional<String> behind(FeedTask task, FeedPlan.Direct plan, Origin origin) {
        if (plan.subscriptions().stream().noneMatch(s -> new ImageSelector(s).orderedByTag())) {
            return Optional.empty();
        }
        List<Freight> freights = cluster.freights(task.project()).stream()
                .filter(freight -> freight.origin().equals(origin))
                .toList();
        for (ImageSubscription subscription : plan.subscriptions()) {
            ImageSelector selector = new ImageSelector(subscription);
            for (Freight freight : freights) {
                for (Image image : freight.images()) {
                    if (image.repoUrl().equals(subscription.repoUrl())
                            && selector.select(image.tag()) instanceof Selection.Selected
                            && selector.ordersAfter(image.tag(), task.tag())) {
                        return Optional.of(image.tag() + " is ahead of it by " + subscription.strategy());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean policyAsksForRefresh(Warehouse warehouse) {
        Origin origin = Origin.warehouse(warehouse.name());
        return cluster.stages(warehouse.project()).stream()
                .filter(stage -> fedDirectly(stage, origin))
                .anyMatch(stage -> policies.of(stage.project(), stage.name()) instanceof StageRule.Governed governed
                        && governed.policy().feed() == FeedMode.Refresh);
    }

    private static boolean fedDirectly(Stage stage, Origin origin) {
        return stage.requests().stream()
                .anyMatch(request -> request.direct() && request.origin().equals(origin));
    }

    /** A task and how the look at it ended. */
    public record Worked(FeedTask task, TaskOutcome outcome) implements Correlated {
        @Override
        public String correlation() {
            return task.correlation();
        }
    }
}
