package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.Project;
import io.promotionbus.kargo.Sighting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of the API into the type the bus works with. Each object is read by itself, so that one that cannot be
 * read does not hide the others.
 */
final class ObjectReader {

    private final ObjectMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
            .build();

    /**
     * Empty for an Application that no stage is authorised for.
     *
     * @throws IllegalArgumentException when it is not shaped as Kargo shapes it; the message names the field
     */
    Optional<Sighting.Seen> read(Kind kind, GenericKubernetesResource object) {
        return read(kind, json.<JsonNode>valueToTree(object));
    }

    Optional<Sighting.Seen> read(Kind kind, JsonNode object) {
        return switch (kind) {
            case Project -> {
                Metadata metadata = convert(object.path("metadata"), Metadata.class);
                String name = metadata.requiredName();
                yield Optional.of(seen(kind, metadata, name, null, false, new Project(name)));
            }
            case Warehouse -> {
                WarehouseResource warehouse = convert(object, WarehouseResource.class);
                yield Optional.of(seen(kind, warehouse.metadata(), null, null, false, warehouse.toWarehouse()));
            }
            case Freight -> {
                FreightResource freight = convert(object, FreightResource.class);
                yield Optional.of(seen(kind, freight.metadata(), null, null, freight.byBus(), freight.toFreight()));
            }
            case Stage -> {
                StageResource stage = convert(object, StageResource.class);
                yield Optional.of(seen(kind, stage.metadata(), null, null, false, stage.toStage()));
            }
            case Promotion -> {
                PromotionResource resource = convert(object, PromotionResource.class);
                KargoPromotion promotion = resource.toPromotion();
                yield Optional.of(seen(
                        kind, resource.metadata(), null, promotion.stage(), promotion.attempt() != null, promotion));
            }
            case Application -> {
                ApplicationResource resource = convert(object, ApplicationResource.class);
                yield resource.toApplication()
                        .map(application -> seen(
                                kind,
                                resource.metadata(),
                                application.project(),
                                application.stage(),
                                false,
                                application));
            }
            case StagePolicy -> {
                StagePolicyResource policy = convert(object, StagePolicyResource.class);
                yield Optional.of(seen(kind, policy.metadata(), null, null, false, policy.toPolicyObject()));
            }
        };
    }

    static Sighting.Gone gone(Kind kind, GenericKubernetesResource object) {
        String uid = object.getMetadata().getUid();
        // A Project goes from view also by losing its label, and may come back as the same object.
        return new Sighting.Gone(ref(kind, object), uid == null ? "" : uid, kind != Kind.Project);
    }

    static ObjectRef ref(Kind kind, GenericKubernetesResource object) {
        String namespace = object.getMetadata().getNamespace();
        return new ObjectRef(
                kind,
                kind == Kind.Project || namespace == null ? "" : namespace,
                object.getMetadata().getName());
    }

    private static Sighting.Seen seen(
            Kind kind,
            Metadata metadata,
            @Nullable String project,
            @Nullable String stage,
            boolean byBus,
            Object object) {
        String namespace = kind == Kind.Project ? "" : metadata.project();
        return new Sighting.Seen(
                new ObjectRef(kind, namespace, metadata.requiredName()),
                Given.text(metadata.uid()),
                metadata.version(),
                metadata.createdAt(),
                project == null ? metadata.project() : project,
                stage,
                byBus,
                null,
                object);
    }

    private <T> T convert(JsonNode node, Class<T> type) {
        if (!node.path("metadata").isObject() && type != Metadata.class) {
            throw new IllegalArgumentException("metadata is missing");
        }
        try {
            return json.treeToValue(node, type);
        } catch (com.fasterxml.jackson.core.JsonProcessingException shape) {
            throw new IllegalArgumentException(shape.getOriginalMessage(), shape);
        }
    }
}
