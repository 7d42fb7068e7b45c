package io.promotionbus.kargo;

/** One object of the cluster. {@code namespace} is empty for a Project. */
public record ObjectRef(Kind kind, String namespace, String name) {

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
