package io.promotionbus.platform;

/**
 * Implemented by exceptions that mean "a system the bus needs did not answer": the web layer answers 503 with the slug
 * and {@code Retry-After}, whatever feature the exception belongs to.
 */
public interface Unavailable {

    /** The problem's slug, such as {@code kubernetes-unavailable}; texts under {@code problem.<slug>.*}. */
    String slug();
}
