package io.promotionbus.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** What a pod of the chart would be configured with: its mounted application.yaml and its environment. */
final class BusConfigurationOfTheChart {

    /** Stands for every secret; long enough for each of them. */
    static final String SECRET = "0123456789abcdefghijklmnop";

    private final StandardEnvironment environment = new StandardEnvironment();
    private final List<EnumerablePropertySource<?>> file = new ArrayList<>();

    @SuppressWarnings("unchecked")
    BusConfigurationOfTheChart(List<Map<String, Object>> objects) {
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        Map<String, Object> variables = new HashMap<>();
        Map<String, Object> deployment = PromotionBusChart.one(objects, "Deployment", "promotion-bus");
        for (Object variable :
                (List<Object>) PromotionBusChart.at(deployment, "spec", "template", "spec", "containers", 0, "env")) {
            Map<String, Object> entry = (Map<String, Object>) variable;
            variables.put((String) entry.get("name"), entry.getOrDefault("value", SECRET));
        }
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        String yaml = (String) PromotionBusChart.at(
                PromotionBusChart.one(objects, "ConfigMap", "promotion-bus"), "data", "application.yaml");
        try {
            for (PropertySource<?> source : new YamlPropertySourceLoader()
                    .load("mounted", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
                environment.getPropertySources().addLast(source);
                file.add((EnumerablePropertySource<?>) source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StandardEnvironment environment() {
        return environment;
    }

    /** Names in the mounted file. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        file.forEach(source -> names.addAll(List.of(source.getPropertyNames())));
        return names;
    }
}
