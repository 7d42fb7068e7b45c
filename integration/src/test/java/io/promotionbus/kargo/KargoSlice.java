package io.promotionbus.kargo;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.camel.Wakeups;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The cluster access and the policies of one replica, running: real PostgreSQL, real HTTP, the rest of the bus left out. */
public final class KargoSlice implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private KargoSlice(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a replica that is the bus's ServiceAccount in the simulated cluster. */
    public static KargoSlice start(ClusterSimulator cluster, TestDatabase database, String... properties) {
        return start(cluster.kubeconfig(cluster.busToken()), database, properties);
    }

    public static KargoSlice start(String kubeconfig, TestDatabase database, String... properties) {
        Path file = write(kubeconfig);
        System.setProperty("kubeconfig", file.toString());
        try {
            return new KargoSlice(new SpringApplicationBuilder(Config.class)
                    .web(WebApplicationType.NONE)
                    .properties(
                            "spring.config.location=optional:classpath:/none/",
                            "spring.main.banner-mode=off",
                            "spring.datasource.url=" + database.url(),
                            "spring.datasource.username=" + TestDatabase.APPLICATION,
                            "spring.datasource.password=" + TestDatabase.PASSWORD,
                            "bus.kubernetes.request-timeout=2s",
                            "bus.kubernetes.connect-timeout=1s")
                    .properties(properties)
                    .run());
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    private static Path write(String kubeconfig) {
        try {
            Path file = Files.createTempFile("kubeconfig", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public Recorder recorder() {
        return get(Recorder.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration
    @ComponentScan({
        "io.promotionbus.kargo",
        "io.promotionbus.policy.camel",
        "io.promotionbus.policy.jdbc",
        "io.promotionbus.policy.kubernetes",
        "io.promotionbus.policy.spring"
    })
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        org.apache.camel.spring.boot.CamelAutoConfiguration.class
    })
    @Import(Wakeups.class)
    static class Config {

        @Bean
        Recorder recorder() {
            return new Recorder();
        }

        @Bean
        io.promotionbus.platform.security.People people() {
            return new io.promotionbus.support.KnownPeople();
        }

        @Bean
        Clock wallClock() {
            return Clock.systemUTC();
        }

        @Bean
        BusinessClock businessClock() {
            return () -> Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        }

        @Bean
        Ids ids() {
            return new Ids() {
                @Override
                public UUID next() {
                    return UUID.randomUUID();
                }

                @Override
                public String token(int bytes) {
                    byte[] token = new byte[bytes];
                    ThreadLocalRandom.current().nextBytes(token);
                    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
                }

                @Override
                public double jitter() {
                    return ThreadLocalRandom.current().nextDouble();
                }
            };
        }

        @Bean
        Dependencies dependencies() {
            Map<String, Dependencies.State> states = new ConcurrentHashMap<>();
            return new Dependencies() {
                @Override
                public void answered(String name) {
                    states.put(name, new State(name, true, Instant.now(), null));
                }

                @Override
                public void away(String name, String detail) {
                    states.put(name, new State(name, false, Instant.now(), detail));
                }

                @Override
                public List<State> states() {
                    return List.copyOf(states.values());
                }
            };
        }

        @Bean
        Transactions transactions(PlatformTransactionManager manager) {
            TransactionTemplate template = new TransactionTemplate(manager);
            return new Transactions() {
                @Override
                public <T> T call(Supplier<T> work) {
                    return template.execute(status -> work.get());
                }

                @Override
                public void afterCommit(Runnable work) {
                    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                        work.run();
                        return;
                    }
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            work.run();
                        }
                    });
                }
            };
        }

        @Bean
        RouteBuilder errorPolicies() {
            return new RouteConfigurationBuilder() {
                @Override
                public void configuration() {
                    routeConfiguration("base").errorHandler(defaultErrorHandler());
                }
            };
        }
    }
}
