package io.promotionbus.kargo.jdbc;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.promotionbus.kargo.Application;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.kargo.Project;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Observed objects as JSON: the bus's own records, a tenth of what Kubernetes sends. */
final class ObjectCodec {

    /**
     * Raise when a record of {@link io.promotionbus.kargo} changes its fields: rows of another format are read with what is
     * missing left empty, and are stored again when the object is next seen.
     */
    static final int FORMAT = 1;

    private final ObjectMapper json = mapper();

    String write(Object object) {
        try {
            return json.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An observed object cannot be written as JSON", e);
        }
    }

    Object read(Kind kind, String body) {
        return read(type(kind), body);
    }

    <T> T read(Class<T> type, String body) {
        try {
            return json.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored observation cannot be read", e);
        }
    }

    private static Class<?> type(Kind kind) {
        return switch (kind) {
            case Project -> Project.class;
            case Warehouse -> Warehouse.class;
            case Freight -> Freight.class;
            case Stage -> Stage.class;
            case Promotion -> KargoPromotion.class;
            case Application -> Application.class;
            case StagePolicy -> PolicyObject.class;
        };
    }

    private static ObjectMapper mapper() {
        SimpleModule origins = new SimpleModule();
        origins.addKeyDeserializer(Origin.class, new KeyDeserializer() {
            @Override
            public Origin deserializeKey(String key, DeserializationContext context) {
                return Origin.parse(key);
            }
        });
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(origins)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .build();
        for (Class<?> collection : List.of(List.class, Set.class, Map.class)) {
            mapper.configOverride(collection).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        }
        return mapper;
    }
}
