/** Health watch, rollback, quarantine by digest. */
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
package io.promotionbus.rollback;
