package io.promotionbus.sandbox.cluster;

/** One environment: a Stage of a Project. */
public record Target(String project, String stage) {

    @Override
    public String toString() {
        return project + ":" + stage;
    }
}
