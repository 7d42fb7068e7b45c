package io.promotionbus.feed;

import io.promotionbus.feed.Registry.Head;
import io.promotionbus.intake.Announcement;
import io.promotionbus.intake.Artifact;
import io.promotionbus.intake.ArtifactIntake;
import io.promotionbus.intake.Deliveries;
import io.promotionbus.intake.DeliveryRef;
import io.promotionbus.intake.ImageName;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes announced artifacts on: which Warehouse wants them, which digest they have, and a task for each such Warehouse.
 * Match first, then ask: a repository that no Warehouse names is never contacted.
 */
public final class FeedArtifacts implements ArtifactIntake {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final ObservedCluster cluster;
    private final Registry registry;
    private final BuildTimes buildTimes;
    private final Artifacts artifacts;
    private final CommitGraph commits;
    private final ChangeNotes notes;
    private final FeedTasks tasks;
    private final Deliveries deliveries;
    private final Signals signals;
    private final Ids ids;
    private final Clock clock;

    public FeedArtifacts(
            ObservedCluster cluster,
            Registry registry,
            BuildTimes buildTimes,
            Artifacts artifacts,
            CommitGraph commits,
            ChangeNotes notes,
            FeedTasks tasks,
            Deliveries deliveries,
            Signals signals,
            Ids ids,
            Clock clock) {
        this.cluster = cluster;
        this.registry = registry;
        this.buildTimes = buildTimes;
        this.artifacts = artifacts;
        this.commits = commits;
        this.notes = notes;
        this.tasks = tasks;
        this.deliveries = deliveries;
        this.signals = signals;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Resolution resolve(DeliveryRef delivery, Announcement announcement) {
        List<Warehouse> warehouses = cluster.warehouses();
        if (warehouses.isEmpty()) {
            return new Resolution.Unreachable("No Warehouse has been observed in any managed project yet");
        }
        ImageName image = new ImageName(announcement.host(), announcement.repository());
        List<String> refusals = new ArrayList<>();
        List<Warehouse> wanting = wanting(warehouses, image, announcement.tag(), refusals);
        if (wanting.isEmpty()) {
            return new Resolution.Unwanted(
                    refusals.isEmpty() ? "No Warehouse subscribes to " + image : String.join("; ", refusals));
        }
        return switch (registry.head(image, announcement.tag())) {
            case Head.Missing missing -> new Resolution.Missing(missing.reason());
            case Head.Unreachable unreachable -> new Resolution.Unreachable(unreachable.reason());
            case Head.Found found -> {
                String hinted =
                        COMMIT.matcher(announcement.tag()).matches() ? announcement.tag() : announcement.commit();
                yield new Resolution.Resolved(new Artifact(
                        image.host(),
                        image.path(),
                        announcement.tag(),
                        found.digest(),
                        buildTimes.commit(image, found.digest(), hinted, wanting)));
            }
        };
    }

    @Override
    public void accept(DeliveryRef delivery, Artifact artifact) {
        ImageName image = new ImageName(artifact.host(), artifact.repository());
        String repository = image.toString();
        artifacts.seen(repository, artifact.tag(), artifact.digest(), artifact.commit(), delivery.receivedAt());
        for (Warehouse warehouse : wanting(cluster.warehouses(), image, artifact.tag(), new ArrayList<>())) {
            // Siblings first: what waits for this artifact under the same tag can go on now.
            tasks.wake(warehouse.project(), warehouse.name(), artifact.tag(), clock.instant());
            tasks.add(
                            ids.next(),
                            warehouse.project(),
                            warehouse.name(),
                            repository,
                            artifact.tag(),
                            artifact.digest(),
                            delivery,
                            clock.instant())
                    .ifPresent(freight -> deliveries.becameFreight(
                            delivery.id(), warehouse.project(), warehouse.name(), freight, "existed"));
        }
        signals.raise(FeedSignals.TASKS);
    }

    @Override
    public void commits(DeliveryRef delivery, CommitFacts facts) {
        String before = facts.before();
        if (facts.defaultBranch() && before != null && !commits.knows(before)) {
            commits.noteGap(facts.repository(), facts.branch(), before, clock.instant());
        }
        commits.add(facts);
        if (facts.defaultBranch()) {
            facts.commits()
                    .forEach(commit -> PullRequestNumber.of(commit.message())
                            .ifPresent(number ->
                                    notes.note(facts.repository(), number, commit.sha(), delivery.receivedAt())));
        }
    }

    @Override
    public void merged(DeliveryRef delivery, MergeFact fact) {
        notes.note(fact.repository(), fact.number(), fact.commit(), delivery.receivedAt());
    }

    /** Warehouses with a subscription that selects the tag; why the others do not goes to {@code refusals}. */
    private static List<Warehouse> wanting(
            List<Warehouse> warehouses, ImageName image, String tag, List<String> refusals) {
        List<Warehouse> wanting = new ArrayList<>();
        for (Warehouse warehouse : warehouses) {
            List<String> here = new ArrayList<>();
            boolean selected = false;
            for (ImageSubscription subscription : warehouse.images()) {
                if (ImageName.parse(subscription.repoUrl())
                        .filter(image::equals)
                        .isEmpty()) {
                    continue;
                }
                switch (new ImageSelector(subscription).select(tag)) {
                    case Selection.Selected yes -> selected = true;
                    case Selection.Refused no ->
                        here.add("Warehouse " + warehouse.project() + "/" + warehouse.name() + ": " + no.reason());
                }
            }
            if (selected) {
                wanting.add(warehouse);
            } else {
                refusals.addAll(here);
            }
        }
        return wanting;
    }
}
