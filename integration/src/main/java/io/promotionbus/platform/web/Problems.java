package io.promotionbus.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/**
 * Renders problem documents.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
@Component
public class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String TYPE_PREFIX = "https://promotionbus.io/problems/";

    private final MessageSource messages;
    private final ObjectMapper json = new ObjectMapper();

    Problems(MessageSource messages) {
        this.messages = messages;
    }

    /** Problems outside a Spring context, with the texts of the given modules only. */
    public static Problems standalone(String... modules) {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.addBasenames("messages/platform");
        for (String module : modules) {
            source.addBasenames("messages/" + module);
        }
        return new Problems(source);
    }

    /** The document, members in the order of the RFC, extra members last. */
    public Map<String, Object> document(ProblemException problem, Locale locale) {
        Object[] arguments = problem.arguments();
        if (arguments.length == 0 && problem.members().containsKey("field")) {
            arguments = new Object[] {problem.members().get("field")};
        }
        String key = "problem." + problem.slug();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", TYPE_PREFIX + problem.slug());
        document.put("title", text(key + ".title", arguments, problem.slug(), locale));
        document.put("status", problem.status());
        document.put("detail", text(key + ".detail", arguments, problem.slug(), locale));
        document.putAll(problem.members());
        return document;
    }

    /** The document as UTF-8 JSON. */
    public byte[] bytes(ProblemException problem, Locale locale) {
        try {
            return json.writeValueAsString(document(problem, locale)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem document must be JSON-able: " + problem.slug(), e);
        }
    }

    private String text(String key, Object[] arguments, String fallback, Locale locale) {
        String text = messages.getMessage(key, arguments, fallback, locale);
        return text == null ? fallback : text;
    }
}
