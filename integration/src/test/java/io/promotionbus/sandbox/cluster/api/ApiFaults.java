package io.promotionbus.sandbox.cluster.api;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is wrong with the API at the moment; times are wall time. */
public final class ApiFaults {

    private volatile long downUntil = Long.MIN_VALUE;
    private volatile long slowUntil = Long.MIN_VALUE;
    private volatile Duration delay = Duration.ZERO;
    private volatile long statusUntil = Long.MIN_VALUE;
    private volatile int status;
    private volatile @Nullable Runnable dropper;

    /** A fault is about what the API's users see; whoever looks at the cluster from behind is spared. */
    private volatile Predicate<User> spared = user -> false;

    public void spare(Predicate<User> users) {
        spared = users;
    }

    boolean concerns(Optional<User> user) {
        return user.isEmpty() || !spared.test(user.get());
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private static boolean before(long deadline) {
        return deadline != Long.MIN_VALUE && System.nanoTime() - deadline < 0;
    }

    void onDrop(Runnable action) {
        dropper = action;
    }

    private void drop() {
        Runnable action = dropper;
        if (action != null) {
            action.run();
        }
    }

    public void down(Duration time) {
        clear();
        downUntil = in(time);
        drop();
    }

    public void slow(Duration by, Duration time) {
        clear();
        delay = by;
        slowUntil = in(time);
    }

    public void status(int code, Duration time) {
        clear();
        status = code;
        statusUntil = in(time);
        drop();
    }

    public void clear() {
        downUntil = Long.MIN_VALUE;
        slowUntil = Long.MIN_VALUE;
        statusUntil = Long.MIN_VALUE;
    }

    boolean isDown() {
        return before(downUntil);
    }

    Duration delay() {
        return before(slowUntil) ? delay : Duration.ZERO;
    }

    Optional<ApiException> answer() {
        return before(statusUntil) ? Optional.of(ApiException.status(status, "injected fault")) : Optional.empty();
    }
}
