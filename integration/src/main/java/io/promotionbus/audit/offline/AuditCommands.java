package io.promotionbus.audit.offline;

import io.promotionbus.audit.jdbc.RestoreMark;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** {@code verify-audit …} and {@code audit restore-mark …}, which start neither Spring nor Camel. */
public final class AuditCommands {

    private AuditCommands() {}

    /** @return the exit code, or empty when the arguments are not a command of the audit */
    public static OptionalInt run(List<String> arguments, PrintStream out, Map<String, String> environment) {
        if (!arguments.isEmpty() && arguments.getFirst().equals("verify-audit")) {
            return OptionalInt.of(new VerifyExport(out).run(arguments.subList(1, arguments.size())));
        }
        if (arguments.size() > 1 && arguments.subList(0, 2).equals(List.of("audit", "restore-mark"))) {
            return OptionalInt.of(new RestoreMark(out, environment).run(arguments.subList(2, arguments.size())));
        }
        return OptionalInt.empty();
    }
}
