package io.inkstone.orchestration;

/** Where audit records go. */
@FunctionalInterface
public interface Audit {

    /** Takes a record; called on an event loop, so it must not block. */
    void record(AuditRecord auditRecord);
}
