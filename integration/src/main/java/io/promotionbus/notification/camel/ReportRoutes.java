package io.promotionbus.notification.camel;

import io.promotionbus.notification.ReportDestination;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.platform.camel.RouteErrorPolicies;
import java.net.URI;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.github.GitHubConstants;
import org.eclipse.egit.github.core.Comment;
import org.eclipse.egit.github.core.service.IssueService;
import org.eclipse.egit.github.core.service.PullRequestService;
import org.eclipse.egit.github.core.service.RepositoryService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Writes the comment of a pull request, by camel-github. That component can only create: to change a comment or to set a
 * status with a context of its own it has no operation, so those go by camel-http.
 */
@Component
class ReportRoutes extends RouteBuilder {

    static final String COMMENT = "direct:notification-create-comment";

    private final ReportDestination destination;
    private final GitHubAccess access;
    private final URI api;

    ReportRoutes(ReportDestination destination, GitHubAccess access, @Value("${bus.github.api-url}") URI api) {
        this.destination = destination;
        this.access = access;
        this.api = api;
        if (api.getHost() == null) {
            throw InvalidConfiguration.wrong("bus.github.api-url", "it must be an absolute http(s) address");
        }
    }

    @Override
    public void configure() {
        String repository = destination.repository();
        if (repository == null) {
            return;
        }
        GitHubClientOfCamel client = new GitHubClientOfCamel(api, access);
        getContext().getRegistry().bind("githubRepositoryService", new RepositoryService(client));
        getContext().getRegistry().bind("githubPullRequestService", new PullRequestService(client));
        // The component looks for the service of issues under this very name.
        getContext().getRegistry().bind("githbIssueService", new IssueService(client));
        String[] name = repository.split("/", 2);
        from(COMMENT)
                .routeId("notification-create-comment")
                .routeConfigurationId(RouteErrorPolicies.BASE)
                .removeHeaders("*")
                .bean(this, "prepare")
                // The client shows its own token; the endpoint insists on one. Lazy, because the producer asks for the
                // repository when it starts, and GitHub may be away then.
                .to("github:pullRequestComment?repoOwner=" + name[0] + "&repoName=" + name[1]
                        + "&lazyStartProducer=true&oauthToken=of-the-moment")
                .id("notification-create-comment.call")
                .bean(this, "read")
                .removeHeaders("*");
    }

    /** Public for Camel. */
    public void prepare(@Body NewComment comment, Exchange exchange) {
        Message request = exchange.getMessage();
        request.setHeader(GitHubConstants.GITHUB_PULLREQUEST, comment.number());
        request.setBody(comment.text());
    }

    /** Public for Camel. */
    public void read(Exchange exchange) {
        exchange.getMessage()
                .setBody(exchange.getMessage().getBody(Comment.class).getId());
    }

    /** A comment that does not exist yet. */
    record NewComment(int number, String text) {
        @Override
        public String toString() {
            return "NewComment[#" + number + "]";
        }
    }
}
