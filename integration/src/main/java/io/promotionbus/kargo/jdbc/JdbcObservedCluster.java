package io.promotionbus.kargo.jdbc;

import io.promotionbus.kargo.Application;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.Warehouse;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcObservedCluster implements ObservedCluster {

    private static final String SELECT = "SELECT body FROM kargo_object WHERE body IS NOT NULL AND ";

    private final JdbcClient jdbc;
    private final ObjectCodec codec = new ObjectCodec();

    JdbcObservedCluster(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> projects() {
        return jdbc.sql("SELECT name FROM kargo_object WHERE body IS NOT NULL AND kind = 'Project' ORDER BY name")
                .query(String.class)
                .list();
    }

    @Override
    public List<Stage> stages(String project) {
        return list(Stage.class, "kind = 'Stage' AND namespace = :project ORDER BY name", Map.of("project", project));
    }

    @Override
    public List<Stage> stages() {
        return list(Stage.class, "kind = 'Stage' ORDER BY namespace, name", Map.of());
    }

    @Override
    public Optional<Stage> stage(String project, String name) {
        return one(Stage.class, "Stage", project, name);
    }

    @Override
    public List<Freight> freights(String project) {
        return list(Freight.class, "kind = 'Freight' AND namespace = :project", Map.of("project", project)).stream()
                .sorted(Comparator.comparing(Freight::discoveredAt)
                        .thenComparing(Freight::name)
                        .reversed())
                .toList();
    }

    @Override
    public Optional<Freight> freight(String project, String name) {
        return one(Freight.class, "Freight", project, name);
    }

    @Override
    public List<Freight> freightsNamed(Collection<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        return list(
                Freight.class,
                "kind = 'Freight' AND name = ANY (:names) ORDER BY namespace, name",
                Map.of("names", names.toArray(String[]::new)));
    }

    @Override
    public List<KargoPromotion> promotions(String project, String stage) {
        return list(
                KargoPromotion.class,
                "kind = 'Promotion' AND namespace = :project AND stage = :stage ORDER BY created_at DESC, name DESC",
                Map.of("project", project, "stage", stage));
    }

    @Override
    public List<KargoPromotion> unfinishedPromotions() {
        return list(KargoPromotion.class, "kind = 'Promotion' AND active ORDER BY created_at, name", Map.of());
    }

    @Override
    public Optional<KargoPromotion> promotion(String project, String name) {
        return one(KargoPromotion.class, "Promotion", project, name);
    }

    @Override
    public List<Warehouse> warehouses() {
        return list(Warehouse.class, "kind = 'Warehouse' ORDER BY namespace, name", Map.of());
    }

    @Override
    public Optional<Warehouse> warehouse(String project, String name) {
        return one(Warehouse.class, "Warehouse", project, name);
    }

    @Override
    public List<Application> applications(String project, String stage) {
        return list(
                Application.class,
                "kind = 'Application' AND project = :project AND stage = :stage ORDER BY namespace, name",
                Map.of("project", project, "stage", stage));
    }

    private <T> Optional<T> one(Class<T> type, String kind, String project, String name) {
        return list(
                        type,
                        "kind = :kind AND namespace = :project AND name = :name",
                        Map.of("kind", kind, "project", project, "name", name))
                .stream()
                .findFirst();
    }

    private <T> List<T> list(Class<T> type, String where, Map<String, Object> params) {
        return jdbc.sql(SELECT + where)
                .params(params)
                .query((row, number) -> codec.read(type, row.getString(1)))
                .list();
    }
}
