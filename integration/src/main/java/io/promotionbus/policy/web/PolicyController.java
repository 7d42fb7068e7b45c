package io.promotionbus.policy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.policy.Policies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "policies")
@RequestMapping("/api/policies")
class PolicyController {

    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyResponse(
            String project,
            String name,
            @JsonRawValue String spec,
            boolean ready,
            @Nullable String because) {

        static PolicyResponse of(Policies.Observed policy) {
            return new PolicyResponse(
                    policy.project(),
                    policy.name(),
                    policy.specJson(),
                    policy.ready(),
                    policy.because().isEmpty() ? null : policy.because());
        }

        String key() {
            return project + "/" + name;
        }
    }

    @GetMapping
    @Operation(summary = "Stage policies as observed", operationId = "listPolicies")
    Page<PolicyResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String after = Cursor.decode(cursor);
        List<PolicyResponse> rows = policies.all().stream()
                .map(PolicyResponse::of)
                .sorted(Comparator.comparing(PolicyResponse::key))
                .filter(policy -> after == null || policy.key().compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        return Page.cut(rows, size, PolicyResponse::key);
    }
}
