package io.promotionbus.approval;

import static io.promotionbus.approval.ApprovalBench.requester;
import static io.promotionbus.approval.ObservedCompany.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.platform.Requester;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A list of requests says of each what the request says of itself, and costs as many queries as a list of a few. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyRequestsTest {

    private static final int FEW = 3;
    private static final int MANY = 30;
    private static final Requester QA = requester("qa");

    private final RequestCompany company = new RequestCompany();
    private int mineOfAFew;
    private int allOfAFew;

    @BeforeAll
    void fill() {
        for (int number = 0; number < FEW; number++) {
            company.found(number);
        }
        mineOfAFew = statements(this::mine);
        allOfAFew = statements(this::all);
        for (int number = FEW; number < MANY; number++) {
            company.found(number);
        }
    }

    @AfterAll
    void close() {
        company.close();
    }

    @Test
    void asksTheDatabaseAsOftenForManyAsForAFew() {
        assertThat(mine()).hasSize(MANY - 1);
        assertThat(statements(this::mine)).isEqualTo(mineOfAFew);
        assertThat(all()).hasSize(MANY + 1);
        assertThat(statements(this::all)).isEqualTo(allOfAFew);
        System.out.printf("statements for a list: %d of mine, %d of all%n", mineOfAFew, allOfAFew);
    }

    @Test
    void saysOfEachWhatItSaysOfItself() {
        assertThat(all())
                .allSatisfy(view -> assertThat(view)
                        .isEqualTo(asInAList(
                                company.read.one(view.request().id(), QA).orElseThrow())));
        assertThat(mine())
                .allSatisfy(view -> assertThat(view)
                        .isEqualTo(asInAList(
                                company.read.one(view.request().id(), QA).orElseThrow())));
    }

    @Test
    void tellsTheProjectsApart() {
        Map<String, RequestView> open = all().stream()
                .filter(view -> view.request().stage().equals("stg"))
                .collect(Collectors.toMap(view -> view.request().project(), Function.identity()));
        for (int number = 0; number < MANY; number++) {
            RequestView view = open.get("shop-" + number);
            assertThat(view.commits().ends().head()).isEqualTo(ObservedCompany.commit(number));
            assertThat(view.commits().ends().base()).isEqualTo(ObservedCompany.commit(number + 500));
            assertThat(view.evidence())
                    .singleElement()
                    .satisfies(evidence -> assertThat(evidence.stage()).isEqualTo("dev"));
            assertThat(view.evidence().getFirst().verifiedAt()).isEqualTo(START.plusSeconds(number));
            assertThat(view.evidence().getFirst().settledAt()).isEqualTo(START.plusSeconds(number + 1));
            assertThat(view.evidence().getFirst().healthySince()).isEqualTo(START.plusSeconds(number + 2));
            assertThat(part(view, "freezes")).hasSize(number == 1 ? 1 : 0);
            assertThat(part(view, "quarantines")).hasSize(number == 2 ? 1 : 0);
        }
        assertThat(open.get("shop-0").you().slug()).isEqualTo("distinct-from");
        assertThat(open.get("shop-1").met()).containsExactly(1);
        assertThat(open.get("shop-1").request().decisions()).hasSize(1);
        assertThat(open.get("shop-3").met()).containsExactly(0);
    }

    @Test
    void pagesWithoutLosingAny() {
        List<RequestView> first = company.read.list(null, true, null, null, null, 10, QA);
        List<RequestView> second = company.read.list(
                null, true, null, null, first.getLast().request().id(), MANY, QA);
        assertThat(first).hasSize(10);
        assertThat(second).hasSize(MANY - 1 - 10);
        assertThat(first).doesNotContainAnyElementsOf(second);
    }

    private static List<?> part(RequestView view, String name) {
        return (List<?>) view.request().sight().parts().get(name);
    }

    private List<RequestView> mine() {
        return company.read.list(null, true, null, null, null, 50, QA);
    }

    private List<RequestView> all() {
        return company.read.list(null, false, null, null, null, 50, QA);
    }

    /** Once what never changes is remembered. */
    private int statements(Runnable list) {
        list.run();
        return company.database.during(list);
    }

    /** Who was asked and the calendar are only in the request itself. */
    private static RequestView asInAList(RequestView view) {
        return new RequestView(
                view.request(),
                view.fingerprint(),
                view.require(),
                view.met(),
                view.counted(),
                view.incoming(),
                view.current(),
                view.commits(),
                view.evidence(),
                view.you(),
                null,
                null,
                view.promotion());
    }
}
