package io.promotionbus.intake.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.Deliveries;
import io.promotionbus.intake.DeliveryRecord.FreightRecord;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDeliveries implements Deliveries {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    JdbcDeliveries(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The first {@code how} stands: Freight is created once and may be met again. */
    @Override
    public void becameFreight(UUID delivery, String project, String warehouse, String freight, String how) {
        jdbc.sql("""
                        UPDATE intake_delivery SET freights = freights || :entry::jsonb, verdict_reason = NULL
                        WHERE id = :id AND NOT freights @> :key::jsonb""")
                .param("entry", json(List.of(new FreightRecord(project, warehouse, freight, how))))
                .param("key", json(List.of(new Key(project, warehouse, freight))))
                .param("id", delivery)
                .update();
    }

    @Override
    public void reason(UUID delivery, String reason) {
        jdbc.sql("""
                        UPDATE intake_delivery SET verdict_reason = :reason
                        WHERE id = :id AND freights = '[]' AND verdict_reason IS DISTINCT FROM :reason""").param("reason", reason).param("id", delivery).update();
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of texts are always JSON", e);
        }
    }

    private record Key(String project, String warehouse, String freight) {}
}
