package io.promotionbus.platform.camel;

import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/**
 * Whether the routes take requests. The web server opens its port a moment before they do; what arrives in between has to
 * be told to come back, not that there is nothing here.
 */
@Component
public class RoutesUp implements BooleanSupplier {

    private final CamelContext camel;

    RoutesUp(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public boolean getAsBoolean() {
        return camel.isStarted();
    }
}
