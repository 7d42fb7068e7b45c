package io.promotionbus.sandbox;

import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.sandbox.bus.BusProcess;
import io.promotionbus.sandbox.cluster.Deployer;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.control.ControlServer;
import io.promotionbus.sandbox.deploy.PretendedDeployer;
import io.promotionbus.sandbox.deploy.ProcessDeployer;
import io.promotionbus.sandbox.deploy.UsersApi;
import io.promotionbus.sandbox.deploy.UsersPage;
import io.promotionbus.sandbox.deploy.UsersSite;
import io.promotionbus.sandbox.fault.Fault;
import io.promotionbus.sandbox.fault.FaultGate;
import io.promotionbus.sandbox.github.GitHubServer;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.sandbox.keycloak.KeycloakServer;
import io.promotionbus.sandbox.mail.MailServer;
import io.promotionbus.sandbox.postgres.PostgresServer;
import io.promotionbus.sandbox.process.JavaProgram;
import io.promotionbus.sandbox.process.Ports;
import io.promotionbus.sandbox.registry.RegistryServer;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.Senders;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Everything the sandbox runs, put together. */
public final class RunningSandbox implements AutoCloseable {

    public static final String PROJECT = "image-promotion";
    public static final List<String> STAGES = List.of("dev", "stg", "prod");

    private static final List<Target> TARGETS =
            STAGES.stream().map(stage -> new Target(PROJECT, stage)).toList();
    private static final String DATABASE = "promotion_bus";
    /** A bus that cannot reach a real cluster is ready nevertheless. */
    private static final Duration POLICIES_WITHIN = Duration.ofSeconds(20);

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    /** What can be made to fail besides the cluster. */
    public enum Remote {
        REGISTRY,
        GITHUB,
        SMTP,
        KEYCLOAK
    }

    private final SandboxOptions options;
    private final Consumer<String> progress;
    private final DataFolder data;
    private final boolean newData;
    private final Secrets secrets;
    private final SandboxClock clock = new SandboxClock();
    private final PostgresServer postgres;
    private final Map<Remote, FaultGate> gates = new EnumMap<>(Remote.class);
    private final List<AutoCloseable> users = new ArrayList<>();
    private final List<BusProcess> buses = new CopyOnWriteArrayList<>();
    private final ClockMover clockMover;
    /** Its secrets are known; the bus can start beside it. */
    private final CompletableFuture<KeycloakServer> prepared;

    private final CompletableFuture<Void> identity;
    private final CompletableFuture<JavaProgram> program;
    private final Company company;
    private final Hook hook;
    private final Senders senders;
    private final GitHubServer github;
    private final MailServer mail;
    private final RegistryServer registry;
    private final Deployer deployer;
    private final Optional<ProcessDeployer> environments;
    private final Cluster cluster;
    private final ControlServer control;
    private volatile KeycloakServer keycloak;
    private volatile boolean started;

    private RunningSandbox(SandboxOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.data = new DataFolder(options.data());
        data.claim(progress);
        boolean outdated = data.prepare();
        this.newData = !Files.exists(data.path("secrets.properties"));
        if (outdated) {
            progress.accept("the data of an earlier version was deleted: realm or schema have changed");
        }
        options.requireFreePorts();
        this.secrets = new Secrets(data.path("secrets.properties"));
        this.postgres = new PostgresServer(
                data.path("postgres-data"), Ports.free(), secrets.of("postgres"), options.measured());
        this.clockMover = new ClockMover(postgres, DATABASE, clock);
        // What runs in processes of its own starts first, the rest is made meanwhile.
        CompletableFuture<Void> database = CompletableFuture.runAsync(this::startDatabase);
        int keycloakPort = Ports.free();
        gate(Remote.KEYCLOAK, FaultGate.Protocol.HTTP, keycloakPort, options.port(Port.KEYCLOAK));
        this.prepared = CompletableFuture.supplyAsync(() -> prepareKeycloak(keycloakPort));
        this.identity = prepared.thenAcceptAsync(this::startKeycloak);
        this.program = CompletableFuture.supplyAsync(this::layOutBus);
        this.company = new Company(data.path("pushes.ndjson"), clock);
        this.hook = new Hook(githubSecret());
        this.senders = new Senders(() -> buses.stream().map(BusProcess::url).toList(), hook, dockerHubToken());
        this.github = new GitHubServer(company, secrets.of("github-api-token"), hook, senders::post);
        this.mail = MailServer.start(Ports.free());
        this.registry = new RegistryServer(
                company,
                () -> gates.get(Remote.REGISTRY)
                        .current()
                        .filter(fault -> fault.kind() != Fault.Kind.SLOW)
                        .isPresent());
        this.environments = Optional.ofNullable(options.usersApi()).map(this::processes);
        this.deployer = environments.map(Deployer.class::cast).orElseGet(() -> pretended(company));
        gate(Remote.REGISTRY, FaultGate.Protocol.HTTP, registry.port(), 0);
        gate(Remote.GITHUB, FaultGate.Protocol.HTTP, github.port(), 0);
        gate(Remote.SMTP, FaultGate.Protocol.SMTP, mail.port(), 0);
        // The clock's offset is in the database, and the cluster must not see an earlier time than before.
        join(database);
        this.cluster = Cluster.start(options, data, clock, registry, deployer);
        List<Port> ports = List.of(Port.USERS_DEV, Port.USERS_STG, Port.USERS_PROD);
        for (int i = 0; i < STAGES.size(); i++) {
            users.add(address(TARGETS.get(i), options.port(ports.get(i))));
        }
        this.control = new ControlServer(this, options.port(Port.CONTROL));
    }

