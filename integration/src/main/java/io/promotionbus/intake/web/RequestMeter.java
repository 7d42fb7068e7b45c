package io.promotionbus.intake.web;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts webhook requests by how they ended; those that are not authentic are counted and nothing else. */
@Component
public class RequestMeter {

    private final MeterRegistry registry;

    RequestMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    /** {@code outcome} is {@code accepted}, {@code duplicate} or the slug of the problem. */
    public void count(String provider, String outcome) {
        registry.counter("bus.intake.requests", "source", provider, "outcome", outcome)
                .increment();
    }
}
