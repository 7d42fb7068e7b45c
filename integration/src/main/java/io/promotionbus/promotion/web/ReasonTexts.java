package io.promotionbus.promotion.web;

import io.promotionbus.promotion.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Reasons as sentences, in the language of whoever asks, as of now. */
final class ReasonTexts {

    private static final int SHORT_DIGEST = 19;
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private final MessageSource messages;
    private final Locale locale;
    private final Instant now;
    private final UnaryOperator<String> freightNames;
    private final Durations durations;
    private final Awaited awaited;
    private final boolean lasting;

    /** @param freightNames how people know a Freight, by its name in Kargo */
    ReasonTexts(MessageSource messages, Locale locale, Instant now, UnaryOperator<String> freightNames) {
        this(messages, locale, now, freightNames, false);
    }

    private ReasonTexts(
            MessageSource messages, Locale locale, Instant now, UnaryOperator<String> freightNames, boolean lasting) {
        this.messages = messages;
        this.locale = locale;
        this.now = now;
        this.freightNames = freightNames;
        this.durations = new Durations(messages, locale);
        this.awaited = new Awaited(messages, locale);
        this.lasting = lasting;
    }

    /** Sentences that stay true while nothing happens: times instead of durations. */
    static ReasonTexts lasting(MessageSource messages, Locale locale, Instant now, UnaryOperator<String> freightNames) {
        return new ReasonTexts(messages, locale, now, freightNames, true);
    }

    /**
     * As {@link #text(Reason, String)}; what waits for people or a window also says when they never come.
     *
     * @param trouble why the stage's policy can never be met, absent when it can
     */
    String text(Reason reason, String freight, @Nullable String trouble) {
        String text = text(reason, freight);
        boolean waitsForPolicy = switch (reason.slug()) {
            case AWAITING_APPROVAL, AWAITING_SECOND_PERSON, WINDOW_CLOSED -> true;
            default -> false;
        };
        if (trouble == null || !waitsForPolicy) {
            return text;
        }
        return String.valueOf(messages.getMessage("reason.with-trouble", new Object[] {text, trouble}, text, locale));
    }

    /** @param freight the Freight that the reason is about */
    String text(Reason reason, String freight) {
        Map<String, String> detail = reason.detail();
        boolean own = freight.equals(detail.get("freight"));
        return switch (reason.slug()) {
            case AWAITING_APPROVAL ->
                detail.containsKey("missing")
                        ? say(reason, ".missing", awaited.text(detail.get("missing")), asked(reason))
                        : say(reason, "", "", asked(reason));
            case AWAITING_SECOND_PERSON -> say(reason, "", "", asked(reason));
            case NOT_VERIFIED_UPSTREAM -> notVerified(reason);
            case SOAKING -> soaking(reason);
            case PROMOTION_RUNNING -> say(reason, own ? ".own" : "", named(detail.get("freight")), elapsed(reason));
            case VERIFICATION_RUNNING ->
                say(reason, own ? ".own" : "", named(detail.get("freight")), detail.get("stage"), elapsed(reason));
            case WINDOW_CLOSED -> say(reason, openEnd(reason), left(reason), because(detail.get("reason")));
            case FROZEN -> say(reason, openEnd(reason), detail.get("by"), left(reason), detail.get("reason"));
            case QUARANTINED ->
                say(reason, "", shortened(detail.get("digest")), detail.get("by"), detail.get("reason"));
            case SUPERSEDED -> say(reason, "", named(detail.get("by")));
            case OLDER_THAN_CURRENT -> older(reason);
            case PROMOTION_FAILED -> failed(reason);
            case PROMOTION_ABORTED, KARGO_DENIED, KARGO_UNREACHABLE -> say(reason, "", because(detail.get("message")));
            case POLICY_INVALID -> say(reason, "", detail.get("because"));
            case HELD_BY_KARGO, NOT_REQUESTED -> say(reason, "", detail.get("origin"));
            case REJECTED ->
                detail.containsKey("comment")
                        ? say(reason, ".comment", detail.get("by"), detail.get("comment"))
                        : say(reason, "", detail.get("by"));
            case CURRENT -> say(reason, "", elapsed(reason));
            case LOOP_BROKEN -> say(reason, "." + detail.getOrDefault("cause", ""), because(detail.get("message")));
            case HEALTH_UNKNOWN, REVISION_MISMATCH -> say(reason, "", elapsed(reason), because(detail.get("message")));
            case COMMITS_UNAVAILABLE, NO_POLICY, OBSERVE_ONLY, REQUEST_EXPIRED, APPROVAL_EXPIRED, WITHDRAWN, PAST ->
                say(reason, "");
        };
    }

    private String notVerified(Reason reason) {
        String variant =
                reason.detail().containsKey("settling") ? ".settling" : reason.since() == null ? ".absent" : "";
        return say(reason, variant, reason.detail().get("stage"), elapsed(reason));
    }

    private String soaking(Reason reason) {
        Duration required = Duration.parse(reason.detail().getOrDefault("required", "PT0S"));
        String variant = reason.until() == null ? ".stopped" : until(reason, "");
        return say(reason, variant, reason.detail().get("stage"), durations.text(required), left(reason));
    }

    private String older(Reason reason) {
        String basis = reason.detail().getOrDefault("basis", "");
        boolean known = List.of("ancestry", "image-time", "receipt").contains(basis);
        return say(reason, known ? "." + basis : "", named(reason.detail().get("current")));
    }

    private String failed(Reason reason) {
        String message = because(reason.detail().get("message"));
        if (reason.until() != null) {
            int next = Integer.parseInt(reason.detail().getOrDefault("number", "1")) + 1;
            return say(reason, until(reason, ".retry"), left(reason), message, Integer.toString(next));
        }
        return say(reason, reason.detail().containsKey("changed") ? ".changed" : "", "", message);
    }

    private String say(Reason reason, String variant, @Nullable String... arguments) {
        String key = "reason." + reason.slug().slug();
        Object[] known = Arrays.stream(arguments)
                .map(argument -> argument == null ? "" : argument)
                .toArray();
        String plain = messages.getMessage(key, known, key, locale);
        String text = messages.getMessage(key + variant, known, plain, locale);
        return text == null ? key : text;
    }

    private String elapsed(Reason reason) {
        return reason.since() == null || lasting
                ? ""
                : " (" + durations.text(Duration.between(reason.since(), now)) + ")";
    }

    /** A decision was asked for: a bare duration would leave open what lasts that long. */
    private String asked(Reason reason) {
        if (reason.since() == null || lasting) {
            return "";
        }
        Object[] ago = {durations.text(Duration.between(reason.since(), now))};
        return String.valueOf(messages.getMessage("reason.asked", ago, "", locale));
    }

    private String left(Reason reason) {
        if (reason.until() == null) {
            return "";
        }
        return lasting
                ? MINUTES.format(reason.until().atOffset(ZoneOffset.UTC))
                : durations.text(Duration.between(now, reason.until()));
    }

    private String openEnd(Reason reason) {
        return reason.until() == null ? ".open-end" : until(reason, "");
    }

    private String until(Reason reason, String variant) {
        return lasting && reason.until() != null ? ".until" : variant;
    }

    private static String because(@Nullable String text) {
        return text == null || text.isBlank()
                ? ""
                : ": " + text.strip().lines().findFirst().orElse("");
    }

    private String named(@Nullable String freight) {
        return freight == null ? "" : freightNames.apply(freight);
    }

    private static String shortened(@Nullable String digest) {
        String known = digest == null ? "" : digest;
        return known.length() <= SHORT_DIGEST ? known : known.substring(0, SHORT_DIGEST);
    }
}
