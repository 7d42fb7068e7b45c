package io.promotionbus.sandbox.http;

/** The caller's mistake, answered as a problem of status 400 that names the field. */
public final class BadInput extends RuntimeException {

    private final String field;

    public BadInput(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
