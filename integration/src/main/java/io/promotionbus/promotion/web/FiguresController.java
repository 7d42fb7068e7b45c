package io.promotionbus.promotion.web;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.promotion.ReadFigures;
import io.promotionbus.promotion.StageFigures;
import io.promotionbus.promotion.StageFigures.Changes;
import io.promotionbus.promotion.StageFigures.Measured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "figures")
class FiguresController {

    private static final Duration USUAL = Duration.ofDays(30);

    private final ReadFigures figures;
    private final BusinessClock clock;

    FiguresController(ReadFigures figures, BusinessClock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    record FiguresResponse(Instant from, Instant to, List<StageFiguresResponse> stages) {}

    record StageFiguresResponse(
            String project,
            String stage,
            int deployments,
            double deploymentsPerDay,
            DurationFigure leadTime,
            FailureFigure changeFailure,
            DurationFigure timeToRestore,
            DurationFigure waitingForApproval,
            List<DayFigure> days) {

        static StageFiguresResponse of(StageFigures figures) {
            return new StageFiguresResponse(
                    figures.lane().project(),
                    figures.lane().stage(),
                    figures.changes().total(),
                    figures.deploymentsPerDay(),
                    DurationFigure.of(figures.leadTime()),
                    FailureFigure.of(figures.changes()),
                    DurationFigure.of(figures.timeToRestore()),
                    DurationFigure.of(figures.waitingForApproval()),
                    figures.days().stream()
                            .map(day -> new DayFigure(
                                    day.date(),
                                    day.changes().total(),
                                    day.changes().failed()))
                            .toList());
        }
    }

    /** ISO 8601; absent when nothing was measured. */
    record DurationFigure(
            int samples, @Nullable String median, @Nullable String p90) {

        static DurationFigure of(Measured measured) {
            return new DurationFigure(measured.samples(), text(measured.median()), text(measured.p90()));
        }

        private static @Nullable String text(@Nullable Duration duration) {
            return duration == null
                    ? null
                    : duration.truncatedTo(ChronoUnit.MILLIS).toString();
        }
    }

    /** {@code rate} between 0 and 1. */
    record FailureFigure(int failed, int total, @Nullable Double rate) {

        static FailureFigure of(Changes changes) {
            return new FailureFigure(changes.failed(), changes.total(), changes.rate());
        }
    }

    record DayFigure(LocalDate date, int deployments, int failures) {}

    @GetMapping("/api/figures")
    @Operation(summary = "Delivery figures per stage", operationId = "readFigures")
    FiguresResponse figures(
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        Instant until = to == null ? clock.now() : to;
        Instant since = from == null ? until.minus(USUAL) : from;
        if (!since.isBefore(until)) {
            throw ProblemException.badRequest(from == null ? "to" : "from");
        }
        return new FiguresResponse(
                since,
                until,
                figures.read(project, since, until).stream()
                        .map(StageFiguresResponse::of)
                        .toList());
    }
}
