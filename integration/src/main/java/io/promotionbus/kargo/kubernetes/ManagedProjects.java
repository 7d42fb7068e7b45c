package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ProjectListing;
import io.promotionbus.kargo.Sighting;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class ManagedProjects implements ProjectListing {

    private final KubernetesClient client;
    private final ObjectReader reader = new ObjectReader();

    ManagedProjects(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public List<Sighting.Seen> projects() {
        return client
                .genericKubernetesResources(Api.context(Kind.Project))
                .withLabel(Api.MANAGED_LABEL, "true")
                .list()
                .getItems()
                .stream()
                .map(project -> reader.read(Kind.Project, project))
                .flatMap(Optional::stream)
                .toList();
    }
}
