package dev.phoenixkit.maven;

import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.rows.Finding;
import java.util.EnumMap;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/** Collects what the operator has to know of a schema, and tells it kind by kind: each kind's advice once. */
final class FindingLog implements MigrationListener {
    private final Map<Finding.Kind, TruncatedList<String>> findings = new EnumMap<>(Finding.Kind.class);

    @Override
    public synchronized void noted(Finding finding) {
        findings.computeIfAbsent(finding.kind(), kind -> new TruncatedList<>()).add(finding.text());
    }

    @Override
    public synchronized void retrying(String why) {
        findings.clear();
    }

    void print(Log log) {
        findings.forEach((kind, list) -> MigrationLog.print(list, kind.heading(list.total()), log::warn));
    }

    /** Of each kind that there is: what was found, where it is one thing, or else how many. */
    synchronized Map<Finding.Kind, String> summary() {
        Map<Finding.Kind, String> summary = new EnumMap<>(Finding.Kind.class);
        findings.forEach((kind, list) ->
                summary.put(kind, list.total() == 1 ? list.shown().get(0) : String.valueOf(list.total())));
        return summary;
    }
}
