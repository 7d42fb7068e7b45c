package io.promotionbus.policy.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.kargo.Kind;
import io.promotionbus.policy.StatusWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class KubernetesStatusWriter implements StatusWriter {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesStatusWriter.class);
    private static final int NOT_FOUND = 404;
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldValidation("Strict")
            .build();
    private static final ResourceDefinitionContext STAGE_POLICIES = new ResourceDefinitionContext.Builder()
            .withGroup(Kind.StagePolicy.group())
            .withVersion(Kind.VERSION)
            .withKind(Kind.StagePolicy.name())
            .withPlural(Kind.StagePolicy.plural())
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;

    KubernetesStatusWriter(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void write(String project, String policy, String statusJson) {
        try {
            client.genericKubernetesResources(STAGE_POLICIES)
                    .inNamespace(project)
                    .withName(policy)
                    .subresource("status")
                    .patch(MERGE, "{\"status\":" + statusJson + "}");
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == NOT_FOUND) {
                LOG.debug("StagePolicy {}/{} went away before its status was written", project, policy);
                return;
            }
            throw new ClusterUnavailable(
                    "The status of StagePolicy " + project + "/" + policy + " was not written: " + failure.getMessage(),
                    failure);
        }
    }
}
