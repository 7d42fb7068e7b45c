package io.promotionbus.sandbox.deploy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.promotionbus.sandbox.Secrets;
import io.promotionbus.sandbox.cluster.Deployer;
import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Rollout;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.source.Company;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Real processes of the users API behind the simulated Argo CD Applications, one environment per stage. What was asked
 * for and what served is kept in a file, so that a restarted sandbox brings every environment back.
 */
public final class ProcessDeployer implements Deployer {

    /** The sandbox's progress deadline; Kubernetes waits ten minutes, which teaches nothing. */
    public static final Duration PROGRESS_DEADLINE = Duration.ofSeconds(30);

    private final Path file;
    private final Map<Target, UsersEnvironment> environments = new LinkedHashMap<>();
    private final List<Consumer<Target>> listeners = new CopyOnWriteArrayList<>();

    public ProcessDeployer(List<Target> targets, UsersApi api, Company company, Path file, Duration progressDeadline) {
        this.file = file;
        for (Target target : targets) {
            environments.put(
                    target, new UsersEnvironment(target, api, company, progressDeadline, () -> changed(target)));
        }
        try {
            Files.createDirectories(api.directory());
            if (Files.exists(file)) {
                Map<String, UsersEnvironment.Kept> kept =
                        Json.MAPPER.readValue(Files.readString(file), new TypeReference<>() {});
                environments.forEach((target, environment) ->
                        Optional.ofNullable(kept.get(target.toString())).ifPresent(environment::resume));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The environments in " + file + " cannot be read", e);
        }
    }

    /** From now on processes are started and looked after; what was synced before is caught up with. */
    public void start() {
        environments.values().forEach(UsersEnvironment::start);
    }

    UsersEnvironment environment(Target target) {
        return environments.get(target);
    }

    /** The pids of all processes by their names, without one where nothing runs. */
    public Map<String, Optional<Long>> processes() {
        Map<String, Optional<Long>> pids = new LinkedHashMap<>();
        environments.values().forEach(environment -> pids.putAll(new TreeMap<>(environment.processes())));
        return pids;
    }

    private void changed(Target target) {
        save();
        listeners.forEach(listener -> listener.accept(target));
    }

    private synchronized void save() {
        Map<String, UsersEnvironment.Kept> kept = new TreeMap<>();
        environments.forEach((target, environment) -> kept.put(target.toString(), environment.kept()));
        Secrets.writePrivately(file, Json.text(kept));
    }

    @Override
    public void sync(Target target, List<ImageRef> images) {
        UsersEnvironment environment = environments.get(target);
        if (environment != null) {
            environment.sync(images);
        }
    }

    @Override
    public Rollout state(Target target) {
        UsersEnvironment environment = environments.get(target);
        return environment == null ? Rollout.NOTHING : environment.state();
    }

    @Override
    public void onChange(Consumer<Target> listener) {
        listeners.add(listener);
    }

    @Override
    public void reset() {
        environments.values().forEach(UsersEnvironment::reset);
        save();
    }

    @Override
    public void close() {
        environments.values().parallelStream().forEach(UsersEnvironment::close);
    }
}
