package io.promotionbus.kargo.camel;

import io.promotionbus.kargo.RecordSightings;
import io.promotionbus.kargo.RelistCluster;
import io.promotionbus.kargo.Sightings;
import io.promotionbus.kargo.spring.KargoProperties;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Recording what was seen, listing it all again now and then, and the two calls that camel-kubernetes makes. */
@Component
class KargoRoutes extends RouteBuilder {

    static final String RECORD = "seda:kargo-record-sightings?size=1&discardWhenFull=true";
    static final String LIST = "direct:kargo-list-objects";
    static final String EVENT = "seda:kargo-write-event?size=500&discardWhenFull=true";

    /** The address is the client's; the component only insists on one. */
    private static final String CLIENT = "https://kubernetes?kubernetesClient=#kubernetesClient&lazyStartProducer=true";

    private final Sightings sightings;
    private final RecordSightings recordSightings;
    private final RelistCluster relistCluster;
    private final KargoProperties properties;

    KargoRoutes(
            Sightings sightings,
            RecordSightings recordSightings,
            RelistCluster relistCluster,
            KargoProperties properties) {
        this.sightings = sightings;
        this.recordSightings = recordSightings;
        this.relistCluster = relistCluster;
        this.properties = properties;
    }

    @Override
    public void configure() {
        from(RECORD)
                .routeId("kargo-record-sightings")
                .routeConfigurationId("base")
                .bean(recordSightings, "handle");

        from("timer:kargo-record?period=1000")
                .routeId("kargo-retry-sightings")
                .routeConfigurationId("base")
                .filter(exchange -> sightings.size() > 0)
                .to(RECORD);

        long relist = properties.relistEvery().toMillis();
        from("timer:kargo-relist?delay=" + relist + "&period=" + relist)
                .routeId("kargo-relist-cluster")
                .routeConfigurationId("base")
                .bean(relistCluster, "handle");

        from(LIST)
                .routeId("kargo-list-objects")
                .routeConfigurationId("base")
                .onException(Exception.class)
                .logExhausted(false)
                .end()
                .to("kubernetes-custom-resources:" + CLIENT + "&operation=listCustomResources")
                .id("kargo-list-objects.call");

        from(EVENT)
                .routeId("kargo-write-event")
                .routeConfigurationId("base")
                .onException(Exception.class)
                .handled(true)
                .logExhausted(false)
                .log(LoggingLevel.INFO, "A Kubernetes Event was not written: ${exception.message}")
                .end()
                .to("kubernetes-events:" + CLIENT + "&operation=createEvent")
                .id("kargo-write-event.call");
    }
}
