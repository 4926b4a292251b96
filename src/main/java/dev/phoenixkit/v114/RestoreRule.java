package dev.phoenixkit.v114;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The way down with the report of an up: every row that is still as that up left it gets back exactly what it had. All
 * others go by the {@link DownRule}, which takes no key that a restored row needs.
 *
 * <p>Takes rows in the order of the down rule, with {@link Body#bare} read.
 */
public final class RestoreRule implements Rule {

    private final Map<UUID, Undo> up;
    private final Set<String> occupiedKeys;
    private final DownRule downRule;
    private final List<Row> others = new ArrayList<>();

    /**
     * @param up what undoes the up, by uuid
     * @param occupiedKeys the keys that rows outside the migration have
     * @param keyLength how the server counts characters
     */
    public RestoreRule(Map<UUID, Undo> up, Set<String> occupiedKeys, KeyLength keyLength) {
        this.up = up;
        this.occupiedKeys = occupiedKeys;
        this.downRule = new DownRule(occupiedKeys, keyLength);
    }

    @Override
    public Optional<Decision> accept(Row row) {
        Undo undo = up.get(row.uuid());
        if (undo == null
                || !undo.isOf(row)
                || occupiedKeys.contains(undo.before().key())) {
            others.add(row);
            return Optional.empty();
        }
        if (!undo.changed(row)) {
            return Optional.of(new Unchanged(row));
        }
        Row before = undo.before();
        downRule.occupy(Set.of(before.key()));
        Row after = row.with(before.key(), before.module(), originalBody(before.body(), row.body()));
        return Optional.of(new Change(row, after, Set.of(ChangeNote.RESTORED)));
    }

    @Override
    public List<Decision> finish() {
        List<Decision> decisions = new ArrayList<>();
        others.forEach(row -> downRule.accept(row).ifPresent(decisions::add));
        decisions.addAll(downRule.finish());
        return decisions;
    }

    /** A body that there was none of before goes away again, unless something else was put into it since. */
    private static Body originalBody(Body before, Body now) {
        return now.bare() ? before : now.with(before.provider(), before.name());
    }
}
