package dev.phoenixkit.v114;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The way down with the report of an up: every row that is still as that up left it gets back exactly what it had. All
 * others go by the {@link DownRule}, which takes no key that a restored row needs.
 *
 * <p>Takes rows in the order of the down rule, with {@link Body#bare} read.
 */
public final class RestoreRule implements Rule {

    private final Map<UUID, Change> done;
    private final Set<String> heldKeys;
    private final DownRule downRule;
    private final List<Row> others = new ArrayList<>();

    /**
     * @param done the changes that the up made, by uuid
     * @param heldKeys the keys that rows outside the rewrite hold
     * @param keyLength how the server counts characters
     */
    public RestoreRule(Map<UUID, Change> done, Set<String> heldKeys, KeyLength keyLength) {
        this.done = done;
        this.heldKeys = heldKeys;
        this.downRule = new DownRule(heldKeys, keyLength);
    }

    @Override
    public <E extends Exception> void accept(Row row, Decisions<E> decisions) throws E {
        Change up = done.get(row.uuid());
        if (up == null || !isAsLeftBy(up, row) || heldKeys.contains(up.before().key())) {
            others.add(row);
        } else if (up.isNothing()) {
            decisions.accept(Change.of(row, row, EnumSet.of(ChangeNote.ALREADY)));
        } else {
            Row before = up.before();
            downRule.reserve(before.key());
            Row after = row.with(before.key(), before.module(), originalBody(before.body(), row.body()));
            decisions.accept(Change.of(row, after, EnumSet.of(ChangeNote.RESTORED)));
        }
    }

    @Override
    public <E extends Exception> void finish(Decisions<E> decisions) throws E {
        for (Row row : others) {
            downRule.accept(row, decisions);
        }
        downRule.finish(decisions);
    }

    private static boolean isAsLeftBy(Change up, Row row) {
        return row.key().equals(up.after().key())
                && Objects.equals(row.module(), up.after().module())
                && row.body().agreesWith(up.after().body());
    }

    /** A body that there was none of before goes away again, unless something else was put into it since. */
    private static Body originalBody(Body before, Body now) {
        return now.bare() ? before : now.with(before.provider(), before.name());
    }
}
