package io.promotionbus.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One object of a policy's spec while it is read: notes every member that is wrong or that nobody asked for. */
final class SpecNode {

    private final String path;
    private final JsonNode node;
    private final List<String> problems;
    private final Set<String> read = new HashSet<>();

    SpecNode(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add(path + " must be an object");
        }
    }

    String text(String member, String otherwise) {
        JsonNode value = value(member);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            problems.add(at(member) + " must be a text");
            return otherwise;
        }
        return value.textValue();
    }

    @Nullable
    String textOrNull(String member) {
        return value(member) == null ? null : text(member, "");
    }

    String required(String member) {
        if (value(member) == null) {
            problems.add(at(member) + " is missing");
        }
        return text(member, "");
    }

    String oneOf(String member, List<String> allowed, String otherwise) {
        String value = text(member, otherwise);
        if (!value.isEmpty() && !allowed.contains(value)) {
            problems.add(at(member) + " must be one of " + String.join(", ", allowed) + ", not '" + value + "'");
            return otherwise;
        }
        return value;
    }

    <E extends Enum<E>> E oneOf(String member, Class<E> type, E otherwise) {
        List<String> names = Stream.of(type.getEnumConstants()).map(Enum::name).toList();
        return Enum.valueOf(type, oneOf(member, names, otherwise.name()));
    }

    Duration duration(String member, Duration otherwise) {
        Duration value = durationOrNull(member);
        return value == null ? otherwise : value;
    }

    @Nullable
    Duration durationOrNull(String member) {
        if (value(member) == null) {
            return null;
        }
        String text = text(member, "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Duration duration = GoDuration.parse(text);
            if (duration.isPositive()) {
                return duration;
            }
            problems.add(at(member) + " must be longer than zero");
        } catch (IllegalArgumentException notADuration) {
            problems.add(at(member) + ": " + notADuration.getMessage());
        }
        return null;
    }

    int integer(String member, int otherwise, int atLeast) {
        JsonNode value = value(member);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.intValue() < atLeast) {
            problems.add(at(member) + " must be a whole number of at least " + atLeast);
            return otherwise;
        }
        return value.intValue();
    }

    boolean flag(String member, boolean otherwise) {
        JsonNode value = value(member);
        if (value != null && !value.isBoolean()) {
            problems.add(at(member) + " must be true or false");
        }
        return value == null ? otherwise : value.booleanValue();
    }

    List<String> texts(String member) {
        return list(member, (path, item) -> {
            if (!item.isTextual() || item.textValue().isBlank()) {
                problems.add(path + " must be a text");
            }
            return item.asText();
        });
    }

    <T> List<T> objects(String member, Function<SpecNode, T> reading) {
        return list(member, (path, item) -> {
            SpecNode object = new SpecNode(path, item, problems);
            T value = reading.apply(object);
            object.refuseUnknown();
            return value;
        });
    }

    <T> @Nullable T object(String member, Function<SpecNode, T> reading) {
        JsonNode value = value(member);
        if (value == null) {
            return null;
        }
        SpecNode object = new SpecNode(at(member), value, problems);
        T result = reading.apply(object);
        object.refuseUnknown();
        return result;
    }

    void refuseUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                problems.add(at(name) + " is unknown");
            }
        });
    }

    private interface ItemReading<T> {
        T read(String path, JsonNode item);
    }

    private <T> List<T> list(String member, ItemReading<T> reading) {
        JsonNode value = value(member);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            problems.add(at(member) + " must be a list");
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            items.add(reading.read(at(member) + "[" + i + "]", value.get(i)));
        }
        return List.copyOf(items);
    }

    private @Nullable JsonNode value(String member) {
        read.add(member);
        JsonNode value = node.get(member);
        return value == null || value.isNull() ? null : value;
    }

    private String at(String member) {
        return path.isEmpty() ? member : path + "." + member;
    }
}
