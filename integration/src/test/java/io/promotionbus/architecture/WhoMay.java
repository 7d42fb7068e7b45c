package io.promotionbus.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The contract's table of who may call what. An operation without a row here is a hole in the contract. */
final class WhoMay {

    /** As many people as there are roles, each with one, and somebody who is merely signed in. */
    static final List<String> ROLES = List.of("", "viewer", "qa", "po", "operator", "auditor", "break-glass");

    private static final Set<String> EVERYBODY = Set.copyOf(ROLES);
    private static final Set<String> OPERATOR = Set.of("operator");

    private static final Map<String, Set<String>> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put(
                "GET /api/(me|system|board|why|lineage/\\{}|promotions|approvals|approvals/\\{}|freezes|quarantine|policies"
                        + "|figures|events)",
                EVERYBODY);
        // As the policy says, which is asked when the request is found.
        ROWS.put("POST /api/approvals/\\{}/decision", EVERYBODY);
        ROWS.put("POST /api/approvals", Set.of("qa", "po", "operator"));
        ROWS.put("GET /api/(deliveries|audit)(/.*)?", Set.of("operator", "auditor"));
        ROWS.put("GET /api/trace", Set.of("operator", "auditor"));
        ROWS.put("POST /api/break-glass", Set.of("break-glass"));
        ROWS.put("POST /api/(deliveries/\\{}/redrive|deliveries/redrive|approvals/\\{}/reopen)", OPERATOR);
        ROWS.put("POST /api/promotions(/\\{}/retry)?", OPERATOR);
        ROWS.put("POST /api/(freezes|quarantine)(/\\{}/lift)?", OPERATOR);
        ROWS.put("POST /api/(rollbacks|stages/\\{}/\\{}/resume)", OPERATOR);
        ROWS.put("(GET|POST) /api/routes(/.*)?", OPERATOR);
    }

    private WhoMay() {}

    /** @param operation as {@link Contract} names it */
    static Set<String> call(String operation) {
        return ROWS.entrySet().stream()
                .filter(row -> operation.matches(row.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("The table of roles has no row for " + operation));
    }
}
