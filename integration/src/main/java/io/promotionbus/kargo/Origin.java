package io.promotionbus.kargo;

/**
 * Where Freight comes from.
 *
 * @param kind {@code Warehouse}, the only kind Kargo v1.11 knows
 * @param name the Warehouse's name
 */
public record Origin(String kind, String name) {

    public static Origin warehouse(String name) {
        return new Origin("Warehouse", name);
    }

    /**
     * Reads Kargo's map key, such as {@code Warehouse/users}.
     *
     * @throws IllegalArgumentException when it has no slash
     */
    public static Origin parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("'" + key + "' is not an origin");
        }
        return new Origin(key.substring(0, slash), key.substring(slash + 1));
    }

    /** Kargo's map key, such as {@code Warehouse/users}. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
