package io.promotionbus.promotion.web;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.policy.Policies;
import io.promotionbus.promotion.ExplainFreight;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.web.Shapes.BoardResponse;
import io.promotionbus.promotion.web.Shapes.WhyReason;
import io.promotionbus.promotion.web.Shapes.WhyResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "board")
class BoardController {

    private final ReadBoard readBoard;
    private final ExplainFreight explain;
    private final ObservedCluster cluster;
    private final Policies policies;
    private final BusinessClock clock;
    private final MessageSource messages;

    BoardController(
            ReadBoard readBoard,
            ExplainFreight explain,
            ObservedCluster cluster,
            Policies policies,
            BusinessClock clock,
            MessageSource messages) {
        this.readBoard = readBoard;
        this.explain = explain;
        this.cluster = cluster;
        this.policies = policies;
        this.clock = clock;
        this.messages = messages;
    }

    @GetMapping("/api/board")
    @Operation(summary = "Every project with its stages", operationId = "readBoard")
    BoardResponse board(@RequestParam(required = false) @Nullable String project, Locale locale) {
        return readBoard.board(project, locale);
    }

    @GetMapping("/api/why")
    @Operation(summary = "Why a Freight is or is not moving into a stage", operationId = "readWhy")
    WhyResponse why(
            @RequestParam String project, @RequestParam String stage, @RequestParam String freight, Locale locale) {
        return switch (explain.explain(new LaneRef(project, stage), freight)) {
            case ExplainFreight.Answer.Unknown unknown -> throw ProblemException.notFound(unknown.what());
            case ExplainFreight.Answer.Explained explained -> {
                ReasonTexts texts = new ReasonTexts(messages, locale, clock.now(), names(project));
                String trouble = PolicyTroubles.of(policies).ofStage(policies, project, stage);
                yield new WhyResponse(
                        project,
                        stage,
                        freight,
                        explained.state().slug(),
                        explained.reasons().stream()
                                .map(reason -> new WhyReason(
                                        reason.slug().slug(),
                                        texts.text(reason, freight, trouble),
                                        reason.since(),
                                        reason.until(),
                                        reason.detail()))
                                .toList());
            }
        };
    }

    private UnaryOperator<String> names(String project) {
        return name -> cluster.freight(project, name)
                .map((Freight freight) -> FreightNames.of(freight))
                .orElse(FreightNames.shortened(name));
    }
}
