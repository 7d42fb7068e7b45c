package io.promotionbus.approval.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.platform.Dependencies;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Asks GitHub through its route and tells an answer from trouble. */
@Component
class GitHubApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProducerTemplate template;
    private final Dependencies dependencies;

    GitHubApi(CamelContext camel, Dependencies dependencies) {
        this.template = camel.createProducerTemplate();
        this.dependencies = dependencies;
    }

    /**
     * The JSON of a 2xx answer.
     *
     * @throws NoAnswer for everything else, with a slug
     */
    JsonNode get(GitHubCall call) throws NoAnswer {
        Exchange exchange = template.request(
                GitHubRoutes.CALL, request -> request.getMessage().setBody(call));
        if (exchange.getException() != null) {
            dependencies.away(Dependencies.GITHUB, "it did not answer");
            throw new NoAnswer("github-away");
        }
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status >= 500 || status == 429 || status == 0) {
            dependencies.away(Dependencies.GITHUB, "it answered " + status);
            throw new NoAnswer("github-away");
        }
        dependencies.answered(Dependencies.GITHUB);
        if (status == 401 || status == 403) {
            throw new NoAnswer("github-refused");
        }
        if (status < 200 || status > 299) {
            throw new NoAnswer("unknown-commit");
        }
        try {
            return JSON.readTree(exchange.getMessage().getBody(String.class));
        } catch (JsonProcessingException notJson) {
            throw new NoAnswer("github-away");
        }
    }

    /** Why there is nothing to read; {@code slug} as in {@link io.promotionbus.approval.CommitRange#because}. */
    static final class NoAnswer extends Exception {
        private final String slug;

        NoAnswer(String slug) {
            super(slug);
            this.slug = slug;
        }

        String slug() {
            return slug;
        }
    }
}
