package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer with its status code. */
record ApiResponse(int code, JsonNode body) {

    static ApiResponse ok(JsonNode body) {
        return new ApiResponse(200, body);
    }
}
