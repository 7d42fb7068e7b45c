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

    /** Kargo's map key, such as {@code Warehouse/users}. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
