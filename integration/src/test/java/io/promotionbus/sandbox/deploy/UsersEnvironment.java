package io.promotionbus.sandbox.deploy;

import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Rollout;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.source.Company;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One environment as a Deployment with one replica and a rolling update keeps it: the new version is started beside the
 * old one and takes over when it is ready. The rollout failed when that does not happen within the progress deadline; a
 * version that went down after it had taken over is progressing, as Argo CD sees it.
 *
 * <p>One thread does all the work; what others read is volatile.
 */
final class UsersEnvironment implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** What was asked for and what serves, as it is kept. */
    record Kept(List<ImageRef> requested, List<ImageRef> serving) {}

    private final Target target;
    private final UsersApi api;
    private final Company company;
    private final Duration progressDeadline;
    private final Runnable changed;
    private final ScheduledExecutorService thread;
    private final Set<UsersInstance> leaving = ConcurrentHashMap.newKeySet();
    private volatile List<ImageRef> requested = List.of();
    private volatile @Nullable UsersInstance serving;
    private volatile @Nullable UsersInstance coming;
    private volatile @Nullable List<ImageRef> failed;
    private boolean migrated;
    private long deadline;
    private Rollout announced = Rollout.NOTHING;

    /** @param changed is called when the state or what is kept may have changed */
    UsersEnvironment(Target target, UsersApi api, Company company, Duration progressDeadline, Runnable changed) {
        this.target = target;
        this.api = api;
        this.company = company;
        this.progressDeadline = progressDeadline;
        this.changed = changed;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("users-" + target.stage()).factory());
    }

    /** Takes over what an earlier sandbox kept; nothing runs before {@link #start}. */
    void resume(Kept kept) {
        requested = List.copyOf(kept.requested());
        if (!kept.serving().isEmpty()) {
            serving = instance(List.copyOf(kept.serving()));
        }
    }

    void start() {
        Future<?> unused =
                thread.scheduleWithFixedDelay(this::guardedLook, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    void sync(List<ImageRef> images) {
        requested = List.copyOf(images);
        changed.run();
    }

    Rollout state() {
        List<ImageRef> wanted = requested;
        if (wanted.isEmpty()) {
            return Rollout.NOTHING;
        }
        UsersInstance now = serving;
        if (now != null && now.images().equals(wanted)) {
            return now.isReady() ? Rollout.READY : Rollout.CRASHED;
        }
        return wanted.equals(failed) ? Rollout.FAILED : Rollout.PROGRESSING;
    }

    Kept kept() {
        UsersInstance now = serving;
        return new Kept(requested, now == null ? List.of() : now.images());
    }

    /** What the environment's address shows, ready or not. */
    Optional<UsersInstance> serving() {
        return Optional.ofNullable(serving);
    }

    /** The instance that answers requests now; the caller {@linkplain UsersInstance#leave leaves} it afterwards. */
    Optional<UsersInstance> enter() {
        while (true) {
            UsersInstance now = serving;
            if (now == null || !now.isReady()) {
                return Optional.empty();
            }
            now.enter();
            if (now == serving) {
                return Optional.of(now);
            }
            now.leave();
        }
    }

    /** The pids of its processes by their names; none for the main one while nothing runs. */
    Map<String, Optional<Long>> processes() {
        Map<String, Optional<Long>> pids = new HashMap<>();
        String name = "users-" + target.stage();
        pids.put(name, Optional.ofNullable(serving).flatMap(UsersInstance::pid));
        Optional.ofNullable(coming)
                .flatMap(UsersInstance::pid)
                .ifPresent(pid -> pids.put(name + "-next", Optional.of(pid)));
        return pids;
    }

    private void guardedLook() {
        try {
            look();
        } catch (RuntimeException e) {
            System.getLogger(UsersEnvironment.class.getName())
                    .log(System.Logger.Level.WARNING, "users " + target.stage() + " could not be looked after", e);
        }
    }

    private void look() {
        List<ImageRef> wanted = requested;
        if (!wanted.isEmpty()) {
            if (!migrated) {
                migrated = api.migrate(target.stage());
            }
            UsersInstance now = serving;
            if (now != null && migrated) {
                now.look();
            }
            if (now != null && now.images().equals(wanted)) {
                giveUpComing();
            } else {
                rollOut(wanted);
            }
        }
        Rollout state = state();
        if (state != announced) {
            announced = state;
            changed.run();
        }
    }

    private void rollOut(List<ImageRef> wanted) {
        UsersInstance next = coming;
        if (next == null || !next.images().equals(wanted)) {
            giveUpComing();
            next = instance(wanted);
            coming = next;
            failed = null;
            deadline = System.nanoTime() + progressDeadline.toNanos();
        }
        if (migrated) {
            next.look();
        }
        if (next.isReady()) {
            UsersInstance old = serving;
            serving = next;
            coming = null;
            if (old != null) {
                leaving.add(old);
                Thread.ofVirtual().name("drain-" + old.name()).start(() -> {
                    old.drain();
                    leaving.remove(old);
                });
            }
        } else if (System.nanoTime() - deadline >= 0) {
            failed = wanted;
        }
    }

    private void giveUpComing() {
        UsersInstance next = coming;
        if (next != null) {
            coming = null;
            next.kill();
        }
    }

    /** Names are for output and pid files, which no two that run at once may share. */
    private UsersInstance instance(List<ImageRef> images) {
        Set<String> taken = instances().map(UsersInstance::name).collect(Collectors.toSet());
        String name = Stream.iterate(1, slot -> slot + 1)
                .map(slot -> "users-" + target.stage() + "-" + slot)
                .filter(one -> !taken.contains(one))
                .findFirst()
                .orElseThrow();
        return new UsersInstance(api, target.stage(), name, images, Release.of(images, company));
    }

    private Stream<UsersInstance> instances() {
        return Stream.concat(
                Stream.of(Optional.ofNullable(serving), Optional.ofNullable(coming))
                        .flatMap(Optional::stream),
                leaving.stream());
    }

    /** Ends what runs and forgets it; returns when that is done. */
    void reset() {
        CompletableFuture.runAsync(
                        () -> {
                            requested = List.of();
                            instances().forEach(UsersInstance::kill);
                            serving = null;
                            coming = null;
                            failed = null;
                            migrated = false;
                            announced = Rollout.NOTHING;
                        },
                        thread)
                .join();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        instances().toList().parallelStream().forEach(UsersInstance::stop);
    }
}
