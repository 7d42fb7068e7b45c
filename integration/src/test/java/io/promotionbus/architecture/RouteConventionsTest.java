package io.promotionbus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.platform.camel.RouteErrorPolicies;
import io.promotionbus.platform.web.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

/** The conventions themselves: each one is broken here. All routes of the product are held to them when the bus is up. */
class RouteConventionsTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void acceptsARouteAsItShouldBe() throws Exception {
        assertThat(check(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a")
                                .routeId("feed-ask-registry")
                                .routeConfigurationId("base,outbound-http")
                                .removeHeaders("*")
                                .to("http://registry.example.org");
                    }
                }))
                .isEmpty();
    }

    @Test
    void seesAMissingOrForeignId() throws Exception {
        assertThat(check(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a").routeConfigurationId("base").log("x");
                        from("direct:b")
                                .routeId("unknown-do-thing")
                                .routeConfigurationId("base")
                                .log("x");
                        from("direct:c")
                                .routeId("feedDoThing")
                                .routeConfigurationId("base")
                                .log("x");
                    }
                }))
                .hasSize(3);
    }

    @Test
    void seesAMisspeltOrMissingErrorPolicy() throws Exception {
        assertThat(check(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a").routeId("feed-do-thing").log("x");
                        from("direct:b")
                                .routeId("feed-do-other")
                                .routeConfigurationId("bsae")
                                .log("x");
                        from("direct:c")
                                .routeId("feed-call-out")
                                .routeConfigurationId("base")
                                .removeHeaders("*")
                                .to("http://registry.example.org");
                    }
                }))
                .hasSize(3)
                .allMatch(violation -> violation.contains("error policy"));
    }

    @Test
    void seesAMissingFirewallAndSteerableAddresses() throws Exception {
        assertThat(check(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a")
                                .routeId("feed-call-out")
                                .routeConfigurationId("base,outbound-http")
                                .to("http://registry.example.org")
                                .removeHeaders("*");
                        from("direct:b")
                                .routeId("feed-call-any")
                                .routeConfigurationId("base")
                                .choice()
                                .when(body().isNotNull())
                                .toD("direct:${body}")
                                .end();
                    }
                }))
                .hasSize(2);
    }

    /** The id is what people search for in logs, so it stands first. */
    @Test
    void everyRouteInTheSourcesNamesItselfFirst() throws IOException {
        List<String> violations = new ArrayList<>();
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith("Routes.java"))
                    .toList()) {
                violations.addAll(fromsWithoutId(file));
            }
        }
        assertThat(violations).isEmpty();
    }

    private static List<String> fromsWithoutId(Path file) throws IOException {
        String source = Files.readString(file);
        List<String> violations = new ArrayList<>();
        int at = source.indexOf(" from(");
        while (at >= 0) {
            int end = closing(source, at + " from(".length());
            String next = source.substring(end + 1).stripLeading();
            if (!next.startsWith(".routeId(")) {
                violations.add(file.getFileName() + ": from(" + source.substring(at + " from(".length(), end) + ")");
            }
            at = source.indexOf(" from(", end);
        }
        return violations;
    }

    private static int closing(String source, int start) {
        int depth = 1;
        int at = start;
        while (depth > 0) {
            char c = source.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return at - 1;
    }

    private static List<String> check(RouteBuilder routes) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutesConfigurations(new RouteErrorPolicies(Problems.standalone()));
            camel.addRoutes(routes);
            List<RouteDefinition> definitions = camel.getRouteDefinitions();
            // Configurations are applied when routes are prepared for a start.
            camel.init();
            definitions.forEach(definition -> {
                if (definition.getAppliedRouteConfigurationIds() == null) {
                    camel.getRouteDefinitions();
                }
            });
            return new RouteConventions(Set.of("feed")).violations(definitions);
        }
    }
}
