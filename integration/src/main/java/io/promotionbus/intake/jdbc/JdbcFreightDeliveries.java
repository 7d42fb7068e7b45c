package io.promotionbus.intake.jdbc;

import io.promotionbus.audit.LineageSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The deliveries that a Freight came from, oldest first. */
@Repository
class JdbcFreightDeliveries implements LineageSource {

    private static final int MAX = 100;

    private final JdbcClient jdbc;

    JdbcFreightDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<FreightDelivery> deliveries(String freight) {
        return jdbc.sql("""
                        SELECT id, source, source_name, received_at FROM intake_delivery
                        WHERE freights <> '[]' AND freights @> jsonb_build_array(jsonb_build_object('freight', :freight::text))
                        ORDER BY received_at, id LIMIT :max""")
                .param("freight", freight)
                .param("max", MAX)
                .query((row, n) -> new FreightDelivery(
                        row.getObject("id", UUID.class),
                        row.getString("source"),
                        row.getString("source_name"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
