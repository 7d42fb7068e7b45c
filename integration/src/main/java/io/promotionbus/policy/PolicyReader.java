package io.promotionbus.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.StagePolicy.Approval;
import io.promotionbus.policy.StagePolicy.CommentRule;
import io.promotionbus.policy.StagePolicy.FeedMode;
import io.promotionbus.policy.StagePolicy.FourEyes;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.policy.StagePolicy.Rollback;
import io.promotionbus.policy.StagePolicy.StepUp;
import io.promotionbus.policy.StagePolicy.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads a policy's spec with the defaults of its schema. It does not trust the API server to have checked it: an object may
 * be older than the schema. Pure.
 */
public final class PolicyReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration VERIFICATION_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration EXPIRES_AFTER = Duration.ofHours(72);
    private static final Duration VALID_FOR = Duration.ofHours(24);

    private PolicyReader() {}

    /** What reading gave. */
    public sealed interface Reading {
        record Understood(StagePolicy policy) implements Reading {}

        /** {@code stages} are those it names, as far as that can be told: they are held. */
        record Wrong(List<String> stages, List<String> problems) implements Reading {}
    }

    public static Reading read(PolicyObject object) {
        List<String> problems = new ArrayList<>();
        StagePolicy policy;
        try {
            SpecNode spec = new SpecNode("", JSON.readTree(object.spec()), problems);
            policy = policy(object, spec);
            spec.refuseUnknown();
        } catch (JsonProcessingException notJson) {
            return new Reading.Wrong(List.of(), List.of("the spec is not JSON"));
        }
        PolicyRules.check(policy, problems);
        return problems.isEmpty()
                ? new Reading.Understood(policy)
                : new Reading.Wrong(policy.stages(), List.copyOf(problems));
    }

    /** The spec as JSON, for display and for the audit log. */
    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }

    private static StagePolicy policy(PolicyObject object, SpecNode spec) {
        return new StagePolicy(
                object.project(),
                object.name(),
                object.uid(),
                object.generation(),
                spec.texts("stages"),
                spec.oneOf("promotion", PromotionMode.class, PromotionMode.Observe),
                spec.oneOf("feed", FeedMode.class, FeedMode.Direct),
                spec.duration("verificationTimeout", VERIFICATION_TIMEOUT),
                spec.object("approval", PolicyReader::approval),
                spec.objects("windows", PolicyReader::window),
                spec.object("rollback", PolicyReader::rollback));
    }

    private static Approval approval(SpecNode approval) {
        return new Approval(
                approval.objects(
                        "require", entry -> new Requirement(entry.required("role"), entry.integer("count", 1, 1))),
                Objects.requireNonNullElse(approval.object("fourEyes", PolicyReader::fourEyes), FourEyes.DEFAULT),
                approval.texts("distinctFrom"),
                approval.duration("expiresAfter", EXPIRES_AFTER),
                approval.duration("validFor", VALID_FOR),
                approval.durationOrNull("remindEvery"),
                approval.oneOf("comment", CommentRule.class, CommentRule.OnReject),
                approval.object("stepUp", PolicyReader::stepUp));
    }

    private static FourEyes fourEyes(SpecNode given) {
        return new FourEyes(
                given.oneOf("mode", List.of("None", "Authors"), FourEyes.DEFAULT.mode()),
                given.oneOf("unknownAuthor", List.of("SecondPerson", "Refuse"), FourEyes.DEFAULT.unknownAuthor()),
                given.oneOf("whenUnavailable", List.of("Wait", "SecondPerson"), FourEyes.DEFAULT.whenUnavailable()));
    }

    private static StepUp stepUp(SpecNode given) {
        given.required("maxAge");
        return new StepUp(given.duration("maxAge", Duration.ofMinutes(5)));
    }

    private static Window window(SpecNode given) {
        given.required("duration");
        return new Window(
                given.oneOf("kind", List.of("Allow", "Deny"), given.required("kind")),
                given.required("schedule"),
                given.duration("duration", Duration.ofMinutes(1)),
                given.text("timeZone", "UTC"),
                given.textOrNull("reason"));
    }

    private static Rollback rollback(SpecNode given) {
        return new Rollback(
                given.flag("enabled", false),
                given.duration("unhealthyFor", Rollback.OFF.unhealthyFor()),
                given.duration("progressingFor", Rollback.OFF.progressingFor()),
                given.duration("within", Rollback.OFF.within()),
                given.integer("maxInARow", Rollback.OFF.maxInARow(), 1),
                given.flag("quarantine", Rollback.OFF.quarantine()));
    }
}
