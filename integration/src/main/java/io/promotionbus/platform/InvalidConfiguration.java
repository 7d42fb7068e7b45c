package io.promotionbus.platform;

/** The configuration is incomplete or wrong; the bus ends with exit code 1 and this one sentence. */
public final class InvalidConfiguration extends RuntimeException {

    private InvalidConfiguration(String sentence) {
        super(sentence);
    }

    public static InvalidConfiguration missing(String property, String whatItIs) {
        return new InvalidConfiguration("The property " + property + " is missing: " + whatItIs + ".");
    }

    /** @param because a sentence part that never repeats the value, which may be a secret */
    public static InvalidConfiguration wrong(String property, String because) {
        return new InvalidConfiguration("The property " + property + " cannot be used: " + because + ".");
    }
}
