package org.raceway.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many requests are worked on at one time; the others wait in the order in which they came. A request costs
 * tens of kilobytes and a turn at the database only once it is worked on, so ten thousand at once are a queue and not a
 * heap that overflows. As many can wait as there can be connections.
 */
final class RequestQueue implements Executor {
    private static final ScopedValue<Duration> WAITED = ScopedValue.newInstance();

    private final int limit;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int running;

    RequestQueue(int limit) {
        this.limit = limit;
    }

    /** How long the request of this thread has waited for its turn. */
    static Duration waited() {
        return WAITED.orElse(Duration.ZERO);
    }

    @Override
    public void execute(Runnable request) {
        Waiting arrived = new Waiting(request, System.nanoTime());
        synchronized (this) {
            if (running >= limit) {
                waiting.add(arrived);
                return;
            }
            running++;
        }
        Thread.ofVirtual().name("request").start(() -> work(arrived));
    }

    synchronized int running() {
        return running;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private void work(Waiting first) {
        for (Waiting next = first; next != null; next = next()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - next.arrived());
            try {
                ScopedValue.where(WAITED, waited).run(next.request());
            } catch (RuntimeException | Error e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    private synchronized @Nullable Waiting next() {
        Waiting next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }

    private record Waiting(Runnable request, long arrived) {}
}
