package io.promotionbus.promotion.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.promotionbus.promotion.LaneSummary;
import io.promotionbus.promotion.LaneViews;
import org.springframework.stereotype.Component;

/** Summaries as JSON. */
@Component
class JsonLaneViews implements LaneViews {

    private final ObjectWriter writer;
    private final ObjectReader reader;

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
    public LaneSummary read(String view) {
        try {
            return reader.readValue(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored lane summary cannot be read", e);
        }
    }
}
