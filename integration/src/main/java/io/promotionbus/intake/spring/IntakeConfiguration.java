package io.promotionbus.intake.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.intake.AcceptDelivery;
import io.promotionbus.intake.ArtifactIntake;
import io.promotionbus.intake.Backlog;
import io.promotionbus.intake.Backoff;
import io.promotionbus.intake.ClaimDeliveries;
import io.promotionbus.intake.DeliveryRecords;
import io.promotionbus.intake.FailureLimit;
import io.promotionbus.intake.HookHost;
import io.promotionbus.intake.Inbox;
import io.promotionbus.intake.InterpretDelivery;
import io.promotionbus.intake.KeepHouse;
import io.promotionbus.intake.LongestWaits;
import io.promotionbus.intake.Redeliveries;
import io.promotionbus.intake.RedriveDelivery;
import io.promotionbus.intake.RepairDelivery;
import io.promotionbus.intake.RepairHooks;
import io.promotionbus.intake.RepairInterpreter;
import io.promotionbus.intake.ResolveArtifacts;
import io.promotionbus.intake.SettleDelivery;
import io.promotionbus.intake.SourceActivities;
import io.promotionbus.intake.SourceActivity;
import io.promotionbus.intake.WebhookSource;
import io.promotionbus.intake.WebhookSources;
import io.promotionbus.intake.dockerhub.DockerHubInterpreter;
import io.promotionbus.intake.dockerhub.DockerHubSource;
import io.promotionbus.intake.github.GitHubInterpreter;
import io.promotionbus.intake.github.GitHubSource;
import io.promotionbus.intake.web.Handover;
import io.promotionbus.intake.web.RequestMeter;
import io.promotionbus.intake.web.WebhookFilter;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.DueWork;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
class IntakeConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeConfiguration.class);

    @Bean
    WebhookSources webhookSources(IntakeProperties properties) {
        List<WebhookSource> sources = new ArrayList<>();
        properties.github().forEach((name, source) -> sources.add(new GitHubSource(name, source.secrets())));
        properties.dockerhub().forEach((name, source) -> sources.add(new DockerHubSource(name, source.tokens())));
        if (sources.isEmpty()) {
            LOG.warn("No webhook source is configured (bus.intake.github.<name>.secrets,"
                    + " bus.intake.dockerhub.<name>.tokens): only what Kargo finds by itself will move");
        }
        return new WebhookSources(sources);
    }

    @Bean
    FailureLimit failureLimit(Clock clock) {
        return new FailureLimit(clock);
    }

    @Bean
    SourceActivity sourceActivity() {
        return new SourceActivity();
    }

    @Bean
    AcceptDelivery acceptDelivery(
            Inbox inbox,
            AuditLog audit,
            Transactions transactions,
            Signals signals,
            Ids ids,
            BusinessClock businessClock,
            Clock clock,
            FailureLimit failures,
            SourceActivity activity,
            IntakeProperties properties) {
        return new AcceptDelivery(
                inbox,
                audit,
                transactions,
                signals,
                ids,
                businessClock,
                clock,
                failures,
                activity,
                properties.recheckDelay());
    }

    @Bean
    FilterRegistrationBean<WebhookFilter> webhookFilter(
            WebhookSources sources,
            Problems problems,
            RequestMeter meter,
            Clock clock,
            IntakeProperties properties,
            ObjectProvider<Handover> handover) {
        // Filters are made before Camel is; asked for only when a request is there.
        FilterRegistrationBean<WebhookFilter> registration = new FilterRegistrationBean<>(new WebhookFilter(
                sources, problems, meter, clock, properties.bytesInFlight().toBytes(), handover::getObject));
        registration.addUrlPatterns(WebhookFilter.PATHS);
        // Right behind the one that measures requests: sessions and security are for people.
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return registration;
    }

    @Bean
    RepairDelivery repairDelivery(Inbox inbox, Signals signals, Ids ids, BusinessClock businessClock, Clock clock) {
        return new RepairDelivery(inbox, signals, ids, businessClock, clock);
    }

    @Bean
    RepairHooks repairHooks(
            HookHost host,
            Redeliveries redeliveries,
            AuditLog audit,
            Transactions transactions,
            BusinessClock businessClock,
            Clock clock,
            IntakeProperties properties,
            @Value("${bus.github.repository:}") String repository) {
        List<HookHost.Hook> hooks = new ArrayList<>();
        properties.github().forEach((name, source) -> {
            if (source.hookId() != null) {
                hooks.add(new HookHost.Hook(name, owner(name, source, repository), source.hookId()));
            }
        });
        return new RepairHooks(
                hooks,
                host,
                redeliveries,
                audit,
                transactions,
                businessClock,
                clock,
                properties.repairHooks(),
                properties.redeliveryWindow());
    }

    private static String owner(String name, IntakeProperties.GitHubProperties source, String repository) {
        String owner = source.hookOwner() == null ? repository : source.hookOwner();
        if (owner.isBlank()) {
            throw InvalidConfiguration.missing(
                    "bus.intake.github." + name + ".hook-owner",
                    "it must be the repository that the webhook belongs to");
        }
        return owner;
    }

    /** Due in business time: whoever moves the clock waits for it. */
    @Bean
    DueWork dueHookRepair(RepairHooks repair) {
        return repair::handle;
    }

    @Bean
    ClaimDeliveries claimDeliveries(Backlog backlog, Clock clock, IntakeProperties properties) {
        return new ClaimDeliveries(backlog, clock, properties.lease());
    }

    @Bean
    InterpretDelivery interpretDelivery(IntakeProperties properties, Backlog backlog) {
        Map<String, String> registries = properties.dockerhub().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().registry()));
        return new InterpretDelivery(
                Map.of(
                        GitHubSource.PROVIDER, new GitHubInterpreter(),
                        DockerHubSource.PROVIDER, new DockerHubInterpreter(registries),
                        RepairDelivery.SOURCE, new RepairInterpreter(new GitHubInterpreter())),
                backlog::body);
    }

    @Bean
    ResolveArtifacts resolveArtifacts(ArtifactIntake artifacts, IntakeProperties properties) {
        return new ResolveArtifacts(
                artifacts, new ResolveArtifacts.Attempts(properties.attempts(), properties.missingAttempts()));
    }

    @Bean
    SettleDelivery settleDelivery(
            Backlog backlog,
            ArtifactIntake artifacts,
            AuditLog audit,
            Transactions transactions,
            BusinessClock businessClock,
            Clock clock,
            Ids ids,
            IntakeProperties properties,
            Changes changes) {
        return new SettleDelivery(
                backlog, artifacts, audit, transactions, businessClock, clock, ids, backoff(properties), changes);
    }

    private static Backoff backoff(IntakeProperties properties) {
        return new Backoff(properties.firstPause(), properties.longestPause());
    }

    @Bean
    LongestWaits longestWaitsOfDeliveries(IntakeProperties properties) {
        return LongestWaits.of(properties.lease(), backoff(properties), properties.recheckDelay());
    }

    @Bean
    RedriveDelivery redriveDelivery(
            DeliveryRecords records,
            AuditLog audit,
            Transactions transactions,
            Signals signals,
            Clock clock,
            Changes changes) {
        return new RedriveDelivery(records, audit, transactions, signals, clock, changes);
    }

    @Bean
    KeepHouse intakeKeepHouse(
            Backlog backlog,
            DeliveryRecords records,
            SourceActivity activity,
            SourceActivities activities,
            BusinessClock businessClock,
            Clock clock,
            IntakeProperties properties) {
        return new KeepHouse(backlog, records, activity, activities, businessClock, clock, properties.bodyRetention());
    }

    /** Bodies are forgotten in business time: whoever moves the clock waits for it. */
    @Bean
    DueWork intakeRetention(KeepHouse keepHouse) {
        return () -> {
            keepHouse.forgetBodies();
            return false;
        };
    }

    /** Seconds of silence per configured source; NaN until one was heard. */
    @Bean
    MeterBinder sourceSilence(WebhookSources sources, KeepHouse keepHouse, BusinessClock clock) {
        return registry -> sources.all()
                .forEach(source -> Gauge.builder("bus.intake.silence", () -> silence(keepHouse, clock, source))
                        .description("Time since the source was last heard")
                        .baseUnit("seconds")
                        .tags("source", source.provider(), "name", source.name())
                        .register(registry));
    }

    private static double silence(KeepHouse keepHouse, BusinessClock clock, WebhookSource source) {
        Instant last = keepHouse.lastHeard().get(new SourceActivity.Key(source.provider(), source.name()));
        return last == null ? Double.NaN : Duration.between(last, clock.now()).toMillis() / 1000.0;
    }

    @Bean
    MeterBinder bodyBudget(FilterRegistrationBean<WebhookFilter> filter) {
        return registry -> Gauge.builder(
                        "bus.intake.body.budget", () -> filter.getFilter().bytesLeft())
                .description("Memory that webhook bodies may still take")
                .baseUnit("bytes")
                .register(registry);
    }
}
