package io.promotionbus.kargo.camel;

import io.promotionbus.kargo.ClusterListing;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectTranslator;
import io.promotionbus.kargo.Sighting;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kubernetes.KubernetesConstants;
import org.springframework.stereotype.Component;

/** Lists custom resources through camel-kubernetes; its producer takes the kind from headers only. */
@Component
class CamelClusterListing implements ClusterListing {

    private final ProducerTemplate camel;
    private final ObjectTranslator translator;

    CamelClusterListing(ProducerTemplate camel, ObjectTranslator translator) {
        this.camel = camel;
        this.translator = translator;
    }

    @Override
    public List<Sighting.Seen> list(Kind kind, String namespace) {
        Collection<?> objects = camel.requestBodyAndHeaders(
                KargoRoutes.LIST,
                null,
                Map.of(
                        KubernetesConstants.KUBERNETES_NAMESPACE_NAME,
                        namespace,
                        KubernetesConstants.KUBERNETES_CRD_NAME,
                        kind.plural() + "." + kind.group(),
                        KubernetesConstants.KUBERNETES_CRD_GROUP,
                        kind.group(),
                        KubernetesConstants.KUBERNETES_CRD_SCOPE,
                        "Namespaced",
                        KubernetesConstants.KUBERNETES_CRD_VERSION,
                        Kind.VERSION,
                        KubernetesConstants.KUBERNETES_CRD_PLURAL,
                        kind.plural()),
                Collection.class);
        return objects.stream()
                .map(object -> translator.read(kind, object))
                .flatMap(Optional::stream)
                .toList();
    }
}
