package io.promotionbus.benchmark;

/** One subject that is measured. */
interface Benchmark {

    /** Kebab-case; {@code -Dbenchmark.only=<name>,…} chooses by it. */
    String name();

    /** Measures and writes down what it found. A target that is missed is a figure, not a failure. */
    void run(Report report) throws Exception;
}
