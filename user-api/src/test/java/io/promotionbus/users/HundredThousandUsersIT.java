package io.promotionbus.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Prints how listing, searching and creating feel with 100 000 users; asserts only what no noise explains away. */
class HundredThousandUsersIT {

    private static final int USERS = 100_000;
    private static final int WARM_UP = 50;
    private static final int RUNS = 200;

    @Test
    void listsSearchesAndCreates() {
        try (UsersServer server = UsersServer.start()) {
            server.database
                    .asOwner()
                    .sql("INSERT INTO users SELECT gen_random_uuid(), 'User ' || n, 'user' || n || '@example.org',"
                            + " now(), now(), 0 FROM generate_series(1, :users) n")
                    .param("users", USERS)
                    .update();
            server.database.asOwner().sql("ANALYZE users").update();

            double list = p95(i -> server.get("/api/users?page=" + i).status());
            double search = p95(
                    i -> server.get("/api/users?q=user%20" + (i * 371 % USERS)).status());
            double create = p95(
                    i -> server.create("New " + i, "new" + i + "@example.org").status());

            System.out.printf(
                    Locale.ROOT,
                    "users API with %d users, p95 of %d: list %.1f ms, search %.1f ms, create %.1f ms%n",
                    USERS,
                    RUNS,
                    list,
                    search,
                    create);
            assertThat(search).as("a search that reads the whole table").isLessThan(10_000);
        }
    }

    private static double p95(IntFunction<Integer> request) {
        double[] millis = new double[RUNS];
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            long start = System.nanoTime();
            assertThat(request.apply(i)).isLessThan(300);
            if (i >= WARM_UP) {
                millis[i - WARM_UP] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[(int) (RUNS * 0.95) - 1];
    }
}
