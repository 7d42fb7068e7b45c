package io.promotionbus.platform.security;

import io.promotionbus.platform.Requester;

/** Hears of every completed login; implemented by the audit. */
public interface SignIns {

    /** The person came back from the identity provider. An exception refuses the login. */
    void signedIn(Requester requester);
}
