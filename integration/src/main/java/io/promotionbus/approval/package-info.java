/** Requests to people, their decisions, quorum, expiry, superseding. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "platform :: *",
            "platform",
            "audit",
            "kargo",
            "policy",
            "promotion :: web",
            "promotion",
            "notification"
        })
package io.promotionbus.approval;
