package io.promotionbus.promotion.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.LaneSummary;
import io.promotionbus.promotion.LaneViews;
import io.promotionbus.promotion.StoredLanes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Summaries as JSON. The board reads all of them each time and few have changed: what was read last is kept per lane, beside
 * the text it was read from.
 */
@Component
class JsonLaneViews implements LaneViews {

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final Map<LaneRef, Known> known = new ConcurrentHashMap<>();

    JsonLaneViews() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .build();
        this.writer = mapper.writerFor(LaneSummary.class);
        this.reader = mapper.readerFor(LaneSummary.class);
    }

    @Override
    public String write(LaneSummary summary) {
        try {
            return writer.writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A lane's summary must be JSON-able", e);
        }
    }

    @Override
    public LaneSummary read(StoredLanes.View view) {
        Known before = known.get(view.lane());
        if (before != null && before.text().equals(view.view())) {
            return before.summary();
        }
        LaneSummary summary = parsed(view.view());
        known.put(view.lane(), new Known(view.view(), summary));
        return summary;
    }

    private LaneSummary parsed(String view) {
        try {
            return reader.readValue(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored lane summary cannot be read", e);
        }
    }

    private record Known(String text, LaneSummary summary) {}
}
