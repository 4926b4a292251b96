package dev.phoenixkit.oracle;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** A row in the making; some of its kinds can be told from the row itself. */
final class Draft {
    private final Set<RowKind> kinds = EnumSet.noneOf(RowKind.class);
    private OracleRow row;

    Draft(SeededRandom random, UUID uuid, String key) {
        String value = random.chance(10) ? random.oneOf("", "plain", "x".repeat(255)) : null;
        row = new OracleRow(uuid, key, value, null, null, random.date(), random.date());
    }

    UUID uuid() {
        return row.uuid();
    }

    Draft module(String module) {
        row = row.withModule(module);
        return this;
    }

    Draft body(RandomBody body) {
        row = row.withValueJson(body.json());
        kinds.addAll(body.kinds());
        return this;
    }

    Draft added(String date) {
        row = row.withDateAdded(date);
        return this;
    }

    Draft is(RowKind... more) {
        kinds.addAll(Arrays.asList(more));
        return this;
    }

    RandomRow done() {
        kinds.addAll(RowKind.ofText(row.key()));
        kinds.add(row.uuid().version() == 4 ? RowKind.UUID_V4 : RowKind.UUID_V7);
        isIf(SeededRandom.isOfOneMillisecond(row.uuid()), RowKind.UUID_V7_OF_ONE_MILLISECOND);
        isIf(row.module() == null, RowKind.MODULE_NULL);
        isIf("integrations".equals(row.module()), RowKind.MODULE_INTEGRATIONS);
        isIf(row.module() != null && !row.module().equals("integrations"), RowKind.MODULE_OTHER);
        isIf(row.value() != null && row.valueJson() != null, RowKind.VALUE_BESIDE_BODY);
        isIf(row.dateAdded() == null, RowKind.DATE_NULL);
        isIf(row.dateAdded() != null && row.dateAdded().contains("infinity"), RowKind.DATE_INFINITE);
        return new RandomRow(row, Collections.unmodifiableSet(kinds));
    }

    private void isIf(boolean holds, RowKind kind) {
        if (holds) {
            kinds.add(kind);
        }
    }
}
