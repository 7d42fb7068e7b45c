package io.promotionbus.sandbox;

import io.promotionbus.sandbox.process.Memory;
import java.util.Optional;

/**
 * One process of the sandbox as it is now.
 *
 * @param pid empty while it does not run
 * @param residentMiB memory it holds, empty when it does not run or the system does not tell
 */
public record RunningProcess(String name, Optional<Long> pid, Optional<Long> residentMiB) {

    static RunningProcess of(String name, Optional<Long> pid) {
        return new RunningProcess(name, pid, memory(pid, false));
    }

    /** One that works through processes of its own. */
    static RunningProcess withDescendants(String name, Optional<Long> pid) {
        return new RunningProcess(name, pid, memory(pid, true));
    }

    private static Optional<Long> memory(Optional<Long> pid, boolean withDescendants) {
        return pid.flatMap(
                id -> Memory.residentMiB(id, withDescendants).stream().boxed().findFirst());
    }
}
