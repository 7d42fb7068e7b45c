package io.promotionbus.platform.persistence;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PersistenceConfiguration {

    /** Wall time. Business rules take {@link io.promotionbus.platform.BusinessClock} instead. */
    @Bean
    Clock wallClock() {
        return Clock.systemUTC();
    }
}