    private ProcessDeployer processes(Path jar) {
        UsersApi api = new UsersApi(
                new Once<>(() -> JavaProgram.of("users", jar, UsersApi.SMALL)),
                data.path("users"),
                postgres,
                secrets,
                issuer());
        return new ProcessDeployer(
                TARGETS, api, company, data.path("processes.json"), ProcessDeployer.PROGRESS_DEADLINE);
    }

    private PretendedDeployer pretended(Company pushes) {
        return new PretendedDeployer(pushes, data.path("environments.json"));
    }

    private AutoCloseable address(Target target, int port) {
        if (deployer instanceof PretendedDeployer pretended) {
            return new UsersPage(target, port, pretended, company);
        }
        return new UsersSite(target, port, environments.orElseThrow(), issuer());
    }

    private URI issuer() {
        return keycloakUrl().resolve("/realms/promotion-bus");
    }

    private void gate(Remote remote, FaultGate.Protocol protocol, int upstream, int port) {
        gates.put(remote, FaultGate.before(protocol, upstream, port));
    }

    /** Starts everything and returns when the bus is ready. */
    public static RunningSandbox start(SandboxOptions options, Consumer<String> progress) {
        RunningSandbox sandbox = new RunningSandbox(options, progress);
        try {
            sandbox.start();
            return sandbox;
        } catch (RuntimeException | Error e) {
            sandbox.close();
            throw e;
        }
    }

    private void start() {
        CompletableFuture<Void> replicas =
                prepared.thenCombine(program, (ignored, ready) -> ready).thenAccept(this::startBuses);
        join(replicas);
        join(identity);
        awaitReady();
        started = true;
        // Not before: on a small machine their start would take the cores from what people wait for.
        environments.ifPresent(ProcessDeployer::start);
    }

    private KeycloakServer prepareKeycloak(int port) {
        keycloak = KeycloakServer.in(data.path("keycloak"), port, keycloakUrl(), progress);
        return keycloak;
    }

    private void startKeycloak(KeycloakServer server) {
        server.start();
        progress.accept("Keycloak answers at " + keycloakUrl());
    }

    private JavaProgram layOutBus() {
        return options.measured()
                ? JavaProgram.of("bus", options.jar(), JavaProgram.PRODUCTION).withoutTraining()
                : JavaProgram.of("bus", options.jar(), JavaProgram.SMALL);
    }

    /** Whether this start began with an empty data folder. */
    public boolean hasNewData() {
        return newData;
    }

    /** Whether the start has come to its end; what happens to processes later does not change that. */
    public boolean isStarted() {
        return started;
    }

