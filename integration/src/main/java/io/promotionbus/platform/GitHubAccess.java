package io.promotionbus.platform;

import java.util.Optional;

/** Who the bus is to GitHub: an installed GitHub App, a token, or nobody. */
public interface GitHubAccess {

    /** Whether there is anything to show; without it only public repositories can be read. */
    boolean configured();

    /**
     * The token to show now; empty when nobody is configured.
     *
     * @throws Away when a token has to be asked for and GitHub does not give one
     */
    Optional<String> token();

    /** GitHub answered 401 to this token: it is not shown again if a fresh one can be had. */
    void refused(String token);

    /** There is no token right now; later there may be. */
    final class Away extends RuntimeException {
        public Away(String message) {
            super(message);
        }
    }
}
