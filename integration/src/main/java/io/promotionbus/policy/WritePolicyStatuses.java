package io.promotionbus.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.kargo.Stage;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the status of every StagePolicy in line with what the bus makes of it. Any replica may do it: each writes the same,
 * and only where it differs from what was observed.
 */
public final class WritePolicyStatuses {

    private static final Logger LOG = LoggerFactory.getLogger(WritePolicyStatuses.class);

    private final PolicyRecords records;
    private final ObservedCluster cluster;
    private final StatusWriter writer;
    private final CheckNeeds needs;
    private final Clock wall;

    public WritePolicyStatuses(
            PolicyRecords records, ObservedCluster cluster, StatusWriter writer, CheckNeeds needs, Clock wall) {
        this.records = records;
        this.cluster = cluster;
        this.writer = writer;
        this.needs = needs;
        this.wall = wall;
    }

    public void handle() {
        Map<String, Set<String>> stages = cluster.stages().stream()
                .collect(Collectors.groupingBy(Stage::project, Collectors.mapping(Stage::name, Collectors.toSet())));
        Map<String, List<PolicyObject>> policies =
                records.all().stream().collect(Collectors.groupingBy(PolicyObject::project));
        try {
            policies.forEach((project, ofProject) -> ProjectRules.of(ofProject)
                    .verdicts()
                    .forEach(verdict -> write(verdict, stages.getOrDefault(project, Set.of()))));
        } catch (ClusterUnavailable away) {
            LOG.info("The status of policies is written later: {}", away.getMessage());
        }
    }

    private void write(PolicyVerdict verdict, Set<String> stages) {
        ObjectNode wanted = PolicyStatus.wanted(
                verdict,
                stages,
                needs.of(verdict.object().project(), verdict.object().name()),
                wall.instant());
        if (!PolicyStatus.upToDate(verdict, wanted)) {
            writer.write(verdict.object().project(), verdict.object().name(), wanted.toString());
        }
    }
}
