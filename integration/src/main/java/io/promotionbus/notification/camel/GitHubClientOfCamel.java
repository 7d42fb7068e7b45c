package io.promotionbus.notification.camel;

import io.promotionbus.platform.GitHubAccess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.eclipse.egit.github.core.client.GitHubClient;

/**
 * The client below camel-github, which knows no other address than GitHub's own, no timeouts, and a credential of the
 * endpoint's for ever: here it has the configured address, gives up, follows no redirect with a credential in its hand, and
 * shows the token of the moment.
 */
final class GitHubClientOfCamel extends GitHubClient {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 10_000;

    private final String path;
    private final GitHubAccess access;

    GitHubClientOfCamel(URI api, GitHubAccess access) {
        super(api.getHost(), api.getPort(), api.getScheme());
        String given = api.getRawPath() == null ? "" : api.getRawPath();
        this.path = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        this.access = access;
    }

    /** Its own rule would put {@code /api/v3} before everything that is not at github.com. */
    @Override
    protected String configureUri(String uri) {
        return path + uri;
    }

    @Override
    protected HttpURLConnection createConnection(String uri) throws IOException {
        HttpURLConnection connection = super.createConnection(uri);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    /** What the component sets from its endpoint is nothing; it must not undo what {@link #configureRequest} does. */
    @Override
    protected HttpURLConnection configureRequest(HttpURLConnection request) {
        super.configureRequest(request);
        request.setRequestProperty(HEADER_USER_AGENT, "promotion-bus");
        access.token().ifPresent(token -> request.setRequestProperty(HEADER_AUTHORIZATION, "token " + token));
        return request;
    }
}
