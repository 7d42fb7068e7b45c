package io.promotionbus.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Says whether bytes are one JSON value in UTF-8, token by token, without building anything. */
final class JsonForm {

    /** Deeper than any payload known; parsers that build trees would use stack for each level. */
    static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .maxNameLength(50_000)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonForm() {}

    static boolean wellFormed(byte[] body) {
        if (body.length == 0 || body[0] == 0 || (body.length > 1 && body[1] == 0)) {
            return false; // empty, or UTF-16/32, which no sender uses and which would be kept as unreadable text
        }
        try (JsonParser parser = FACTORY.createParser(body)) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING) {
                    parser.finishToken(); // skipping a text would let half of a surrogate pair pass as UTF-8
                }
            } while (depth > 0);
            return parser.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }
}
