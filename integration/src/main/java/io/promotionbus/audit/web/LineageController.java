package io.promotionbus.audit.web;

import io.promotionbus.audit.EventJson;
import io.promotionbus.audit.Lineage;
import io.promotionbus.audit.LineageSource.FreightArtifact;
import io.promotionbus.audit.ReadLineage;
import io.promotionbus.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Open to everybody who is signed in: names, times and reasons of the way to production are no secret among them. */
@RestController
@Tag(name = "Promotions")
class LineageController {

    private final ReadLineage readLineage;
    private final MessageSource messages;

    LineageController(ReadLineage readLineage, MessageSource messages) {
        this.readLineage = readLineage;
        this.messages = messages;
    }

    record LineageView(String freight, List<FreightArtifact> artifacts, List<LineageEventView> events) {}

    /** {@code text} is a sentence in the reader's language; {@code reason} stays in its author's. */
    record LineageEventView(
            String at,
            String kind,
            @Nullable String stage,
            String text,
            @Nullable LineageActorView actor,
            @Nullable String ref,
            @Nullable Long durationMs) {}

    record LineageActorView(
            String kind, String id, @Nullable String name) {}

    @GetMapping("/api/lineage/{freight}")
    @Operation(summary = "The whole way of one Freight, in order", operationId = "readLineage")
    LineageView lineage(@PathVariable String freight, Locale locale) {
        Lineage lineage = readLineage.of(freight).orElseThrow(() -> ProblemException.notFound("freight"));
        return new LineageView(
                lineage.freight(),
                lineage.artifacts(),
                lineage.steps().stream().map(step -> view(step, locale)).toList());
    }

    private LineageEventView view(Lineage.Step step, Locale locale) {
        Lineage.Who who = step.actor();
        return new LineageEventView(
                EventJson.time(step.at()),
                step.kind(),
                step.stage(),
                text(step, locale),
                who == null ? null : new LineageActorView(who.kind(), who.id(), who.name()),
                step.ref(),
                step.took() == null ? null : step.took().toMillis());
    }

    /** A word of the cluster or the name of a sender as people say it; anything else stands for itself. */
    private String word(String kind, String detail, Locale locale) {
        String word = messages.getMessage("lineage.word." + kind + "." + detail, null, detail, locale);
        return word == null ? detail : word;
    }

    private String text(Lineage.Step step, Locale locale) {
        Object[] values = {
            step.stage() == null ? "" : step.stage(),
            step.actor() == null ? "" : step.actor().shown(),
            step.detail() == null ? "" : word(step.kind(), step.detail(), locale)
        };
        String sentence = messages.getMessage("lineage." + step.key(), values, locale);
        String because = step.cause() == null
                ? step.reason()
                : messages.getMessage("lineage.because." + step.cause(), null, null, locale);
        return because == null || because.isBlank() ? sentence : sentence.replaceFirst("\\.$", "") + " — " + because;
    }
}
