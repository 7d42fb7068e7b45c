package io.promotionbus.support;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps what a use case tells the audit log, the signals and the event stream, for tests of other features. */
public final class Recorder implements AuditLog, Signals, Changes {

    public final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    public final List<Signal> raised = new CopyOnWriteArrayList<>();
    public final List<String> changed = new CopyOnWriteArrayList<>();
    private final Map<Signal, List<Runnable>> subscribers = new ConcurrentHashMap<>();

    @Override
    public void record(AuditEntry entry) {
        audited.add(entry);
    }

    /** As the real ones: wakes subscribers after the commit, or at once outside a transaction. */
    @Override
    public void raise(Signal signal) {
        raised.add(signal);
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake(signal);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake(signal);
            }
        });
    }

    private void wake(Signal signal) {
        subscribers.getOrDefault(signal, List.of()).forEach(Runnable::run);
    }

    @Override
    public void subscribe(Signal signal, Runnable wake) {
        subscribers
                .computeIfAbsent(signal, ignored -> new CopyOnWriteArrayList<>())
                .add(wake);
    }

    @Override
    public void changed(Kind kind, String id, long version) {
        changed.add(kind.slug() + " " + id);
    }

    public List<String> actions() {
        return new ArrayList<>(audited.stream().map(AuditEntry::action).toList());
    }
}
