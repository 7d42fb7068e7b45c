package io.promotionbus.feed.spring;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.feed.Artifacts;
import io.promotionbus.feed.BuildTimes;
import io.promotionbus.feed.ChangeNotes;
import io.promotionbus.feed.ClaimTasks;
import io.promotionbus.feed.CommitGraph;
import io.promotionbus.feed.CompareTags;
import io.promotionbus.feed.FeedArtifacts;
import io.promotionbus.feed.FeedTasks;
import io.promotionbus.feed.FillGaps;
import io.promotionbus.feed.FreightAge;
import io.promotionbus.feed.GitHost;
import io.promotionbus.feed.LongestWaits;
import io.promotionbus.feed.NewestRule;
import io.promotionbus.feed.RefreshTask;
import io.promotionbus.feed.RefreshWarehouses;
import io.promotionbus.feed.Refreshes;
import io.promotionbus.feed.Registry;
import io.promotionbus.feed.RegistryAddresses;
import io.promotionbus.feed.SettleTask;
import io.promotionbus.feed.TagChecks;
import io.promotionbus.feed.WatchKargo;
import io.promotionbus.feed.WorkTask;
import io.promotionbus.intake.Deliveries;
import io.promotionbus.intake.RepairDelivery;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.DueWork;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.Policies;
import io.promotionbus.promotion.Lanes;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedProperties.class)
class FeedConfiguration {

    @Bean
    RegistryAddresses registryAddresses(Environment environment) {
        return RegistrySettings.read(environment);
    }

    @Bean
    BuildTimes buildTimes(
            ObservedCluster cluster,
            Registry registry,
            Artifacts artifacts,
            CommitGraph commits,
            FeedProperties properties) {
        return new BuildTimes(cluster, registry, artifacts, commits, properties.readImageConfig());
    }

    @Bean
    FeedArtifacts feedArtifacts(
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
        return new FeedArtifacts(
                cluster, registry, buildTimes, artifacts, commits, notes, tasks, deliveries, signals, ids, clock);
    }

    @Bean
    NewestRule newestRule(ObservedCluster cluster, Artifacts artifacts, CommitGraph commits) {
        return new NewestRule(cluster, new FreightAge(artifacts, commits));
    }

    @Bean
    ClaimTasks claimFeedTasks(FeedTasks tasks, Clock clock, FeedProperties properties) {
        return new ClaimTasks(tasks, clock, properties.lease());
    }

    @Bean
    RefreshTask refreshTask(
            ObservedCluster cluster,
            Refreshes refreshes,
            KargoWriter kargo,
            Transactions transactions,
            Ids ids,
            Clock clock,
            FeedProperties properties) {
        return new RefreshTask(cluster, refreshes, kargo, transactions, ids, clock, properties.refreshTimeout());
    }

    @Bean
    WorkTask workFeedTask(
            ObservedCluster cluster,
            Policies policies,
            Artifacts artifacts,
            KargoWriter kargo,
            NewestRule newest,
            RefreshTask refresh,
            Clock clock,
            FeedProperties properties) {
        return new WorkTask(cluster, policies, artifacts, kargo, newest, refresh, clock, properties.siblings());
    }

    @Bean
    SettleTask settleFeedTask(
            FeedTasks tasks,
            Refreshes refreshes,
            Deliveries deliveries,
            AuditLog audit,
            Transactions transactions,
            Ids ids,
            Clock clock,
            FeedProperties properties) {
        return new SettleTask(tasks, refreshes, deliveries, audit, transactions, ids, clock, properties.refreshPause());
    }

    @Bean
    RefreshWarehouses refreshWarehouses(
            Refreshes refreshes, KargoWriter kargo, Transactions transactions, Clock clock, FeedProperties properties) {
        return new RefreshWarehouses(refreshes, kargo, transactions, clock, properties.refreshTimeout());
    }

    @Bean
    CompareTags compareTags(
            ObservedCluster cluster,
            Registry registry,
            TagChecks checks,
            RepairDelivery repair,
            Transactions transactions,
            BusinessClock clock,
            FeedProperties properties) {
        return new CompareTags(cluster, registry, checks, repair, transactions, clock, properties.compareTags());
    }

    /** Due in business time: whoever moves the clock waits for it. */
    @Bean
    DueWork dueTagComparison(CompareTags compareTags) {
        return compareTags::handle;
    }

    @Bean
    FillGaps fillGaps(CommitGraph commits, GitHost host, Transactions transactions, Lanes lanes, Clock clock) {
        return new FillGaps(commits, host, transactions, lanes, clock);
    }

    @Bean
    LongestWaits longestWaitsOfTheFeed(FeedProperties properties) {
        return LongestWaits.of(properties.lease(), properties.siblings(), properties.refreshPause());
    }

    @Bean
    WatchKargo watchKargo(FeedTasks tasks, Refreshes refreshes, Signals signals, Clock clock) {
        return new WatchKargo(tasks, refreshes, signals, clock);
    }
}
