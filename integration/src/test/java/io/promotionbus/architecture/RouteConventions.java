package io.promotionbus.architecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** What every route must look like. Reads the model, so nothing is missed by how a route was written. */
final class RouteConventions {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){2,}");
    private static final Set<String> LEAVES_BY_HTTP = Set.of("http", "https");
    private static final Set<String> LEAVES = Set.of("http", "https", "smtp", "smtps", "github");

    private final Set<String> features;

    RouteConventions(Set<String> features) {
        this.features = features;
    }

    /** What is wrong with the routes, a sentence each. */
    List<String> violations(Collection<RouteDefinition> routes) {
        List<String> violations = new ArrayList<>();
        routes.forEach(route -> check(route, violations));
        return violations;
    }

    private void check(RouteDefinition route, List<String> violations) {
        String id = route.getRouteId();
        if (!route.hasCustomIdAssigned() || id == null) {
            violations.add("A route from " + route.getEndpointUrl() + " has no id");
            return;
        }
        if (!ID.matcher(id).matches() || !features.contains(id.substring(0, id.indexOf('-')))) {
            violations.add(id + ": the id is not <feature>-<verb>-<noun>");
        }
        Set<String> policies =
                route.getAppliedRouteConfigurationIds() == null ? Set.of() : route.getAppliedRouteConfigurationIds();
        require(policies, "base", id, violations);
        if (scheme(route.getEndpointUrl()).equals("platform-http")) {
            require(policies, "inbound-http", id, violations);
        }
        boolean firewall = false;
        for (ProcessorDefinition<?> node : nodes(route)) {
            firewall |= node instanceof RemoveHeadersDefinition remove && "*".equals(remove.getPattern());
            if (node instanceof ToDynamicDefinition
                    || node instanceof RecipientListDefinition
                    || node instanceof RoutingSlipDefinition
                    || node instanceof DynamicRouterDefinition) {
                violations.add(id + ": an address that data could steer (" + node.getShortName() + ")");
            }
            if (node instanceof ToDefinition to && LEAVES.contains(scheme(to.getEndpointUri()))) {
                if (!firewall) {
                    violations.add(id + ": headers are not removed before " + scheme(to.getEndpointUri()));
                }
                if (LEAVES_BY_HTTP.contains(scheme(to.getEndpointUri()))) {
                    require(policies, "outbound-http", id, violations);
                }
            }
        }
    }

    private static void require(Set<String> policies, String policy, String id, List<String> violations) {
        if (!policies.contains(policy)) {
            violations.add(id + ": the error policy " + policy + " is not applied, only " + policies);
        }
    }

    @SuppressWarnings("rawtypes")
    private static List<ProcessorDefinition<?>> nodes(RouteDefinition route) {
        List<ProcessorDefinition<?>> nodes = new ArrayList<>();
        for (ProcessorDefinition node :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            nodes.add(node);
        }
        return nodes;
    }

    private static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    }
}
