package io.promotionbus.kargo.camel;

import io.promotionbus.kargo.ObjectTranslator;
import io.promotionbus.kargo.StageEvents;
import io.promotionbus.platform.Ids;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kubernetes.KubernetesConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands Events to the route that writes them. */
@Component
class CamelStageEvents implements StageEvents {

    private static final Logger LOG = LoggerFactory.getLogger(CamelStageEvents.class);

    private final CamelContext context;
    private final ProducerTemplate camel;
    private final ObjectTranslator translator;
    private final Ids ids;
    private final Clock wall;

    CamelStageEvents(CamelContext context, ProducerTemplate camel, ObjectTranslator translator, Ids ids, Clock wall) {
        this.context = context;
        this.camel = camel;
        this.translator = translator;
        this.ids = ids;
        this.wall = wall;
    }

    @Override
    public void offer(StageEvent event) {
        if (!context.isStarted()) {
            return;
        }
        try {
            camel.sendBodyAndHeaders(
                    KargoRoutes.EVENT,
                    translator.event(event, wall.instant()),
                    Map.of(
                            KubernetesConstants.KUBERNETES_NAMESPACE_NAME,
                            event.project(),
                            KubernetesConstants.KUBERNETES_EVENT_NAME,
                            "promotion-bus." + ids.next()));
        } catch (CamelExecutionException stopping) {
            LOG.info("A Kubernetes Event about {}/{} was dropped", event.project(), event.stage(), stopping);
        }
    }
}
