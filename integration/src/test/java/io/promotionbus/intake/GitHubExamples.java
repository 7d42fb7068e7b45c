package io.promotionbus.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Payloads as GitHub sent them to other people: the public collection of its webhooks. */
record GitHubExamples(String event, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<GitHubExamples> all() {
        try (InputStream in = GitHubExamples.class.getResourceAsStream("/github/webhook-examples.json.gz");
                InputStream json = new GZIPInputStream(in)) {
            List<GitHubExamples> all = new ArrayList<>();
            for (JsonNode event : JSON.readTree(json)) {
                for (JsonNode example : event.path("examples")) {
                    all.add(new GitHubExamples(event.path("name").asText(), JSON.writeValueAsBytes(example)));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
