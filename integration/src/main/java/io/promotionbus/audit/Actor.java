package io.promotionbus.audit;

import io.promotionbus.platform.Requester;

/** Who caused a change. Persons are kept by issuer and subject; names live in a separate, erasable table. */
public sealed interface Actor {

    /** {@code issuer} and {@code subject} as in OIDC; {@code name} is display only. */
    record Person(String issuer, String subject, String name) implements Actor {
        public static Person of(Requester requester) {
            return new Person(requester.issuer(), requester.subject(), requester.username());
        }
    }

    /** The bus itself; {@code part} names the feature, such as {@code promotion}. */
    record System(String part) implements Actor {}

    /** Kargo or whoever used it directly; {@code id} is Kargo's actor string where known. */
    record Kargo(String id) implements Actor {}

    /** A webhook sender; {@code id} is {@code <source>/<source name>}. */
    record Sender(String id) implements Actor {}
}
