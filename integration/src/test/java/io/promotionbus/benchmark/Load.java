package io.promotionbus.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Many clients at once, each with a connection of its own. */
final class Load {

    private static final long LONGEST_MICROS = Duration.ofMinutes(5).toNanos() / 1000;

    /** What one client does again and again. */
    interface Client extends AutoCloseable {
        void once() throws Exception;
    }

    private Load() {}

    static Histogram histogram() {
        return new ConcurrentHistogram(LONGEST_MICROS, 3);
    }

    /** Each as fast as it can for that long; per second, all together. */
    static double asFastAsPossible(int clients, Duration time, Callable<Client> make) throws Exception {
        LongAdder done = new LongAdder();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        all(clients, make, (client, index) -> {
            while (System.nanoTime() < end) {
                client.once();
                done.increment();
            }
        });
        return done.sum() / ((System.nanoTime() - began) / 1e9);
    }

    /**
     * At a fixed rate for all together. The time of each is counted from when it should have begun, so that a stall counts
     * for everything that waited behind it (coordinated omission).
     */
    static Histogram paced(int clients, double perSecond, Duration time, Callable<Client> make) throws Exception {
        Histogram micros = histogram();
        long interval = (long) (1e9 * clients / perSecond);
        long began = System.nanoTime();
        long end = began + time.toNanos();
        all(clients, make, (client, index) -> {
            long intended = began + interval * index / clients;
            while (intended < end) {
                for (long now = System.nanoTime(); now < intended; now = System.nanoTime()) {
                    LockSupport.parkNanos(intended - now);
                }
                client.once();
                micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - intended) / 1000));
                intended += interval;
            }
        });
        return micros;
    }

    private interface Work {
        void with(Client client, int index) throws Exception;
    }

    private static void all(int clients, Callable<Client> make, Work work) throws Exception {
        List<Client> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                made.add(make.call());
            }
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Client client = made.get(i);
                int index = i;
                running.add(threads.submit(() -> {
                    work.with(client, index);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            for (Client client : made) {
                client.close();
            }
        }
    }
}
