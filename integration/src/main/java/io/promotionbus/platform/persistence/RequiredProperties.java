package io.promotionbus.platform.persistence;

import io.promotionbus.platform.InvalidConfiguration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Checks the database settings, which belong to Spring Boot and have no record of ours, before any bean is made. */
@Component
class RequiredProperties implements BeanFactoryPostProcessor {

    private static final Map<String, String> REQUIRED = new TreeMap<>(Map.of(
            "spring.datasource.url", "it must be the JDBC URL of the bus's PostgreSQL database",
            "spring.datasource.username", "it must be the database role the bus works with",
            "spring.datasource.password", "it must be the password of that database role",
            "spring.flyway.user", "it must be the database role that owns the schema",
            "spring.flyway.password", "it must be the password of the role that owns the schema"));

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Environment environment = beans.getBean(Environment.class);
        REQUIRED.forEach((property, what) -> {
            String value = environment.getProperty(property);
            if (value == null || value.isBlank()) {
                throw InvalidConfiguration.missing(property, what);
            }
        });
    }
}
