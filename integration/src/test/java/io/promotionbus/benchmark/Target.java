package io.promotionbus.benchmark;

/**
 * What a figure should be.
 *
 * @param least whether the limit is the least (a rate) or the most (a time) that is good
 */
record Target(boolean least, double limit) {

    static Target atLeast(double limit) {
        return new Target(true, limit);
    }

    static Target atMost(double limit) {
        return new Target(false, limit);
    }

    boolean isMetBy(double value) {
        return least ? value >= limit : value <= limit;
    }

    String text() {
        return (least ? ">= " : "<= ") + Report.number(limit);
    }
}
