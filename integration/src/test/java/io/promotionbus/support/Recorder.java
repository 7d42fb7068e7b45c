package io.promotionbus.support;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a use case tells the audit log, the signals and the event stream, for tests of other features. */
public final class Recorder implements AuditLog, Signals, Changes {

    public final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    public final List<Signal> raised = new CopyOnWriteArrayList<>();
    public final List<String> changed = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditEntry entry) {
        audited.add(entry);
    }

    @Override
    public void raise(Signal signal) {
        raised.add(signal);
    }

    @Override
    public void subscribe(Signal signal, Runnable wake) {
        throw new UnsupportedOperationException("nobody listens in this test");
    }

    @Override
    public void changed(Kind kind, String id, long version) {
        changed.add(kind.slug() + " " + id);
    }

    public List<String> actions() {
        return new ArrayList<>(audited.stream().map(AuditEntry::action).toList());
    }
}
