package dev.phoenixkit.v114;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final Map<UUID, Decision> up;
    private final Set<String> occupiedKeys;
    private final DownRule downRule;
    private final List<Row> others = new ArrayList<>();

    /**
     * @param up what the up decided, by uuid
     * @param occupiedKeys the keys that rows outside the migration have
     * @param keyLength how the server counts characters
     */
    public RestoreRule(Map<UUID, Decision> up, Set<String> occupiedKeys, KeyLength keyLength) {
        this.up = up;
        this.occupiedKeys = occupiedKeys;
        this.downRule = new DownRule(occupiedKeys, keyLength);
    }

    @Override
    public Optional<Decision> accept(Row row) {
        Decision decided = up.get(row.uuid());
        if (decided == null
                || !isAsLeftBy(decided, row)
                || occupiedKeys.contains(decided.before().key())) {
            others.add(row);
            return Optional.empty();
        }
        if (decided instanceof Unchanged) {
            return Optional.of(new Unchanged(row));
        }
        Row before = decided.before();
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

    /** Whether key, module, provider and name of a row are what an up left there. */
    public static boolean isAsLeftBy(Decision decided, Row row) {
        return row.key().equals(decided.after().key())
                && Objects.equals(row.module(), decided.after().module())
                && row.body().agreesWith(decided.after().body());
    }

    /** A body that there was none of before goes away again, unless something else was put into it since. */
    private static Body originalBody(Body before, Body now) {
        return now.bare() ? before : now.with(before.provider(), before.name());
    }
}
