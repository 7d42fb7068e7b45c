package io.promotionbus.platform.web;

/** Content security policies. */
public final class ContentPolicy {

    /** For answers that are data: nothing in them is ever run or framed. */
    public static final String API = "default-src 'none'; frame-ancestors 'none'";

    private ContentPolicy() {}

    /**
     * For the console's page.
     *
     * @param nonce allows the style elements that the page's own code makes
     * @param loginOrigin where the logout form may end up
     */
    static String page(String nonce, String loginOrigin) {
        return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; "
                + "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' " + loginOrigin;
    }
}
