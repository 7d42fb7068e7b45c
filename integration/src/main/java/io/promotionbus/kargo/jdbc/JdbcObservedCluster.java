package io.promotionbus.kargo.jdbc;

import io.promotionbus.kargo.Application;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.kargo.jdbc.DecodedObjects.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Asks for the versions first and for the bodies of those only that were not read before. */
@Repository
class JdbcObservedCluster implements ObservedCluster {

    private static final String VERSIONS =
            "SELECT kind, namespace, name, uid, resource_version, format FROM kargo_object WHERE body IS NOT NULL AND ";
    private static final String BODIES = """
            SELECT o.kind, o.namespace, o.name, o.uid, o.resource_version, o.format, o.body
              FROM unnest(:kinds, :namespaces, :names) AS s (kind, namespace, name)
              JOIN kargo_object o USING (kind, namespace, name)
             WHERE o.body IS NOT NULL
            """;

    private final JdbcClient jdbc;
    private final ObjectCodec codec = new ObjectCodec();
    private final DecodedObjects decoded = new DecodedObjects();

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
    public List<Stage> stages(Collection<String> projects) {
        return projects.isEmpty()
                ? List.of()
                : list(
                        Stage.class,
                        "kind = 'Stage' AND namespace = ANY (:projects) ORDER BY namespace, name",
                        Map.of("projects", projects.toArray(String[]::new)));
    }

    @Override
    public List<Stage> stages() {
        return list(Stage.class, "kind = 'Stage' ORDER BY namespace, name", Map.of());
    }

    @Override
    public Optional<Stage> stage(String project, String name) {
        return one(Stage.class, Kind.Stage, project, name);
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
        return one(Freight.class, Kind.Freight, project, name);
    }

    @Override
    public List<Freight> freights(Collection<FreightRef> wanted) {
        return wanted.isEmpty()
                ? List.of()
                : list(
                        Freight.class,
                        "kind = 'Freight' AND (namespace, name) IN (SELECT * FROM unnest(:projects, :names))"
                                + " ORDER BY namespace, name",
                        Map.of(
                                "projects",
                                wanted.stream().map(FreightRef::project).toArray(String[]::new),
                                "names",
                                wanted.stream().map(FreightRef::name).toArray(String[]::new)));
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
                "kind = 'Promotion' AND project = :project AND stage = :stage ORDER BY created_at DESC, name DESC",
                Map.of("project", project, "stage", stage));
    }

    @Override
    public List<KargoPromotion> unfinishedPromotions() {
        return list(KargoPromotion.class, "kind = 'Promotion' AND active ORDER BY created_at, name", Map.of());
    }

    @Override
    public Optional<KargoPromotion> promotion(String project, String name) {
        return one(KargoPromotion.class, Kind.Promotion, project, name);
    }

    @Override
    public List<Warehouse> warehouses() {
        return list(Warehouse.class, "kind = 'Warehouse' ORDER BY namespace, name", Map.of());
    }

    @Override
    public Optional<Warehouse> warehouse(String project, String name) {
        return one(Warehouse.class, Kind.Warehouse, project, name);
    }

    @Override
    public List<Application> applications(String project, String stage) {
        return list(
                Application.class,
                "kind = 'Application' AND project = :project AND stage = :stage ORDER BY namespace, name",
                Map.of("project", project, "stage", stage));
    }

    private <T> Optional<T> one(Class<T> type, Kind kind, String project, String name) {
        return list(
                        type,
                        "kind = :kind AND namespace = :project AND name = :name",
                        Map.of("kind", kind.name(), "project", project, "name", name))
                .stream()
                .findFirst();
    }

    private <T> List<T> list(Class<T> type, String where, Map<String, Object> params) {
        List<Version> versions = jdbc.sql(VERSIONS + where)
                .params(params)
                .query((row, number) -> version(row))
                .list();
        Map<Version, T> found = new HashMap<>();
        List<Version> missing = new ArrayList<>();
        for (Version version : versions) {
            Object known = decoded.get(version);
            if (known == null) {
                missing.add(version);
            } else {
                found.put(version, type.cast(known));
            }
        }
        Map<String, T> read = missing.isEmpty() ? Map.of() : read(type, missing);
        return versions.stream()
                .map(version -> found.getOrDefault(version, read.get(key(version))))
                .filter(object -> object != null)
                .toList();
    }

    /** What went away in between is left out; what changed in between comes as it is now. */
    private <T> Map<String, T> read(Class<T> type, List<Version> missing) {
        Map<String, T> read = new HashMap<>();
        jdbc.sql(BODIES)
                .param("kinds", missing.stream().map(one -> one.kind().name()).toArray(String[]::new))
                .param("namespaces", missing.stream().map(Version::namespace).toArray(String[]::new))
                .param("names", missing.stream().map(Version::name).toArray(String[]::new))
                .query((ResultSet row) -> {
                    Version version = version(row);
                    T object = codec.read(type, row.getString("body"));
                    decoded.put(version, object);
                    read.put(key(version), object);
                });
        return read;
    }

    private static String key(Version version) {
        return version.namespace() + "/" + version.name();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                Kind.valueOf(row.getString("kind")),
                row.getString("namespace"),
                row.getString("name"),
                row.getString("uid"),
                row.getLong("resource_version"),
                row.getInt("format"));
    }
}
