package io.promotionbus.platform.camel;

import org.apache.camel.spring.SpringCamelContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps Camel from starting before its routes are collected. A management port of its own makes a child context, whose
 * refresh event reaches this context first; Camel would start on it without a single route and then find itself "already
 * started" when the routes come.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartWithOwnContext implements ApplicationListener<ContextRefreshedEvent> {

    private final ApplicationContext own;

    StartWithOwnContext(ApplicationContext own) {
        this.own = own;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        SpringCamelContext.setNoStart(event.getApplicationContext() != own);
    }
}
