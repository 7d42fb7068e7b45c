package io.promotionbus.sandbox.deploy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.promotionbus.sandbox.Secrets;
import io.promotionbus.sandbox.cluster.Deployer;
import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Rollout;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.Pushed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Rollouts that take a moment and end as the pushed version was told to: well, never ready, bad late, or crashing. The old
 * version serves until the new one is ready. Kept in a file, so that a restarted sandbox finds its environments running.
 */
public final class PretendedDeployer implements Deployer {

    private static final Duration ROLLOUT = Duration.ofMillis(400);
    /** Long enough for its verification to count. */
    private static final Duration LATE = Duration.ofSeconds(8);

    private static final Duration PROGRESS_DEADLINE = Duration.ofSeconds(5);
    private static final Duration UNTIL_CRASH = Duration.ofSeconds(2);

    /**
     * One environment.
     *
     * @param wanted what was synced last
     * @param serving what answers, empty when nothing does
     */
    public record Environment(List<ImageRef> wanted, List<ImageRef> serving, Rollout rollout, boolean slow) {}

    private final Company company;
    private final Path file;
    private final Map<String, Environment> environments = new ConcurrentHashMap<>();
    private final List<Consumer<Target>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rollouts").factory());

    public PretendedDeployer(Company company, Path file) {
        this.company = company;
        this.file = file;
        try {
            if (Files.exists(file)) {
                environments.putAll(Json.MAPPER.readValue(
                        Files.readString(file), new TypeReference<HashMap<String, Environment>>() {}));
                environments.replaceAll((target, now) -> now.rollout() == Rollout.PROGRESSING
                        ? new Environment(now.wanted(), now.wanted(), Rollout.READY, false)
                        : now);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The environments in " + file + " cannot be read", e);
        }
    }

    /** What runs where, if anything was ever deployed there. */
    public Optional<Environment> environment(Target target) {
        return Optional.ofNullable(environments.get(target.toString()));
    }

    @Override
    public void sync(Target target, List<ImageRef> images) {
        Environment before = environments.get(target.toString());
        boolean settled = before != null
                && before.wanted().equals(images)
                && (before.rollout() == Rollout.READY || before.rollout() == Rollout.PROGRESSING);
        if (settled) {
            return;
        }
        List<ImageRef> serving = before == null ? List.of() : before.serving();
        become(target, new Environment(List.copyOf(images), serving, Rollout.PROGRESSING, false));
        String fault = fault(images);
        Environment ready = new Environment(images, images, Rollout.READY, fault.equals("slow"));
        switch (fault) {
            case "unready" -> later(PROGRESS_DEADLINE, target, new Environment(images, serving, Rollout.FAILED, false));
            case "late" -> {
                later(ROLLOUT, target, ready);
                later(ROLLOUT.plus(LATE), target, new Environment(images, List.of(), Rollout.CRASHED, false));
            }
            case "crash" -> {
                later(ROLLOUT, target, ready);
                later(ROLLOUT.plus(UNTIL_CRASH), target, new Environment(images, List.of(), Rollout.CRASHED, false));
            }
            default -> later(ROLLOUT, target, ready);
        }
    }

    private String fault(List<ImageRef> images) {
        return images.stream()
                .flatMap(image -> company
                        .builtAs(image.repoUrl().replaceFirst(".*/", ""), image.digest())
                        .filter(push -> push.image().equals(image.repoUrl().replaceFirst(".*/", "")))
                        .map(Pushed::fault)
                        .stream())
                .findFirst()
                .orElse("none");
    }

    /** Happens only if nothing else was synced meanwhile. */
    private void later(Duration delay, Target target, Environment next) {
        Future<?> unused = timer.schedule(
                () -> {
                    Environment now = environments.get(target.toString());
                    if (now != null && now.wanted().equals(next.wanted())) {
                        become(target, next);
                    }
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void become(Target target, Environment environment) {
        environments.put(target.toString(), environment);
        save();
        listeners.forEach(listener -> listener.accept(target));
    }

    private synchronized void save() {
        Secrets.writePrivately(file, Json.text(environments));
    }

    @Override
    public Rollout state(Target target) {
        return environment(target).map(Environment::rollout).orElse(Rollout.NOTHING);
    }

    @Override
    public void onChange(Consumer<Target> listener) {
        listeners.add(listener);
    }

    @Override
    public void reset() {
        environments.clear();
        save();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
