package io.promotionbus.sandbox.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs nothing: a rollout is Progressing for a while and then Ready, Failed, or Crashed a little later. */
public final class SimulatedDeployer implements Deployer {

    private final Duration rollout;
    private final Map<Target, Rollout> states = new ConcurrentHashMap<>();
    private final Map<Target, Rollout> nextEnd = new ConcurrentHashMap<>();
    private final Map<Target, List<ImageRef>> running = new ConcurrentHashMap<>();
    private final Map<Target, ScheduledFuture<?>> pending = new ConcurrentHashMap<>();
    private final List<Consumer<Target>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulated-deployer").factory());

    /** @param rollout from sync to the end of the rollout */
    public SimulatedDeployer(Duration rollout) {
        this.rollout = rollout;
    }

    /** How the next rollout of this environment ends: READY (the default), FAILED, CRASHED or PROGRESSING (never). */
    public void nextRolloutEnds(Target target, Rollout end) {
        nextEnd.put(target, end);
    }

    /** Changes the state of what runs, as a crash or a recovery would. */
    public void become(Target target, Rollout state) {
        states.put(target, state);
        announce(target);
    }

    /** What was synced last. */
    public List<ImageRef> images(Target target) {
        return running.getOrDefault(target, List.of());
    }

    @Override
    public void sync(Target target, List<ImageRef> images) {
        Rollout end = nextEnd.getOrDefault(target, Rollout.READY);
        nextEnd.remove(target);
        List<ImageRef> before = running.put(target, List.copyOf(images));
        if (images.equals(before) && states.get(target) == Rollout.READY && end == Rollout.READY) {
            return;
        }
        states.put(target, Rollout.PROGRESSING);
        announce(target);
        schedule(target, end == Rollout.CRASHED ? Rollout.READY : end, end);
    }

    private void schedule(Target target, Rollout next, Rollout end) {
        ScheduledFuture<?> task = timer.schedule(
                () -> {
                    become(target, next);
                    if (next != end) {
                        schedule(target, end, end);
                    }
                },
                rollout.toNanos(),
                TimeUnit.NANOSECONDS);
        ScheduledFuture<?> earlier = pending.put(target, task);
        if (earlier != null) {
            earlier.cancel(false);
        }
    }

    @Override
    public Rollout state(Target target) {
        return states.getOrDefault(target, Rollout.NOTHING);
    }

    @Override
    public void onChange(Consumer<Target> listener) {
        listeners.add(listener);
    }

    private void announce(Target target) {
        listeners.forEach(listener -> listener.accept(target));
    }

    @Override
    public void reset() {
        pending.values().forEach(task -> task.cancel(false));
        pending.clear();
        states.clear();
        nextEnd.clear();
        running.clear();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
