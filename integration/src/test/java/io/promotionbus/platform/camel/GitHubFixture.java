package io.promotionbus.platform.camel;

import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.web.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The real way to GitHub, for tests without Spring. */
public final class GitHubFixture {

    private GitHubFixture() {}

    /** A context with the error policies and the route to the address; not started. */
    public static CamelContext camel(String url, Clock wall) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("bus.github.api-url", url);
        CamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.addRoutes(new RouteErrorPolicies(Problems.standalone()));
        camel.addRoutes(new GitHubCallRoutes(wall));
        return camel;
    }

    public static GitHubCalls calls(CamelContext camel, GitHubAccess access) {
        return new GitHubCalls(camel, access, new NoDependencies());
    }

    /** A token that never changes. */
    public static GitHubAccess token(@Nullable String token) {
        return new GitHubAccess() {
            @Override
            public boolean configured() {
                return token != null;
            }

            @Override
            public Optional<String> token() {
                return Optional.ofNullable(token);
            }

            @Override
            public void refused(String refused) {}
        };
    }

    private static final class NoDependencies implements Dependencies {
        @Override
        public void answered(String name) {}

        @Override
        public void away(String name, String detail) {}

        @Override
        public List<State> states() {
            return List.of();
        }
    }
}