    private static void join(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void startDatabase() {
        postgres.start();
        postgres.role("promotion_bus_owner", secrets.of("promotion_bus_owner"));
        postgres.role("promotion_bus_app", secrets.of("promotion_bus_app"));
        postgres.database(DATABASE, "promotion_bus_owner");
        for (String stage : STAGES) {
            UsersApi.prepare(stage, postgres, secrets);
        }
        clock().adopt();
        progress.accept("PostgreSQL answers at 127.0.0.1:" + postgres.port());
    }

    private void startBuses(JavaProgram program) {
        Path directory = data.path("bus");
        buses.add(new BusProcess(
                "bus",
                program,
                directory,
                options.port(Port.CONSOLE),
                options.port(Port.MANAGEMENT),
                cluster.kubeconfig(),
                this::busConfiguration));
        if (options.replicas() == 2) {
            buses.add(new BusProcess(
                    "bus2",
                    program,
                    directory,
                    options.port(Port.BUS2),
                    options.port(Port.MANAGEMENT2),
                    cluster.kubeconfig(),
                    this::busConfiguration));
        }
        buses.forEach(BusProcess::start);
        progress.accept(
                "the bus is starting; its output goes to " + buses.getFirst().log());
    }

    private Map<String, String> busConfiguration() {
        return BusConfiguration.of(this, secrets, DATABASE);
    }

    /** Waits until every replica is ready and the bus has seen the cluster's policies. */
    public void awaitReady() {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        awaitReplicas(deadline);
        Instant patience = Instant.now().plus(POLICIES_WITHIN);
        while (!cluster.reconciled() && Instant.now().isBefore(patience)) {
            pause();
        }
    }

    private void awaitReplicas(Instant deadline) {
        for (BusProcess bus : buses) {
            while (!bus.isReady()) {
                if (!bus.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("The bus (" + bus.name() + ") did not become ready; the end of "
                            + bus.log() + ":\n" + bus.tail(25));
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the bus was starting", e);
        }
    }

    /** Data of bus and cluster as at first start. */
    public void reset() {
        senders.reset();
        buses.forEach(BusProcess::kill);
        gates.values().forEach(FaultGate::reset);
        CompletableFuture<Void> identity = CompletableFuture.runAsync(() -> {
            keycloak.start();
            keycloak.admin().resetPeople();
        });
        postgres.start();
        postgres.dropDatabase(DATABASE);
        postgres.database(DATABASE, "promotion_bus_owner");
        clock.moveTo(Duration.ZERO);
        company.reset();
        deployer.reset();
        for (String stage : STAGES) {
            postgres.dropDatabase(UsersApi.database(stage));
            UsersApi.prepare(stage, postgres, secrets);
        }
        cluster.reset();
        mail.clear();
        github.clear();
        join(identity);
        buses.forEach(BusProcess::start);
        awaitReady();
    }

    /** The processes, the sandbox itself first. */
    public List<RunningProcess> processes() {
        List<RunningProcess> all = new ArrayList<>();
        all.add(RunningProcess.of("sandbox", Optional.of(ProcessHandle.current().pid())));
        buses.forEach(bus -> all.add(RunningProcess.of(bus.name(), bus.pid())));
        all.add(RunningProcess.withDescendants("postgres", postgres.pid()));
        all.add(RunningProcess.of("keycloak", Optional.ofNullable(keycloak).flatMap(KeycloakServer::pid)));
        environments.ifPresent(
                running -> running.processes().forEach((name, pid) -> all.add(RunningProcess.of(name, pid))));
        return List.copyOf(all);
    }

    public boolean isReady() {
        return started
                && keycloak != null
                && keycloak.isAlive()
                && postgres.isAlive()
                && !buses.isEmpty()
                && buses.stream().allMatch(BusProcess::isReady);
    }

    public SandboxOptions options() {
        return options;
    }

    public ClockMover clock() {
        return clockMover;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** The bus's database as superuser, for tests that look behind the API. */
    public String databaseName() {
        return DATABASE;
    }

    public KeycloakServer keycloak() {
        return keycloak;
    }

    public Cluster cluster() {
        return cluster;
    }

    public Company company() {
        return company;
    }

    public Senders senders() {
        return senders;
    }

    public GitHubServer github() {
        return github;
    }

    public MailServer mail() {
        return mail;
    }

    public FaultGate gate(Remote remote) {
        return gates.get(remote);
    }

    public List<BusProcess> buses() {
        return List.copyOf(buses);
    }

    public String githubSecret() {
        return secrets.of("github-webhook-secret");
    }

    public String dockerHubToken() {
        return secrets.of("dockerhub-token");
    }

    /** {@code localhost}, because the realm's redirect addresses and the cookies of both are for one name. */
    public URI consoleUrl() {
        return url(Port.CONSOLE);
    }

    public URI keycloakUrl() {
        return url(Port.KEYCLOAK);
    }

    public URI url(Port port) {
        return URI.create("http://localhost:" + options.port(port));
    }

    @Override
    public void close() {
        control.close();
        buses.parallelStream().forEach(BusProcess::stop);
        CompletableFuture<Void> identity = CompletableFuture.runAsync(() -> {
            if (keycloak != null) {
                keycloak.stop();
            }
        });
        users.forEach(RunningSandbox::close);
        senders.close();
        gates.values().forEach(FaultGate::close);
        github.close();
        registry.close();
        mail.close();
        cluster.close();
        deployer.close();
        postgres.stop();
        identity.join();
        data.close();
    }

    private static void close(AutoCloseable address) {
        try {
            address.close();
        } catch (Exception e) {
            throw new IllegalStateException("An address of the users application could not be closed", e);
        }
    }
}
