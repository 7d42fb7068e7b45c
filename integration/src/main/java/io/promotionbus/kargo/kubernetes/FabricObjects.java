package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectTranslator;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.StageEvents.StageEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class FabricObjects implements ObjectTranslator {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The API server refuses notes over 1 kB. */
    private static final int MAX_NOTE = 1_000;

    private final ObjectReader reader = new ObjectReader();

    @Override
    public Optional<Sighting.Seen> read(Kind kind, Object object) {
        return reader.read(kind, (GenericKubernetesResource) object);
    }

    @Override
    public Object event(StageEvent event, Instant at) {
        return new EventBuilder()
                .withEventTime(new MicroTime(MICROS.format(at)))
                .withType("Normal")
                .withAction("Promote")
                .withReason(event.reason())
                .withNote(event.note().length() > MAX_NOTE ? event.note().substring(0, MAX_NOTE) : event.note())
                .withReportingController("promotionbus.io/promotion-bus")
                .withReportingInstance("promotion-bus")
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(Kind.Stage.apiVersion())
                        .withKind(Kind.Stage.name())
                        .withNamespace(event.project())
                        .withName(event.stage())
                        .withUid(event.uid().isEmpty() ? null : event.uid())
                        .build());
    }
}
