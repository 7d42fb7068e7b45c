package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.promotionbus.kargo.Kind;

/** Names of the API that the bus reads or writes. */
final class Api {

    /** Label of a Project that the bus manages. */
    static final String MANAGED_LABEL = "promotionbus.io/managed";

    /** Label of a Promotion: which attempt of the bus it is. */
    static final String ATTEMPT_LABEL = "promotionbus.io/attempt";

    /** Annotation of Freight that the bus itself created. */
    static final String CREATED_BY_ANNOTATION = "promotionbus.io/created-by";

    static final String CREATED_BY_BUS = "promotion-bus";
    static final String REFRESH_ANNOTATION = "kargo.akuity.io/refresh";
    static final String ROLLBACK_ANNOTATION = "kargo.akuity.io/rollback";
    static final String CREATE_ACTOR_ANNOTATION = "kargo.akuity.io/create-actor";
    static final String AUTHORIZED_STAGE_ANNOTATION = "kargo.akuity.io/authorized-stage";

    private Api() {}

    static ResourceDefinitionContext context(Kind kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(Kind.VERSION)
                .withKind(kind.name())
                .withPlural(kind.plural())
                .withNamespaced(kind != Kind.Project)
                .build();
    }
}
